import type { ComponentChildren, Ref } from 'preact';
import { CLOSE_WORDS } from '#core/protocol.ts';
import type { ConversationDetail, ConversationSummary } from '#core/protocol.ts';
import { Composer } from './composer.tsx';
import type { Draft } from './drafts.ts';
import type { Section } from './sort.ts';
import type { Attached } from './use-attached.ts';
import { useWords } from './use-words.tsx';

/** What can be done at the foot of a conversation: claim, reply, or write a note. */
export function ActionBar(props: {
  id: string;
  summary: ConversationSummary;
  section: Section;
  /** May the reader write to the customer now? */
  mayReply: boolean;
  closing: ConversationDetail['closing'];
  rating: ConversationDetail['rating'];
  mode: 'reply' | 'note';
  draft: Draft;
  box: Ref<HTMLTextAreaElement>;
  attached: Attached;
  isBusy: boolean;
  notice: { readonly text: string; readonly isProblem: boolean } | undefined;
  onMode: (mode: 'reply' | 'note') => void;
  onDraft: (draft: Draft) => void;
  onSend: () => void;
  onClaim: () => void;
  onFocus: () => void;
  /** What stands beside the box for replies. */
  children: ComponentChildren;
}) {
  const { summary, section, mode, draft } = props;
  const { t } = useWords();
  const isNote = mode === 'note';
  const hasBox = isNote || props.mayReply;
  const toggle = (
    <button type="button" class="button quiet note-toggle" aria-pressed={isNote} onClick={() => props.onMode(isNote ? 'reply' : 'note')}>
      {t('writeNote')}
    </button>
  );
  return (
    <footer class={`action-bar ${isNote ? 'is-note' : ''}`}>
      <p class={props.notice?.isProblem ? 'problem' : 'muted'} role={props.notice?.isProblem ? 'alert' : 'status'} hidden={!props.notice}>
        {props.notice?.text}
      </p>
      {section === 'waiting' && !isNote && (
        <div class="claim-line">
          <button type="button" class="button primary claim" disabled={props.isBusy} onClick={props.onClaim}>{t('claim')}</button>
          <span class="muted">{t('claimHint')}</span>
          {toggle}
        </div>
      )}
      {section !== 'waiting' && !props.mayReply && !isNote && (
        <div class="claim-line">
          {section === 'bot' && <button type="button" class="button claim" disabled={props.isBusy} title={t('takeFromBotHint')} onClick={props.onClaim}>{t('takeFromBot')}</button>}
          <span class="muted"><Standing section={section} agentName={summary.agentName} closing={props.closing} rating={props.rating} /></span>
          {toggle}
        </div>
      )}
      {hasBox && (
        <div class="compose-row">
          <Composer
            key={mode}
            conversationId={props.id}
            kind={mode}
            value={draft[mode]}
            box={props.box}
            attached={props.attached}
            onInput={(text) => props.onDraft({ ...draft, [mode]: text })}
            onSend={props.onSend}
            onFocus={props.onFocus}
            onLeave={isNote ? () => props.onMode('reply') : undefined}
          >
            {isNote ? null : toggle}
          </Composer>
          {isNote ? null : props.children}
        </div>
      )}
    </footer>
  );
}

function Standing(props: { section: Section; agentName: string | undefined; closing: ConversationDetail['closing']; rating: ConversationDetail['rating'] }) {
  const { language, t } = useWords();
  const { section, agentName, closing, rating } = props;
  if (section === 'bot') return <>{t('botHasIt')}</>;
  if (section === 'colleagues') return <>{t('colleagueHasIt', { name: agentName ?? t('authorAgent') })}</>;
  const end = !closing
    ? t('closedPlain')
    : closing.by === 'customer'
      ? t('closedByCustomer')
      : t('closedLine', { by: closing.by, reason: CLOSE_WORDS[closing.reason][language] });
  return (
    <>
      {end} <strong>{rating ? t('ratingLine', { score: rating.score }) : t('ratingNone')}</strong>
      {rating?.comment && <q class="rating-comment">{rating.comment}</q>} {t('reopens')}
    </>
  );
}
