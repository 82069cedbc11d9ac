import type { Case, StaffView } from '#core/protocol.ts';
import { CaseDecisionPart } from './case-decision.tsx';
import { CaseEvidencePart } from './case-evidence.tsx';
import { CaseFactsPart } from './case-facts.tsx';
import { CaseTasksPart } from './case-tasks.tsx';
import { CASE_STATE_NAMES, sayEntry } from './case-words.ts';
import { Dialog } from './dialog.tsx';
import { sayError } from './errors.ts';
import { sayMoment } from './time.ts';
import type { LiveCase } from './use-case.ts';
import { linkTo } from './use-selected.ts';
import { useWords } from './use-words.tsx';

/** One part of the dialog. */
export type CasePart = { readonly live: LiveCase; readonly record: Case; readonly me: StaffView };

/** A case: whose it is, what is claimed, what departments do, the evidence, the decision, and what has happened. */
export function CaseDialog({ live, record, me, onNew, onClose }: CasePart & { onNew: () => void; onClose: () => void }) {
  const { language, t } = useWords();
  const { isLate = false, mayReopen = false } = live.view ?? {};
  const now = Date.now();
  return (
    <Dialog title={t('caseShow', { id: record.id })} onClose={onClose}>
      <p class={isLate ? 'case-state is-late' : 'case-state'}>
        {CASE_STATE_NAMES[record.state][language]}
        {isLate && ` · ${t('caseLate')}`}
        {record.reopened > 0 && ` · ${t('caseReopenedTimes', { count: record.reopened })}`}
      </p>
      {live.hasChanged && <p class="problem" role="alert">{t('caseChanged')}</p>}
      {live.problem !== undefined && <p class="problem" role="alert">{sayError(live.problem, language)}</p>}
      {record.earlier !== undefined && (
        <p class="muted">
          {t('caseEarlierOnes')}
          {[...record.earlier].reverse().map((id, i) => <span key={id}> <a href={linkTo(id)}>{i + 1}</a></span>)}
        </p>
      )}
      <CaseFactsPart live={live} record={record} me={me} />
      <CaseTasksPart live={live} record={record} me={me} />
      <CaseEvidencePart live={live} record={record} me={me} />
      <CaseDecisionPart live={live} record={record} me={me} />
      <details class="case-part">
        <summary>{t('caseHistory')}</summary>
        <ol class="case-history">
          {record.history.map((entry, i) => <li key={i}><time class="muted">{sayMoment(entry.at, now, language)}</time> {sayEntry(entry, language)}</li>)}
        </ol>
      </details>
      <div class="dialog-actions">
        {record.state === 'closed' && !mayReopen && <button type="button" class="button" onClick={onNew}>{t('caseOpenNew')}</button>}
        <button type="button" class="button quiet" onClick={onClose}>{t('done')}</button>
      </div>
    </Dialog>
  );
}
