import { nameOf } from '#core/protocol.ts';
import { useState } from 'preact/hooks';
import { api } from './api.ts';
import { sayError } from './errors.ts';
import { useColleagues } from './use-colleagues.ts';
import { useWords } from './use-words.tsx';
import { ROLES } from './words.ts';

/** For leads: everybody of the staff, who can be removed after a second question. */
export function ColleagueList({ me }: { me: string }) {
  const { language, t } = useWords();
  const [round, setRound] = useState(0);
  const { view, problem: unread } = useColleagues(round);
  const [asks, setAsks] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const remove = async (id: string) => {
    setProblem(undefined);
    try {
      await api.removeColleague(id);
    } catch (error) {
      setProblem(error);
    }
    setAsks(undefined);
    setRound(round + 1);
  };
  const fault = problem ?? unread;
  return (
    <section class="colleagues" aria-label={t('colleagues')}>
      <h3>{t('colleagues')}</h3>
      {fault !== undefined && <p class="problem" role="alert">{sayError(fault, language)}</p>}
      <ul>
        {view?.people.map(({ id, name, role }) => (
          <li key={id}>
            <span>{name} <span class="muted">{nameOf(ROLES, role, language)}</span></span>
            {id !== me && asks !== id && <button type="button" class="button quiet small" aria-label={`${t('remove')} ${name}`} onClick={() => setAsks(id)}>{t('remove')}</button>}
            {asks === id && (
              <span class="sure" role="alert">
                {t('removeSure', { name })}
                <button type="button" class="button small" onClick={() => void remove(id)}>{t('removeYes')}</button>
                <button type="button" class="button quiet small" onClick={() => setAsks(undefined)}>{t('cancel')}</button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
