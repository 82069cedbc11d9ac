import { useState } from 'preact/hooks';
import { Dialog } from './dialog.tsx';
import { useWords } from './use-words.tsx';

const HOUR_MS = 3600_000;

/** Asks for another time to reach the customer; the last time that nobody was reached needs none. */
export function CallbackDialog({ kind, isLast, onTime, onClose }: { kind: 'missed' | 'move'; isLast: boolean; onTime: (at: number | undefined) => void; onClose: () => void }) {
  const { t } = useWords();
  const [time, setTime] = useState(() => toField(Date.now() + 2 * HOUR_MS));
  const at = new Date(time).getTime();
  return (
    <Dialog title={t(kind === 'missed' ? 'callbackMissedTitle' : 'callbackMoveTitle')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onTime(isLast || Number.isNaN(at) ? undefined : at);
        }}
      >
        <p class="muted">{t(isLast ? 'callbackLastTry' : 'callbackTold')}</p>
        {!isLast && <input type="datetime-local" required aria-label={t('callbackTime')} value={time} min={toField(Date.now())} onInput={(event) => setTime(event.currentTarget.value)} />}
        <div class="dialog-actions">
          <button type="button" class="button quiet" onClick={onClose}>{t('cancel')}</button>
          <button type="submit" class="button primary">{t('callbackSave')}</button>
        </div>
      </form>
    </Dialog>
  );
}

/** A moment as the field has it, where the reader is, to five minutes. */
function toField(at: number): string {
  const date = new Date(Math.ceil(at / 300_000) * 300_000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
