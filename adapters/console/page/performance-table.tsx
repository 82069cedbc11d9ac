import { useEffect, useState } from 'preact/hooks';
import type { PerformanceFigures, PerformanceView } from '#core/protocol.ts';
import { api } from './api.ts';
import { sayCare, sayShare } from './care-words.ts';
import { sayError } from './errors.ts';
import { sayElapsed } from './time.ts';
import { useWords } from './use-words.tsx';

/** For leads: what each team and person has done, and how far limits were kept. */
export function PerformanceTable() {
  const { language } = useWords();
  const [view, setView] = useState<PerformanceView>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    api.performance().then(setView, setProblem);
  }, []);
  if (problem !== undefined) return <p class="problem" role="alert">{sayError(problem, language)}</p>;
  if (view === undefined) return <p role="status">{sayCare('loading', language)}</p>;
  return (
    <>
      <h3>{sayCare('performance', language)}</h3>
      {view.byAgent.length + view.byTeam.length === 0 ? (
        <p>{sayCare('performanceNone', language)}</p>
      ) : (
        <>
          <p class="muted">{sayCare('performanceIntro', language)}</p>
          <div class="care-wide">
            <table class="care-table">
              <thead>
                <tr>{(['who', 'taken', 'passedOn', 'firstReply', 'firstInTime', 'solvedInTime', 'ratings', 'csat'] as const).map((key) => <th key={key} scope="col">{sayCare(key, language)}</th>)}</tr>
              </thead>
              <tbody>
                {view.byTeam.map((team) => <WorkRow key={team.id} name={team.name[language]} figures={team} />)}
                {view.byAgent.map((agent) => <WorkRow key={agent.id} name={agent.name} figures={agent} />)}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}

function WorkRow({ name, figures }: { name: string; figures: PerformanceFigures }) {
  const { language } = useWords();
  const sayKept = (share: number | undefined, of: number): string => (share === undefined ? '–' : `${sayShare(share)} (${of})`);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{figures.taken}</td>
      <td>{figures.passedOn}</td>
      <td>{figures.firstReplyMs === undefined ? '–' : sayElapsed(figures.firstReplyMs, language)}</td>
      <td>{sayKept(figures.firstRepliesKept, figures.firstReplies)}</td>
      <td>{sayKept(figures.solutionsKept, figures.solutions)}</td>
      <td>{figures.ratings}</td>
      <td>{sayShare(figures.csat)}</td>
    </tr>
  );
}
