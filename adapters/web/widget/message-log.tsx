import { OwnBubble, ReplyBubble } from './bubble.tsx';
import type { OwnActions } from './bubble.tsx';
import type { CallWithToken } from './connection.ts';
import { layOut } from './log-items.ts';
import type { LogItem } from './log-items.ts';
import { noticeText } from './notice.ts';
import { dayLabel } from './time.ts';
import { statusOf, unsent } from './transcript.ts';
import { companyZoneOf } from './view-state.ts';
import type { ViewState } from './view-state.ts';
import { useLanguage, useWording } from './wording.ts';

/** The conversation so far, read out politely as it grows. */
export function MessageLog({ view, online, actions }: { view: ViewState; online: boolean; actions: OwnActions & { readonly call: CallWithToken } }) {
  const words = useWording();
  const language = useLanguage();
  const waiting = unsent(view.transcript, view.outbox);
  const items = layOut(view.transcript.messages, waiting);
  const now = Date.now();
  const latest = waiting.at(-1)?.clientId ?? view.transcript.messages.findLast((message) => message.author === 'customer')?.id;
  const draw = (entry: LogItem) => {
    if (entry.kind === 'day') {
      return (
        <p class="day" key={entry.key}>
          {dayLabel(entry.at, now, language)}
        </p>
      );
    }
    if (entry.kind === 'unsent') {
      const { item } = entry;
      return <OwnBubble key={entry.key} text={item.text} files={item.files} call={actions.call} at={item.at} status={item.trouble ? 'failed' : 'sending'} first={entry.first} last={entry.last} latest={item.clientId === latest} online={online} item={item} actions={actions} />;
    }
    const { message } = entry;
    if (message.notice) {
      return (
        <p class="notice" key={entry.key}>
          {noticeText(message.notice, language, message.at, companyZoneOf(view.session))}
        </p>
      );
    }
    if (message.author === 'customer') {
      return <OwnBubble key={entry.key} text={message.text} files={message.files} call={actions.call} at={message.at} status={statusOf(message, view.state)} first={entry.first} last={entry.last} latest={message.id === latest} online={online} item={undefined} actions={actions} />;
    }
    return <ReplyBubble key={entry.key} message={message} first={entry.first} last={entry.last} call={actions.call} />;
  };
  return (
    <div class="log" role="log" aria-live="polite" aria-label={words.log} aria-busy={!view.complete}>
      {items.map(draw)}
    </div>
  );
}
