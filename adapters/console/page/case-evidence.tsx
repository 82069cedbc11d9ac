import { useState } from 'preact/hooks';
import type { Evidence } from '#core/protocol.ts';
import type { CasePart } from './case-dialog.tsx';
import { CaseForm, Choice, optionsOf, Words } from './case-form.tsx';
import { EVIDENCE_NAMES } from './case-words.ts';
import { ExternalLink } from './markdown.tsx';
import { safeHref } from './safe-text.ts';
import { sayMoment } from './time.ts';
import { linkTo } from './use-selected.ts';
import { useWords } from './use-words.tsx';

/** What a case rests on, with who has added it and when. */
export function CaseEvidencePart({ live, record }: CasePart) {
  const { language, t } = useWords();
  const [isAdding, setIsAdding] = useState(false);
  const [kind, setKind] = useState<Evidence['kind']>('note');
  const [value, setValue] = useState('');
  const add = async () => {
    if (!(await live.step({ kind: 'add_evidence', evidence: { kind, value: value.trim() } }))) return;
    setIsAdding(false);
    setValue('');
  };
  return (
    <section class="case-part">
      <h3>{t('caseEvidence')}</h3>
      {record.evidence.length === 0 && <p class="muted">{t('caseNoEvidence')}</p>}
      <ul class="case-list">
        {record.evidence.map((item) => (
          <li key={item.id}>
            {EVIDENCE_NAMES[item.kind][language]} <EvidenceValue item={item} />
            {item.note !== undefined && ` · ${item.note}`}
            <span class="muted"> · {item.by === 'customer' || item.by === 'system' ? '' : `${item.by} · `}{sayMoment(item.at, Date.now(), language)}</span>
          </li>
        ))}
      </ul>
      {record.state !== 'closed' && !isAdding && <button type="button" class="button small quiet" onClick={() => setIsAdding(true)}>{t('caseAddEvidence')}</button>}
      {isAdding && (
        <CaseForm send={t('caseAddEvidence')} isReady={value.trim() !== ''} isBusy={live.isBusy} onSend={() => void add()} onCancel={() => setIsAdding(false)}>
          <Choice label={t('caseEvidenceKind')} value={kind} options={optionsOf(EVIDENCE_NAMES, language)} onChoose={setKind} />
          <Words label={t('caseEvidenceValue')} value={value} rows={2} onWrite={setValue} />
        </CaseForm>
      )}
    </section>
  );
}

function EvidenceValue({ item: { kind, value, conversationId } }: { item: Evidence }) {
  const { t } = useWords();
  const href = kind === 'link' ? safeHref(value) : undefined;
  if (kind === 'message') return conversationId === undefined ? <>#{value}</> : <a href={linkTo(conversationId)}>#{value} {t('caseEarlier')}</a>;
  return href === undefined ? <>{value}</> : <ExternalLink href={href}>{value}</ExternalLink>;
}
