import { CLOSE_REASONS, type CloseReason, CLOSE_WORDS } from '#core/protocol.ts';
import { Dialog } from './dialog.tsx';
import { useWords } from './use-words.tsx';

/** Asks why a conversation ends; choosing a reason ends it. */
export function CloseDialog({ onChoose, onCancel }: { onChoose: (reason: CloseReason) => void; onCancel: () => void }) {
  const { language, t } = useWords();
  return (
    <Dialog title={t('closeTitle')} onClose={onCancel}>
      <p class="muted">{t('closeHint')}</p>
      <div class="choices">
        {CLOSE_REASONS.map((reason) => (
          <button key={reason} type="button" class="button" onClick={() => onChoose(reason)}>{CLOSE_WORDS[reason][language]}</button>
        ))}
      </div>
      <div class="dialog-actions">
        <button type="button" class="button quiet" onClick={onCancel}>{t('cancel')}</button>
      </div>
    </Dialog>
  );
}
