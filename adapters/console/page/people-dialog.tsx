import { useEffect, useState } from 'preact/hooks';
import type { StaffView } from '#core/protocol.ts';
import { Dialog } from './dialog.tsx';
import { sayError } from './errors.ts';
import { PRESENCES, sortPeople } from './presence-words.ts';
import { useColleagues } from './use-colleagues.ts';
import { useWords } from './use-words.tsx';

/** How often the list is read again while it is open, ms. */
const AGAIN_EVERY = 5_000;

/** Who is there, and what everybody has in hand; for leads with the ids by which files such as cases.yaml know people. */
export function PeopleDialog({ me, onClose }: { me: StaffView; onClose: () => void }) {
  const { language, t } = useWords();
  const [round, setRound] = useState(0);
  const { view, problem } = useColleagues(round);
  useEffect(() => {
    const timer = setInterval(() => setRound((count) => count + 1), AGAIN_EVERY);
    return () => clearInterval(timer);
  }, []);
  const people = sortPeople(view?.people ?? []);
  const teamName = (id: string): string => view?.teams.find((team) => team.id === id)?.name[language] ?? id;
  return (
    <Dialog title={t('peopleTitle')} onClose={onClose}>
      <p class="muted">{people.some(({ presence }) => presence !== undefined) || !view ? t('peopleHint') : t('peopleNone')}</p>
      {problem !== undefined && <p class="problem" role="alert">{sayError(problem, language)}</p>}
      <ul class="people">
        {people.map(({ id, name, presence, load, capacity, teams = [] }) => (
          <li key={id}>
            <span class={`presence-dot presence-${presence ?? 'unset'}`} aria-hidden="true" />
            <span class="people-name">{name} <span class="muted">{teams.map(teamName).join('、')}</span> {me.role === 'lead' && <code class="muted" title={t('peopleId')}>{id}</code>}</span>
            <span>{presence === undefined ? '–' : PRESENCES[presence][language]}</span>
            {load !== undefined && capacity !== undefined && <span class="people-load">{t('peopleLoad', { load, capacity })}</span>}
          </li>
        ))}
      </ul>
      <div class="dialog-actions">
        <button type="button" class="button primary" onClick={onClose}>{t('done')}</button>
      </div>
    </Dialog>
  );
}
