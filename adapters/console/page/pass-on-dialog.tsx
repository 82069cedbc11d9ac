import { useState } from 'preact/hooks';
import type { PassOn } from './api.ts';
import { Dialog } from './dialog.tsx';
import { sayError } from './errors.ts';
import { PRESENCES } from './presence-words.ts';
import { useColleagues } from './use-colleagues.ts';
import { useWords } from './use-words.tsx';

/** Asks who takes a conversation from here: a colleague, a team, or whoever is next in its own queue. */
export function PassOnDialog(props: { me: string; ownerId: string | undefined; onPassOn: (to: PassOn) => void; onRelease: () => void; onCancel: () => void }) {
  const { language, t } = useWords();
  const { view, problem } = useColleagues();
  const [choice, setChoice] = useState('');
  const people = view?.people.filter(({ id }) => id !== props.ownerId) ?? [];
  const send = () => {
    const [kind, id = ''] = choice.split(/:(.*)/s);
    props.onPassOn(kind === 'team' ? { team: id } : { agentId: id });
  };
  const radio = (value: string, label: string) => (
    <label key={value} class="check">
      <input type="radio" name="to" checked={choice === value} onChange={() => setChoice(value)} /> {label}
    </label>
  );
  return (
    <Dialog title={t('passOnTitle')} onClose={props.onCancel}>
      <p class="muted">{t('passOnHint')}</p>
      {problem !== undefined && <p class="problem" role="alert">{sayError(problem, language)}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <fieldset class="field">
          <legend>{t('passOnColleague')}</legend>
          {people.map(({ id, name, presence }) => radio(`agent:${id}`, presence ? `${name} · ${PRESENCES[presence][language]}` : name))}
          {view && people.length === 0 && <p class="muted">{t('nobodyElse')}</p>}
        </fieldset>
        <fieldset class="field">
          <legend>{t('passOnTeam')}</legend>
          {view?.teams.map(({ id, name }) => radio(`team:${id}`, name[language]))}
        </fieldset>
        <div class="dialog-actions">
          <button type="button" class="button quiet" onClick={props.onCancel}>{t('cancel')}</button>
          <button type="button" class="button" onClick={props.onRelease}>{t('release')}</button>
          <button type="submit" class="button primary" disabled={choice === ''}>{t('passOnSend')}</button>
        </div>
      </form>
    </Dialog>
  );
}
