import { useEffect, useState } from 'preact/hooks';
import type { TaskLine } from '#core/protocol.ts';
import { caseApi } from './case-api.ts';
import { TASK_STATES, URGENCY_NAMES } from './case-words.ts';
import { sayError } from './errors.ts';
import { sayMoment } from './time.ts';
import { useWords } from './use-words.tsx';

/** Tasks of cases that are the reader's or wait for anybody of their department, the next that is due first. */
export function TaskList({ onOpen }: { onOpen: (conversationId: string) => void }) {
  const { language, t } = useWords();
  const [lines, setLines] = useState<readonly TaskLine[]>();
  const [next, setNext] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const read = async (cursor?: string): Promise<void> => {
    try {
      const view = await caseApi.tasks(cursor);
      setLines((known) => [...(known ?? []), ...view.tasks]);
      setNext(view.next);
    } catch (error) {
      setProblem(error);
    }
  };
  useEffect(() => void read(), []);
  if (problem !== undefined) return <p class="problem" role="alert">{sayError(problem, language)}</p>;
  if (lines === undefined) return <p role="status">{t('casesLooking')}</p>;
  if (lines.length === 0) return <p>{t('tasksNone')}</p>;
  return (
    <>
      <ul class="case-list">
        {lines.map((line) => (
          <li key={`${line.caseId} ${line.taskId}`} class={line.isLate ? 'is-late' : ''}>
            <p>
              <strong>{line.departmentName[language]}</strong> {line.text}
            </p>
            <p class="muted">
              {TASK_STATES[line.state][language]} · {line.assigneeName ?? t('taskNobodys')} · {URGENCY_NAMES[line.urgency][language]} · {t('caseTaskDue', { at: sayMoment(line.dueAt, Date.now(), language) })}
              {line.isLate && ` · ${t('caseLate')}`}
            </p>
            <p class="muted">
              {t('taskOfCase', { id: line.caseId, owner: line.ownerName ?? t('caseNoOwner') })} · {line.customerName}
            </p>
            <button type="button" class="button small quiet" onClick={() => onOpen(line.conversationId)}>{t('caseGo')}</button>
          </li>
        ))}
      </ul>
      {next !== undefined && <button type="button" class="button small" onClick={() => void read(next)}>{t('casesMore')}</button>}
    </>
  );
}
