import { caseApi } from './case-api.ts';
import { TASK_STATES, URGENCY_NAMES } from './case-words.ts';
import { PagedList } from './paged-list.tsx';
import { sayMoment } from './time.ts';
import { useWords } from './use-words.tsx';

/** Tasks of cases that are the reader's or wait for anybody of their department, the next that is due first. */
export function TaskList({ onOpen }: { onOpen: (conversationId: string) => void }) {
  const { language, t } = useWords();
  return (
    <PagedList
      read={async (cursor) => {
        const { tasks: lines, next } = await caseApi.tasks(cursor);
        return { lines, next };
      }}
      none={t('tasksNone')}
      show={(line) => (
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
      )}
    />
  );
}
