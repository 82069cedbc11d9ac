import { useState } from 'preact/hooks';
import type { Case, ClaimKind, Outcome } from '#core/protocol.ts';
import type { CasePart } from './case-dialog.tsx';
import { CaseForm, Choice, optionsOf, Words } from './case-form.tsx';
import { CLAIMS, OUTCOME_NAMES, readMoney, sayMoney } from './case-words.ts';
import { sayMoment } from './time.ts';
import type { LiveCase } from './use-case.ts';
import { useWords } from './use-words.tsx';

type Asks = 'decide' | 'decline' | 'confirm' | 'refuse' | 'reopen';

/** The decision, its approval, and how the case ends. */
export function CaseDecisionPart({ live, record, me }: CasePart) {
  const { language, t } = useWords();
  const [asks, setAsks] = useState<Asks>();
  const { decision } = record;
  const isPending = decision?.approval === 'pending';
  const mayDecide = record.state === 'open' || record.state === 'investigating';
  const hasOpenTasks = record.tasks.some(({ state }) => state === 'open' || state === 'started');
  const button = (label: string, onPress: () => void, kind = '') => <button type="button" class={`button small ${kind}`} disabled={live.isBusy} onClick={onPress}>{label}</button>;
  return (
    <section class="case-part">
      <h3>{t('caseDecision')}</h3>
      {decision ? <DecisionText record={record} currency={live.view?.setup.currency ?? ''} /> : <p class="muted">{t('caseNoDecision')}</p>}
      {live.view?.approval && <p class={live.view.approval.by.length === 0 ? 'problem' : 'muted'}>{live.view.approval.by.length === 0 ? t('caseNoApprover') : t('caseApprovers', { names: live.view.approval.by.join(language === 'zh' ? '、' : ', ') })}</p>}
      <Ending record={record} />
      {asks === undefined && (
        <p class="case-steps">
          {isPending && live.view?.approval?.mayApprove && button(t('caseApprove'), () => void live.step({ kind: 'approve' }), 'primary')}
          {isPending && (me.role === 'lead' || live.view?.approval?.mayApprove) && button(t('caseDecline'), () => setAsks('decline'))}
          {mayDecide && button(t('caseDecide'), () => setAsks('decide'))}
          {record.state === 'decided' && !hasOpenTasks && button(t('caseAsk'), () => void live.step({ kind: 'ask' }), 'primary')}
          {record.state === 'awaiting' && button(t('caseConfirm'), () => setAsks('confirm'))}
          {record.state === 'awaiting' && button(t('caseRefuse'), () => setAsks('refuse'), 'quiet')}
          {record.state === 'closed' && live.view?.mayReopen && button(t('caseReopen'), () => setAsks('reopen'))}
        </p>
      )}
      {asks === 'decide' && <DecideForm live={live} record={record} onDone={() => setAsks(undefined)} />}
      {asks !== undefined && asks !== 'decide' && <WordsForm asks={asks} live={live} onDone={() => setAsks(undefined)} />}
    </section>
  );
}

function DecisionText({ record: { decision }, currency }: { record: Case; currency: string }) {
  const { language, t } = useWords();
  if (!decision) return null;
  const isPending = decision.approval === 'pending';
  return (
    <>
      <p>
        <strong>{OUTCOME_NAMES[decision.outcome][language]}</strong> · {CLAIMS[decision.remedy][language]}
        {decision.compensation > 0 && ` · ${t('caseCompensation')} ${sayMoney(decision.compensation, currency)}`}
      </p>
      <p>{decision.text}</p>
      <p class={isPending ? 'is-late' : 'muted'}>
        {decision.by.name} · {sayMoment(decision.at, Date.now(), language)}
        {isPending && ` · ${t('casePending')}`}
        {decision.approvedBy && ` · ${t('caseApprovedBy', { name: decision.approvedBy.name })}`}
      </p>
    </>
  );
}

function Ending({ record }: { record: Case }) {
  const { language, t } = useWords();
  const at = (time: number) => sayMoment(time, Date.now(), language);
  if (record.closing) {
    return <p>{record.closing.reason === 'confirmed' ? t('caseClosedConfirmed', { at: at(record.closing.at) }) : t('caseClosedNoAnswer', { count: record.closing.attempts.length, at: at(record.closing.at) })}</p>;
  }
  return record.state === 'awaiting' && record.askAgainAt !== undefined ? <p role="status">{t('caseAsked', { count: record.attempts.length, at: at(record.askAgainAt) })}</p> : null;
}

function DecideForm({ live, record, onDone }: { live: LiveCase; record: Case; onDone: () => void }) {
  const { language, t } = useWords();
  const [outcome, setOutcome] = useState<Outcome>('justified');
  const [remedy, setRemedy] = useState<ClaimKind>(record.claim === 'unclear' ? 'other' : record.claim);
  const [text, setText] = useState('');
  const [amount, setAmount] = useState('');
  const { currency = '', mayGrant } = live.view?.setup ?? {};
  const compensation = amount.trim() === '' ? 0 : readMoney(amount);
  const decide = async () => {
    if (compensation !== undefined && (await live.step({ kind: 'decide', outcome, remedy, text: text.trim(), compensation }))) onDone();
  };
  return (
    <CaseForm send={t('caseDecide')} isReady={text.trim() !== '' && compensation !== undefined} isBusy={live.isBusy} onSend={() => void decide()} onCancel={onDone}>
      <Choice label={t('caseOutcome')} value={outcome} options={optionsOf(OUTCOME_NAMES, language)} onChoose={setOutcome} />
      <Choice label={t('caseRemedy')} value={remedy} options={optionsOf(CLAIMS, language).filter(([code]) => code !== 'unclear')} onChoose={setRemedy} />
      <Words label={t('caseDecisionText')} value={text} rows={3} onWrite={setText} />
      <Words label={`${t('caseCompensation')} (${currency})`} value={amount} onWrite={setAmount} />
      {mayGrant !== undefined && <p class="muted">{t('caseAuthority', { amount: sayMoney(mayGrant, currency) })}</p>}
    </CaseForm>
  );
}

const LABELS = { decline: 'caseDeclineReason', confirm: 'caseConfirmSeq', refuse: 'caseRefuse', reopen: 'caseReopenNote' } as const;
const SENDS = { decline: 'caseDecline', confirm: 'caseConfirm', refuse: 'caseSave', reopen: 'caseReopen' } as const;

function WordsForm({ asks, live, onDone }: { asks: Exclude<Asks, 'decide'>; live: LiveCase; onDone: () => void }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const words = text.trim();
  const isReady = asks === 'confirm' ? /^#?[1-9]\d{0,6}$/.test(words) : words !== '';
  const send = async () => {
    const command =
      asks === 'decline' ? ({ kind: 'decline', reason: words } as const) : asks === 'confirm' ? ({ kind: 'confirm', seq: Number(words.replace('#', '')) } as const) : asks === 'refuse' ? ({ kind: 'refuse', words } as const) : ({ kind: 'reopen', note: words } as const);
    if (await live.step(command)) onDone();
  };
  return (
    <CaseForm send={t(SENDS[asks])} isReady={isReady} isBusy={live.isBusy} onSend={() => void send()} onCancel={onDone}>
      <Words label={t(LABELS[asks])} value={text} onWrite={setText} />
    </CaseForm>
  );
}
