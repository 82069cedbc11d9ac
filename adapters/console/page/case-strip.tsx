import { useState } from 'preact/hooks';
import type { StaffMessage, StaffView } from '#core/protocol.ts';
import { CaseDialog } from './case-dialog.tsx';
import { CASE_STATE_NAMES } from './case-words.ts';
import { OpenCaseDialog } from './open-case-dialog.tsx';
import { useCase } from './use-case.ts';
import { useWords } from './use-words.tsx';

/** The line below the head of a conversation: its case, or the way to open one. */
export function CaseStrip({ id, me, messages }: { id: string; me: StaffView; messages: readonly StaffMessage[] | undefined }) {
  const { language, t } = useWords();
  const live = useCase(id, messages);
  const [dialog, setDialog] = useState<'case' | 'open'>();
  if (!live.view) return null;
  const { record, isLate, mayReopen } = live.view;
  const mayOpen = record === undefined || record.state === 'closed';
  return (
    <div class="case-strip">
      {record && (
        <button type="button" class="button small quiet" onClick={() => setDialog('case')}>
          {t('caseShow', { id: record.id })}
        </button>
      )}
      {record && (
        <span class={isLate ? 'case-state is-late' : 'case-state'}>
          {CASE_STATE_NAMES[record.state][language]}
          {isLate && ` · ${t('caseLate')}`}
          {' · '}
          {t('caseOwner')} {record.owner?.name ?? t('caseNoOwner')}
        </span>
      )}
      {mayOpen && !mayReopen && <button type="button" class="button small quiet" onClick={() => setDialog('open')}>{t('caseOpenNew')}</button>}
      {dialog === 'case' && record && <CaseDialog live={live} record={record} me={me} onNew={() => setDialog('open')} onClose={() => setDialog(undefined)} />}
      {dialog === 'open' && <OpenCaseDialog live={live} onOpened={() => setDialog('case')} onClose={() => setDialog(undefined)} />}
    </div>
  );
}
