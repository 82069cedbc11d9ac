import type { ComponentChildren } from 'preact';
import { CHANNELS, nameOf, STATES } from '#core/protocol.ts';
import type { ConversationSummary } from '#core/protocol.ts';
import { EscalatedBadge, PriorityBadge, TierBadge } from './badges.tsx';
import { TimeLimit, Waited } from './clocks.tsx';
import type { Section } from './sort.ts';
import { useWords } from './use-words.tsx';

/** The line above a conversation: who, where it stands, how long, and the steps that can be taken. */
export function DetailHead(props: {
  summary: ConversationSummary;
  section: Section;
  label: string;
  isBusy: boolean;
  onBack: () => void;
  onAwaitCustomer: () => void;
  /** The other steps that can be taken. */
  children: ComponentChildren;
}) {
  const { summary, section } = props;
  const { language, t } = useWords();
  const isRunning = section === 'waiting' || section === 'mine' || section === 'colleagues';
  return (
    <header class="detail-head">
      <button type="button" class="icon back" aria-label={t('back')} onClick={props.onBack}>‹</button>
      <div class="detail-who">
        <h2>{props.label}</h2>
        <TierBadge tier={summary.tier} customerName={summary.customerName} />
        {isRunning && <PriorityBadge priority={summary.priority} />}
        {isRunning && <EscalatedBadge at={summary.escalatedAt} />}
        {(section !== 'waiting' || summary.waitingSince === undefined) && <span class="detail-state">
          {section === 'mine' ? t('sectionMine') : section === 'colleagues' && summary.agentName ? t('withAgent', { name: summary.agentName }) : STATES[summary.state][language]}
        </span>}
        {section === 'waiting' && summary.waitingSince !== undefined && <Waited since={summary.waitingSince} />}
        {isRunning && summary.limits?.map((limit) => <TimeLimit key={limit.clock} limit={limit} isNamed />)}
        <span class="row-channel">{nameOf(CHANNELS, summary.channel, language)}</span>
      </div>
      <div class="detail-actions">
        {section === 'mine' && canAwait(summary) && (
          <button type="button" class="button" disabled={props.isBusy} title={t('awaitCustomerHint')} onClick={props.onAwaitCustomer}>{t('awaitCustomer')}</button>
        )}
        {props.children}
      </div>
    </header>
  );
}

/** Is it the customer's turn while the solution clock runs? */
function canAwait({ limits = [] }: ConversationSummary): boolean {
  return limits.some(({ clock, dueAt }) => clock === 'solution' && dueAt !== undefined) && limits.every(({ clock }) => clock === 'solution');
}
