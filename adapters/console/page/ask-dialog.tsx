import { useState } from 'preact/hooks';
import { MAX_MESSAGE_LENGTH } from '#core/protocol.ts';
import { Dialog } from './dialog.tsx';
import { sayError } from './errors.ts';
import { useColleagues } from './use-colleagues.ts';
import { useWords } from './use-words.tsx';

/** Asks a colleague for advice, in private. */
export function AskDialog({ me, onAsk, onCancel }: { me: string; onAsk: (colleagueId: string, text: string) => void; onCancel: () => void }) {
  const { language, t } = useWords();
  const { view, problem } = useColleagues();
  const [colleague, setColleague] = useState('');
  const [text, setText] = useState('');
  const people = view?.people.filter(({ id }) => id !== me) ?? [];
  return (
    <Dialog title={t('askTitle')} onClose={onCancel}>
      <p class="muted">{t('askHint')}</p>
      {problem !== undefined && <p class="problem" role="alert">{sayError(problem, language)}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onAsk(colleague, text.trim());
        }}
      >
        <fieldset class="field">
          <legend>{t('passOnColleague')}</legend>
          {people.map(({ id, name }) => (
            <label key={id} class="check">
              <input type="radio" name="colleague" checked={colleague === id} onChange={() => setColleague(id)} /> {name}
            </label>
          ))}
          {view && people.length === 0 && <p class="muted">{t('nobodyElse')}</p>}
        </fieldset>
        <label class="field">
          <span>{t('askQuestion')}</span>
          <textarea rows={3} required maxLength={MAX_MESSAGE_LENGTH} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <div class="dialog-actions">
          <button type="button" class="button quiet" onClick={onCancel}>{t('cancel')}</button>
          <button type="submit" class="button primary" disabled={colleague === '' || text.trim() === ''}>{t('askSend')}</button>
        </div>
      </form>
    </Dialog>
  );
}
