import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Markdown, PlainText } from './markdown.tsx';
import { Message } from './message.tsx';
import type { Amend } from './message-life.tsx';
import type { Pending } from './pending.ts';
import { sayDay } from './time.ts';
import { lastSeq, transcriptItems } from './transcript-model.ts';
import { useNow } from './use-now.ts';
import type { LiveConversation } from './use-conversation.ts';
import { useWords } from './use-words.tsx';

/** This close to its end, the transcript follows what comes, px. */
const NEAR_END = 80;

/** The whole conversation in order, all segments, following its end unless the reader has scrolled up. */
export function Transcript({ id, live, label, amend, onEdit }: { id: string; live: LiveConversation; label: string; amend: Amend; onEdit: (item: Pending) => void }) {
  const { t } = useWords();
  const { detail, pending, typing } = live;
  const items = useMemo(() => transcriptItems(detail?.messages ?? []), [detail]);
  const ref = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [hasNewer, setHasNewer] = useState(false);
  const last = lastSeq(detail);

  const toEnd = () => {
    const box = ref.current;
    if (box) box.scrollTop = box.scrollHeight;
    setHasNewer(false);
  };
  useLayoutEffect(() => {
    if (isAtEnd.current) toEnd();
    else setHasNewer(true);
  }, [last]);
  useLayoutEffect(() => {
    if (isAtEnd.current || pending.length > 0) toEnd();
  }, [pending.length, typing]);
  useLayoutEffect(() => {
    // Folding the brief or opening a box changes the height; the end stays in sight.
    const box = ref.current;
    if (!box) return;
    const watcher = new ResizeObserver(() => isAtEnd.current && toEnd());
    watcher.observe(box);
    return () => watcher.disconnect();
  }, []);

  return (
    <div class="transcript-frame">
      <div
        class="transcript"
        role="log"
        aria-label={t('transcript')}
        tabIndex={0}
        ref={ref}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
          if (isAtEnd.current) setHasNewer(false);
        }}
      >
        {detail && items.length === 0 && pending.length === 0 && <p class="empty">{t('noMessages')}</p>}
        {!detail && <p class="empty">{t('opening')}</p>}
        {items.map((item) => {
          if (item.kind === 'segment') return <p key={item.key} class="separator segment">{t('segment', { number: item.number })}</p>;
          if (item.kind === 'day') return <Day key={item.key} at={item.at} />;
          return <Message key={item.key} conversationId={id} message={item.message} voice={item.voice} isFollowUp={item.isFollowUp} label={label} amend={amend} />;
        })}
        {pending.map((item) => (
          <PendingMessage key={item.clientId} item={item} onResend={() => live.resend(item)} onEdit={() => onEdit(item)} />
        ))}
        {typing && <p class="typing">{typing.who === 'bot' ? t('typingBot') : t('typingCustomer', { name: label })}</p>}
      </div>
      {hasNewer && <button type="button" class="button small to-newest" onClick={toEnd}>{t('toNewest')}</button>}
    </div>
  );
}

function Day({ at }: { at: number }) {
  const { language } = useWords();
  return <p class="separator day">{sayDay(at, useNow(), language)}</p>;
}

function PendingMessage({ item, onResend, onEdit }: { item: Pending; onResend: () => void; onEdit: () => void }) {
  const { t } = useWords();
  return (
    <div class={`message voice-${item.kind === 'note' ? 'note' : 'agent'} is-pending`}>
      <div class="bubble">{item.kind === 'note' ? <PlainText text={item.text} /> : <Markdown text={item.text} />}{item.files && <p>{item.files.map(({ name }) => name).join(', ')}</p>}</div>
      <div class="message-foot">
        {item.status === 'failed' ? (
          <span class="status-bad" role="alert">
            {t('notSent')} {item.problem}{' '}
            <button type="button" class="link" onClick={onResend}>{t('resend')}</button>{' '}
            <button type="button" class="link" onClick={onEdit}>{t('discard')}</button>
          </span>
        ) : (
          <span>{t('queued')}</span>
        )}
      </div>
    </div>
  );
}
