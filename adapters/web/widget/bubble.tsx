import type { CustomerMessage, FileRef } from '#core/protocol.ts';
import { Citations } from './citations.tsx';
import type { CallWithToken } from './connection.ts';
import { FilesSlot } from './files-slot.tsx';
import { AssistantIcon, PersonIcon } from './icons.tsx';
import { Markdown } from './markdown.tsx';
import type { OutboxItem } from './outbox.ts';
import { clockTime } from './time.ts';
import type { SendStatus } from './transcript.ts';
import { useLanguage, useWording } from './wording.ts';

/** A message of the bot or of a person; `first` and `last` tell where it stands in a run of one author's messages. */
export function ReplyBubble({ message, first, last, call }: { message: CustomerMessage; first: boolean; last: boolean; call: CallWithToken }) {
  const words = useWording();
  const language = useLanguage();
  const person = message.author === 'agent';
  const citations = message.citations ?? [];
  const removed = message.removedAt !== undefined;
  return (
    <div data-cursor={message.cursor} class={`message ${person ? 'agent' : 'bot'}${first ? ' first' : ''}`}>
      {first ? (
        <p class="author">
          <span class="badge">{person ? <PersonIcon /> : <AssistantIcon />}</span>
          {person ? (message.agentName ?? words.agent) : message.author === 'system' ? words.news : words.assistant}
        </p>
      ) : null}
      <div class="bubble">
        {removed ? <i>{words.takenBack}</i> : <Markdown text={message.text} citations={citations} />}
        {message.files ? <FilesSlot files={message.files} call={call} /> : null}
        <Citations citations={citations} />
      </div>
      {last || (message.editedAt && !removed) ? (
        <p class="meta">
          {clockTime(message.at, language)}
          {message.editedAt && !removed ? ` · ${words.edited}` : ''}
        </p>
      ) : null}
    </div>
  );
}

/** What can be done with a message that did not get through. */
export type OwnActions = { readonly retry: (clientId: string) => void; readonly discard: (clientId: string) => void };

function Trouble({ item, actions }: { item: OutboxItem; actions: OwnActions }) {
  const words = useWording();
  return (
    <p class="meta failed">
      <span title={item.reason}>{words.failed}</span>
      <button type="button" onClick={() => actions.retry(item.clientId)}>
        {words.retry}
      </button>
      {item.trouble === 'refused' ? (
        <button type="button" onClick={() => actions.discard(item.clientId)}>
          {words.discard}
        </button>
      ) : null}
    </p>
  );
}

/** A message of the customer, with how far it has got. `item` is set while the server has not confirmed it. */
export function OwnBubble({ text, files, call, at, status, first, last, latest, online, item, actions }: { text: string; files: readonly FileRef[] | undefined; call: CallWithToken; at: number; status: SendStatus; first: boolean; last: boolean; latest: boolean; online: boolean; item: OutboxItem | undefined; actions: OwnActions }) {
  const words = useWording();
  const language = useLanguage();
  const told = status === 'sending' && !online ? words.queued : status === 'failed' ? words.failed : words[status];
  return (
    <div class={`message own ${status}${first ? ' first' : ''}`}>
      <span class="hidden">{words.you}</span>
      <div class="bubble">
        {text}
        {files ? <FilesSlot files={files} call={call} /> : null}
      </div>
      {item?.trouble ? (
        <Trouble item={item} actions={actions} />
      ) : last || status === 'sending' ? (
        <p class="meta">
          {clockTime(at, language)}
          {latest || status !== 'delivered' ? ` · ${told}` : ''}
        </p>
      ) : null}
    </div>
  );
}
