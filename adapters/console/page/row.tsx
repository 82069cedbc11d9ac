import { CHANNELS, nameOf, REASONS } from '#core/protocol.ts';
import type { ConversationSummary } from '#core/protocol.ts';
import { EscalatedBadge, PriorityBadge, TierBadge } from './badges.tsx';
import { CallbackTime } from './callback-strip.tsx';
import { TimeLimit, Waited } from './clocks.tsx';
import { plainLine } from './plain-line.ts';
import { sayRank } from './presence-words.ts';
import { customerLabel, type Section, wantsOf } from './sort.ts';
import { sayMoment } from './time.ts';
import { useNow } from './use-now.ts';
import { useWords } from './use-words.tsx';

/** One conversation in the list: a button whose name begins with the customer's name. */
export function Row(props: { summary: ConversationSummary; section: Section; me: string; isOpen: boolean; isUnread: boolean; onOpen: (id: string) => void }) {
  const { summary, section } = props;
  const { language, t } = useWords();
  const wants = wantsOf(summary, props.me);
  const isWaiting = section === 'waiting';
  const limit = summary.limits?.[0];
  const isRunning = isWaiting || section === 'mine' || section === 'colleagues';
  return (
    <button
      type="button"
      class={`row ${isWaiting && summary.priority ? `row-${summary.priority}` : ''}`}
      data-row={summary.id}
      aria-current={props.isOpen ? 'true' : undefined}
      onClick={() => props.onOpen(summary.id)}
    >
      <span class="row-line">
        <span class="row-name">{customerLabel(summary.customerName, summary.id, language)}</span>
        <TierBadge tier={summary.tier} customerName={summary.customerName} />
        {isRunning && <PriorityBadge priority={summary.priority} />}
        {isRunning && <EscalatedBadge at={summary.escalatedAt} />}
        {props.isUnread && <span class="unread">{t('unread')}</span>}
        <span class="row-end">
          <span class="row-channel">{nameOf(CHANNELS, summary.channel, language)}</span>
          {!isWaiting && <LastTime at={summary.lastAt} />}
        </span>
      </span>
      {isRunning && (
        <span class="row-line">
          {summary.reason && <span class="row-reason" title={isWaiting && summary.rank ? sayRank(summary.rank, Date.now(), language) : undefined}>{nameOf(REASONS, summary.reason, language)}</span>}
          <span class="row-end">
            {summary.callback ? <CallbackTime callback={summary.callback} /> : isWaiting && summary.waitingSince !== undefined && <Waited since={summary.waitingSince} />}
            {section === 'colleagues' && wants === undefined && summary.agentName && t('withAgent', { name: summary.agentName })}
            {wants === 'offered' && <span class="for-me">{summary.offer?.fromName === undefined ? t('rowOfferedByQueue') : t('rowOffered', { name: summary.offer.fromName })}</span>}
            {wants === 'asked' && <span class="for-me">{t('rowAsked')}</span>}
          </span>
        </span>
      )}
      <span class="row-line row-foot">
        <span class="row-text">{plainLine(summary.lastText)}</span>
        {summary.rating !== undefined && <span class="row-rating" title={t('rated', { score: summary.rating })} aria-label={t('rated', { score: summary.rating })}>★{summary.rating}</span>}
        {isRunning && limit && <span class="row-end"><TimeLimit limit={limit} isNamed={limit.clock !== 'firstReply'} /></span>}
      </span>
    </button>
  );
}

function LastTime({ at }: { at: number }) {
  const { language } = useWords();
  return <time class="row-time">{sayMoment(at, useNow(), language)}</time>;
}
