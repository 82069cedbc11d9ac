import type { ConversationSummary } from '#core/protocol.ts';
import { PriorityBadge, TierBadge } from './badges.tsx';
import { TimeLimit, Waited } from './clocks.tsx';
import type { Section } from './sort.ts';
import { useWords } from './use-words.tsx';
import { CHANNELS, nameOf, STATES } from './words.ts';

/** The line above a conversation: who, where it stands, how long, and the steps that end it. */
export function DetailHead(props: {
  summary: ConversationSummary;
  section: Section;
  /** When the time limit began, Unix ms. */
  since: number | undefined;
  label: string;
  isBusy: boolean;
  onBack: () => void;
  onHandBack: () => void;
  onClose: () => void;
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
        {(section !== 'waiting' || summary.waitingSince === undefined) && <span class="detail-state">
          {section === 'mine' ? t('sectionMine') : section === 'colleagues' && summary.agentName ? t('withAgent', { name: summary.agentName }) : STATES[summary.state][language]}
        </span>}
        {section === 'waiting' && summary.waitingSince !== undefined && <Waited since={summary.waitingSince} />}
        {isRunning && summary.dueAt !== undefined && <TimeLimit dueAt={summary.dueAt} since={props.since} />}
        <span class="row-channel">{nameOf(CHANNELS, summary.channel, language)}</span>
      </div>
      <div class="detail-actions">
        {section === 'mine' && (
          <>
            <button type="button" class="button" disabled={props.isBusy} title={t('handBackHint')} onClick={props.onHandBack}>{t('handBack')}</button>
            <button type="button" class="button" disabled={props.isBusy} onClick={props.onClose}>{t('close')}</button>
          </>
        )}
      </div>
    </header>
  );
}
