import { useState } from 'preact/hooks';
import type { StaffView } from '#core/protocol.ts';
import { caseApi, type CaseFilterName } from './case-api.ts';
import { CaseReportPart } from './case-report.tsx';
import { CASE_STATE_NAMES, isPressing } from './case-words.ts';
import { Dialog } from './dialog.tsx';
import type { TextKey } from './i18n.ts';
import { PagedList } from './paged-list.tsx';
import { TaskList } from './task-list.tsx';
import { sayMoment } from './time.ts';
import { useWords } from './use-words.tsx';

const FILTERS: readonly (readonly [CaseFilterName, TextKey])[] = [['mine', 'casesMine'], ['open', 'casesOpen'], ['late', 'casesLate'], ['approval', 'casesApproval'], ['all', 'casesAll']];

/** All cases by filter, the reader's tasks, and for leads what they came from. */
export function CasesDialog({ me, onOpen, onClose }: { me: StaffView; onOpen: (conversationId: string) => void; onClose: () => void }) {
  const { t } = useWords();
  const [shown, setShown] = useState<CaseFilterName | 'tasks' | 'report'>('mine');
  const tabs = [...FILTERS.slice(0, 1), ['tasks', 'casesTasks'] as const, ...FILTERS.slice(1), ...(me.role === 'lead' ? [['report', 'casesReport'] as const] : [])];
  return (
    <Dialog title={t('cases')} onClose={onClose}>
      <p class="muted">{t('casesIntro')}</p>
      <div class="case-tabs">
        {tabs.map(([name, key]) => (
          <button key={name} type="button" class="button small" aria-pressed={name === shown} onClick={() => setShown(name)}>{t(key)}</button>
        ))}
      </div>
      {shown === 'report' ? <CaseReportPart /> : shown === 'tasks' ? <TaskList onOpen={onOpen} /> : <CaseList key={shown} filter={shown} onOpen={onOpen} />}
      <div class="dialog-actions">
        <button type="button" class="button quiet" onClick={onClose}>{t('done')}</button>
      </div>
    </Dialog>
  );
}

function CaseList({ filter, onOpen }: { filter: CaseFilterName; onOpen: (conversationId: string) => void }) {
  const { language, t } = useWords();
  return (
    <PagedList
      read={async (cursor) => {
        const { cases: lines, next } = await caseApi.list(filter, cursor);
        return { lines, next };
      }}
      none={t('casesNone')}
      show={(line) => (
        <li key={line.id} class={isPressing(line) ? 'is-late' : ''}>
          <p>
            <strong>{line.id}</strong> {CASE_STATE_NAMES[line.state][language]}
            {line.isLate && ` · ${t('caseLate')}`}
            {line.awaitsApproval && ` · ${t('casesApproval')}`}
          </p>
          <p>{line.summary}</p>
          <p class="muted">
            {t('caseOwner')} {line.ownerName ?? t('caseNoOwner')} · {line.customerName} · {sayMoment(line.openedAt, Date.now(), language)}
            {line.dueAt !== undefined && ` · ${t('caseTaskDue', { at: sayMoment(line.dueAt, Date.now(), language) })}`}
          </p>
          <button type="button" class="button small quiet" onClick={() => onOpen(line.conversationId)}>{t('caseGo')}</button>
        </li>
      )}
    />
  );
}
