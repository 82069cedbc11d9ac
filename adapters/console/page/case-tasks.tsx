import { useEffect, useState } from 'preact/hooks';
import type { CaseTask, ColleaguesView, Urgency } from '#core/protocol.ts';
import { api } from './api.ts';
import type { CasePart } from './case-dialog.tsx';
import { CaseForm, Choice, optionsOf, Words } from './case-form.tsx';
import { TASK_STATES, URGENCY_NAMES } from './case-words.ts';
import { sayMoment } from './time.ts';
import type { LiveCase } from './use-case.ts';
import { useWords } from './use-words.tsx';

/** What departments do at the same time, each by its own limit. */
export function CaseTasksPart({ live, record }: CasePart) {
  const { t } = useWords();
  const [isAdding, setIsAdding] = useState(false);
  const mayAdd = record.state === 'open' || record.state === 'investigating' || record.state === 'decided';
  return (
    <section class="case-part">
      <h3>{t('caseTasks')}</h3>
      {record.tasks.length === 0 && <p class="muted">{t('caseNoTasks')}</p>}
      <ul class="case-list">{record.tasks.map((task) => <TaskRow key={task.id} task={task} live={live} />)}</ul>
      {mayAdd && !isAdding && <button type="button" class="button small" onClick={() => setIsAdding(true)}>{t('caseAddTask')}</button>}
      {isAdding && <TaskForm live={live} onDone={() => setIsAdding(false)} />}
    </section>
  );
}

function TaskRow({ task, live }: { task: CaseTask; live: LiveCase }) {
  const { language, t } = useWords();
  const [ending, setEnding] = useState<'finish_task' | 'cancel_task'>();
  const [text, setText] = useState('');
  const [isGiving, setIsGiving] = useState(false);
  const isRunning = task.state === 'open' || task.state === 'started';
  const department = live.view?.setup.departments.find(({ id }) => id === task.department)?.name[language] ?? task.department;
  const end = async () => {
    const words = text.trim();
    const command = ending === 'finish_task' ? ({ kind: 'finish_task', taskId: task.id, result: words } as const) : ({ kind: 'cancel_task', taskId: task.id, reason: words } as const);
    if (await live.step(command)) setEnding(undefined);
  };
  return (
    <li class={isRunning && task.limit.lateAt !== undefined ? 'is-late' : ''}>
      <p>
        <strong>{department}</strong> {task.text}
      </p>
      <p class="muted">
        {TASK_STATES[task.state][language]}
        {task.assignee && ` · ${task.assignee.name}`}
        {isRunning && ` · ${URGENCY_NAMES[task.urgency][language]} · ${t('caseTaskDue', { at: sayMoment(task.limit.dueAt, Date.now(), language) })}`}
        {isRunning && task.limit.lateAt !== undefined && ` · ${t('caseLate')}`}
        {task.result !== undefined && ` · ${task.result}`}
        {task.endedBy !== undefined && `（${task.endedBy}）`}
      </p>
      {isRunning && isGiving && <GiveForm task={task} live={live} onDone={() => setIsGiving(false)} />}
      {isRunning && ending === undefined && !isGiving && (
        <p>
          {task.state === 'open' && <button type="button" class="button small quiet" disabled={live.isBusy} onClick={() => void live.step({ kind: 'start_task', taskId: task.id })}>{t('caseTaskStart')}</button>}
          <button type="button" class="button small" onClick={() => setEnding('finish_task')}>{t('caseTaskDone')}</button>
          <button type="button" class="button small quiet" onClick={() => setIsGiving(true)}>{t('caseTaskGive')}</button>
          <button type="button" class="button small quiet" onClick={() => setEnding('cancel_task')}>{t('caseTaskCancel')}</button>
        </p>
      )}
      {ending !== undefined && (
        <CaseForm send={t(ending === 'finish_task' ? 'caseTaskDone' : 'caseTaskCancel')} isReady={text.trim() !== ''} isBusy={live.isBusy} onSend={() => void end()} onCancel={() => setEnding(undefined)}>
          <Words label={t(ending === 'finish_task' ? 'caseTaskResult' : 'caseTaskReason')} value={text} rows={2} onWrite={setText} />
        </CaseForm>
      )}
    </li>
  );
}

function TaskForm({ live, onDone }: { live: LiveCase; onDone: () => void }) {
  const { language, t } = useWords();
  const { departments = [] } = live.view?.setup ?? {};
  const [department, setDepartment] = useState(departments[0]?.id ?? '');
  const [urgency, setUrgency] = useState<Urgency>('soon');
  const [text, setText] = useState('');
  const [agentId, setAgentId] = useState('');
  const add = async () => {
    if (await live.step({ kind: 'add_task', department, urgency, text: text.trim(), ...(agentId === '' ? {} : { agentId }) })) onDone();
  };
  return (
    <CaseForm send={t('caseAddTask')} isReady={text.trim() !== '' && department !== ''} isBusy={live.isBusy} onSend={() => void add()} onCancel={onDone}>
      <Choice label={t('caseDepartment')} value={department} options={departments.map(({ id, name }) => [id, name[language]] as const)} onChoose={setDepartment} />
      <Words label={t('caseTaskText')} value={text} rows={2} onWrite={setText} />
      <Choice label={t('caseUrgency')} value={urgency} options={optionsOf(URGENCY_NAMES, language)} onChoose={setUrgency} />
      <WhoChoice value={agentId} onChoose={setAgentId} />
    </CaseForm>
  );
}

/** Passes a task on: to a colleague, or back to whoever takes it in its department. */
function GiveForm({ task, live, onDone }: { task: CaseTask; live: LiveCase; onDone: () => void }) {
  const { t } = useWords();
  const [agentId, setAgentId] = useState('');
  const give = async () => {
    if (await live.step({ kind: 'give_task', taskId: task.id, ...(agentId === '' ? {} : { agentId }) })) onDone();
  };
  return (
    <CaseForm send={t('caseTaskGive')} isReady={agentId !== (task.assignee?.id ?? '')} isBusy={live.isBusy} onSend={() => void give()} onCancel={onDone}>
      <WhoChoice value={agentId} onChoose={setAgentId} />
    </CaseForm>
  );
}

/** Anybody of the department, or one of the colleagues. */
function WhoChoice({ value, onChoose }: { value: string; onChoose: (id: string) => void }) {
  const { t } = useWords();
  const [people, setPeople] = useState<ColleaguesView['people']>([]);
  useEffect(() => void api.colleagues().then(({ people: found }) => setPeople(found), () => undefined), []);
  return <Choice label={t('caseAssignee')} value={value} options={[['', t('caseAnybody')], ...people.map(({ id, name }) => [id, name] as const)]} onChoose={onChoose} />;
}
