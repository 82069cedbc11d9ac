import { useState } from 'preact/hooks';
import { helpPath, type StaffMessage } from '#core/protocol.ts';
import { FILE_WORDS } from './file-words.ts';
import { ExternalLink, Markdown, PlainText } from './markdown.tsx';
import { MessageFiles } from './message-files.tsx';
import { type Amend, EarlierWords, EditBox, MessageSteps } from './message-life.tsx';
import { sayClock } from './time.ts';
import type { Voice } from './transcript-model.ts';
import { UnderstandingDialog } from './understanding-dialog.tsx';
import { useWords } from './use-words.tsx';
import { moodTone, sayNotice, sayUnderstanding } from './words.ts';

/** One message of the transcript; each voice looks different. */
export function Message({ conversationId, message, voice, isFollowUp, label, amend }: { conversationId: string; message: StaffMessage; voice: Voice; isFollowUp: boolean; label: string; amend: Amend }) {
  const { language, t } = useWords();
  const [isEditing, setIsEditing] = useState(false);
  const words = FILE_WORDS[language];
  const isRemoved = message.removedAt !== undefined;
  if (voice === 'notice') return <Notice message={message} />;
  const author = voice === 'customer' ? label : voice === 'bot' ? t(message.author === 'system' ? 'authorNews' : 'authorBot') : (message.agentName ?? t('authorAgent'));
  return (
    <div class={`message voice-${voice} ${isFollowUp ? 'follow-up' : ''} ${message.status === 'withheld' ? 'is-withheld' : ''} ${isRemoved ? 'is-removed' : ''}`} id={messageId(message.seq)} tabIndex={-1}>
      <div class={`message-author ${isFollowUp ? 'sr-only' : ''}`}>
        {author}
        {voice === 'note' && <span class="note-mark">{t('note')}</span>}
        {message.asks && <span class="note-mark">{t('noteAsks', { name: message.asks.name })}</span>}
      </div>
      <div class="bubble">
        {isRemoved ? words.removed : isEditing ? <EditBox message={message} amend={amend} onDone={() => setIsEditing(false)} /> : voice === 'bot' || voice === 'agent' ? <Markdown text={message.text} citations={message.citations} /> : <PlainText text={message.text} />}
        {message.files && <MessageFiles conversationId={conversationId} files={message.files} />}
        <EarlierWords conversationId={conversationId} message={message} />
        {message.citations && message.citations.length > 0 && (
          <ul class="citations" aria-label={t('sources')}>
            {message.citations.map((citation) => (
              <li key={citation.number}>
                <span class="citation-number">{citation.number}</span>
                <ExternalLink href={helpPath(citation)}>{[citation.title, ...citation.headings].join(' › ')}</ExternalLink>
              </li>
            ))}
          </ul>
        )}
        {message.quickReplies && message.quickReplies.length > 0 && (
          <p class="offered"><span class="sr-only">{t('offered')}</span>{message.quickReplies.map((reply) => <span key={reply.text}>{reply.label}</span>)}</p>
        )}
      </div>
      <div class="message-foot">
        <time dateTime={new Date(message.at).toISOString()}>{sayClock(message.at, language)}</time>
        {message.understanding && <MoodMark conversationId={conversationId} message={message} understanding={message.understanding} />}
        {message.editedAt !== undefined && !isRemoved && <span>{words.edited}</span>}
        {message.seen && <span class="seen" role="img" aria-label={words.seen} title={words.seen}>✓</span>}
        {!isEditing && amend.may(message) && <MessageSteps message={message} amend={amend} onEdit={() => setIsEditing(true)} />}
        {message.status === 'withheld' && !isRemoved && <span class="status-bad">{t('withheld')}</span>}
        {message.status === 'failed' && <span class="status-bad">{t('failed')}</span>}
        {message.status === 'queued' && <span>{t('queued')}</span>}
      </div>
    </div>
  );
}

/** The id that a message has on the page, so that the brief can point to it. */
export function messageId(seq: number): string {
  return `message-${seq}`;
}

function Notice({ message }: { message: StaffMessage }) {
  const { language } = useWords();
  return (
    <p class="notice" id={messageId(message.seq)} tabIndex={-1}>
      {message.notice ? sayNotice(message.notice, language, message.at) : message.text} <time>{sayClock(message.at, language)}</time>
    </p>
  );
}

function MoodMark({ conversationId, message, understanding }: { conversationId: string; message: StaffMessage; understanding: NonNullable<StaffMessage['understanding']> }) {
  const { language, t } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const { mood, intent, confidence, sentiment } = sayUnderstanding(understanding, language);
  const intentWords = intent === undefined ? t('intentUnknown') : t('intentHover', { intent, confidence: confidence ?? '–' });
  return (
    <>
      <button type="button" class={`mood tone-${moodTone(understanding.sentiment, understanding.mood)}`} title={`${intentWords}\n${t('moodHover', { mood, sentiment })}`} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <span class="mood-dot" aria-hidden="true" />
        {mood}
        <span class="mood-intent">{intent}</span>
      </button>
      {isOpen && <UnderstandingDialog conversationId={conversationId} message={message} understanding={understanding} onClose={() => setIsOpen(false)} />}
    </>
  );
}
