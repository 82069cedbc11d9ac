import { useState } from 'preact/hooks';
import type { ColleaguesView } from '#core/protocol.ts';
import { api } from './api.ts';
import type { CasePart } from './case-dialog.tsx';
import { CaseForm, Choice, optionsOf, Words } from './case-form.tsx';
import { CLAIMS, readMoney, sayMoney } from './case-words.ts';
import { useWords } from './use-words.tsx';

/** Who is responsible and what the customer claims. */
export function CaseFactsPart({ live, record }: CasePart) {
  const { language, t } = useWords();
  const [isEditing, setIsEditing] = useState(false);
  const [people, setPeople] = useState<ColleaguesView['people']>();
  const { setup } = live.view ?? {};
  const nameOf = (list: readonly { readonly id: string; readonly name: { readonly zh: string; readonly en: string } }[] | undefined, id: string | undefined) => list?.find((each) => each.id === id)?.name[language] ?? id ?? t('caseUnknown');
  const isOpen = record.state !== 'closed';
  const assign = async (agentId: string) => {
    if (agentId !== '' && (await live.step({ kind: 'assign', agentId }))) setPeople(undefined);
  };
  return (
    <section class="case-part">
      <dl class="case-facts">
        <dt>{t('caseOwner')}</dt>
        <dd>
          {record.owner?.name ?? t('caseNoOwner')}
          {isOpen && people === undefined && (
            <button type="button" class="button small quiet" onClick={() => void api.colleagues().then(({ people: found }) => setPeople(found))}>{t('caseAssign')}</button>
          )}
        </dd>
        <dt>{t('caseSummary')}</dt>
        <dd>{record.summary}</dd>
        <dt>{t('caseClaim')}</dt>
        <dd>
          {CLAIMS[record.claim][language]}
          {record.amountWished !== undefined && ` · ${t('caseWished')} ${sayMoney(record.amountWished, setup?.currency ?? '')}`}
        </dd>
        <dt>{t('caseCause')}</dt>
        <dd>{nameOf(setup?.causes, record.cause)}</dd>
        <dt>{t('caseProduct')}</dt>
        <dd>{record.product ?? t('caseUnknown')}</dd>
        <dt>{t('caseDepartment')}</dt>
        <dd>{nameOf(setup?.departments, record.department)}</dd>
      </dl>
      {people !== undefined && <Choice label={t('caseAssign')} value="" options={[['', '…'], ...people.map(({ id, name }) => [id, name] as const)]} onChoose={(agentId) => void assign(agentId)} />}
      {isOpen && !isEditing && <button type="button" class="button small quiet" onClick={() => setIsEditing(true)}>{t('caseEdit')}</button>}
      {isEditing && <FactsForm live={live} record={record} onDone={() => setIsEditing(false)} />}
    </section>
  );
}

function FactsForm({ live, record, onDone }: Omit<CasePart, 'me'> & { onDone: () => void }) {
  const { language, t } = useWords();
  const [claim, setClaim] = useState(record.claim);
  const [wished, setWished] = useState(record.amountWished === undefined ? '' : sayMoney(record.amountWished, ''));
  const [cause, setCause] = useState(record.cause ?? '');
  const [department, setDepartment] = useState(record.department ?? '');
  const [product, setProduct] = useState(record.product ?? '');
  const { causes = [], departments = [] } = live.view?.setup ?? {};
  const amountWished = wished.trim() === '' ? undefined : readMoney(wished);
  const named = (list: typeof causes) => [['', t('caseUnknown')] as const, ...list.map(({ id, name }) => [id, name[language]] as const)];
  const save = async () => {
    const facts = {
      claim,
      ...(amountWished === undefined ? {} : { amountWished }),
      ...(cause === '' ? {} : { cause }),
      ...(department === '' ? {} : { department }),
      ...(product.trim() === '' ? {} : { product: product.trim() }),
    };
    if (await live.step({ kind: 'describe', facts })) onDone();
  };
  return (
    <CaseForm send={t('caseSave')} isReady={wished.trim() === '' || amountWished !== undefined} isBusy={live.isBusy} onSend={() => void save()} onCancel={onDone}>
      <Choice label={t('caseClaim')} value={claim} options={optionsOf(CLAIMS, language)} onChoose={setClaim} />
      <Words label={t('caseWished')} value={wished} onWrite={setWished} />
      <Choice label={t('caseCause')} value={cause} options={named(causes)} onChoose={setCause} />
      <Choice label={t('caseDepartment')} value={department} options={named(departments)} onChoose={setDepartment} />
      <Words label={t('caseProduct')} value={product} onWrite={setProduct} />
    </CaseForm>
  );
}
