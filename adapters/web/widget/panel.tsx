import type { FileRef, Language } from '#core/protocol.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Composer } from './composer.tsx';
import type { Connection } from './connection.ts';
import { Greeting } from './greeting.tsx';
import { Header } from './header.tsx';
import { useLasting, useOnline, useStickyEnd } from './hooks.ts';
import { DownIcon } from './icons.tsx';
import { MessageLog } from './message-log.tsx';
import { PartSlot } from './part-slot.tsx';
import { Queue } from './queue.tsx';
import type { QueueActions } from './queue.tsx';
import { asksForPerson, QuickReplies } from './quick-replies.tsx';
import { Rating } from './rating.tsx';
import { Tools } from './tools.tsx';
import { TypingLine } from './typing-line.tsx';
import { useSeen } from './use-seen.ts';
import { unsent } from './transcript.ts';
import { companyZoneOf } from './view-state.ts';
import type { ViewState } from './view-state.ts';
import { useLanguage, useWording } from './wording.ts';

const TYPING_EVERY_MS = 4000;

function precise(): boolean {
  return matchMedia('(pointer: fine)').matches;
}

/** What the panel is given by its surroundings. */
export type PanelProps = {
  readonly connection: Connection;
  readonly view: ViewState;
  /** Is the panel looked at? */
  readonly open: boolean;
  /** Is the page itself looked at, and not another tab? */
  readonly lookedAt: boolean;
  /** What the page asked to put into the composer. */
  readonly draft: string | undefined;
  readonly onDraftTaken: () => void;
  readonly onLanguage: (language: Language) => void;
  readonly onClose: (() => void) | undefined;
};

/** The whole chat. */
export function Panel({ connection, view, open, lookedAt, draft, onDraftTaken, onLanguage, onClose }: PanelProps) {
  const words = useWording();
  const language = useLanguage();
  const field = useRef<HTMLTextAreaElement>(null);
  const typedAt = useRef(0);
  const [failed, setFailed] = useState(false);
  const online = useOnline();
  const down = useLasting(view.line === 'down' || (view.line === 'connecting' && !view.session), 2500);
  const { state, transcript } = view;
  const owned = state?.state === 'waiting' || state?.state === 'human';
  const waiting = unsent(transcript, view.outbox);
  const begun = transcript.messages.length > 0 || waiting.length > 0;
  const ownCount = waiting.length + transcript.messages.filter((message) => message.author === 'customer').length;
  const replyCount = transcript.messages.filter((message) => message.author !== 'customer' && !message.notice).length;
  const counts = { all: transcript.messages.length, own: ownCount, replies: replyCount };
  const list = useStickyEnd(counts, `${view.typing?.until} ${state?.state}`, open && view.complete);
  // Nobody asks whether the bot was read.
  const hasPerson = owned || transcript.messages.some(({ author }) => author === 'agent');
  useSeen(list.ref, view, open && lookedAt && hasPerson, connection.seen);
  const asked = transcript.messages.findLast((message) => message.notice?.kind !== 'closed');
  // A question about a case waits for its answer also while a person is here, and after the end.
  const isAboutCase = asked?.author === 'system' && !asked.notice;
  const latest = isAboutCase ? asked : transcript.messages.at(-1);
  const replies = waiting.length > 0 || !latest || latest.author === 'customer' || (owned && !isAboutCase) ? [] : (latest.quickReplies ?? []);

  const send = (text: string, files?: readonly FileRef[]): void => connection.send(text, language, files);
  const choose = (text: string): void => {
    send(text);
    // The pressed button goes away; the keyboard's place must not go with it.
    if (precise()) field.current?.focus();
  };
  const typing = (): void => {
    const now = Date.now();
    if (!owned || now - typedAt.current < TYPING_EVERY_MS) return;
    typedAt.current = now;
    connection.typing();
  };
  const queue: QueueActions = { callback: (asked) => connection.callback({ ...asked, language }), cancelCallback: () => connection.cancelCallback(language) };
  const end = async (): Promise<void> => {
    // The pressed button goes away here too.
    if (precise()) field.current?.focus();
    try {
      await connection.end();
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };

  // On phones the keyboard would cover the greeting, so only precise pointers get the field focused.
  useEffect(() => {
    if (open && precise()) field.current?.focus();
  }, [open, draft !== undefined]);

  return (
    <div class="panel">
      <Header view={view} reach={online ? (down ? 'down' : 'up') : 'offline'} onLanguage={() => onLanguage(language === 'zh' ? 'en' : 'zh')} onClose={onClose} />
      <div class="line" role="status">
        {!online ? <p>{words.offline}</p> : down ? <p>{words.reconnecting}</p> : null}
      </div>
      <div class="scroll" ref={list.ref} tabIndex={-1}>
        <Greeting view={view} onChoose={begun ? undefined : choose} />
        <MessageLog view={view} online={online} actions={connection} />
        <TypingLine view={view} online={online} />
        <QuickReplies label={words.quickRepliesLabel} replies={replies.filter((reply) => !asksForPerson(reply))} onChoose={choose} />
        {state ? <Queue state={state} companyZone={companyZoneOf(view.session)} actions={queue} /> : null}
        {state?.passedOn ? <PartSlot part={{ passedOn: { state, onCheck: connection.checkPassedOn } }} /> : null}
        {state ? <Rating key={state.state === 'closed' ? latest?.id : 'open'} state={state} onRate={connection.rate} /> : null}
        {state?.state === 'closed' ? <p class="hint">{words.closedHint}</p> : null}
      </div>
      {list.behind ? (
        <button type="button" class="to-end" onClick={list.toEnd}>
          <DownIcon />
          {words.newMessages}
        </button>
      ) : null}
      <footer class="footer">
        <Tools
          owned={owned}
          offered={replies.some(asksForPerson)}
          canEnd={begun && state !== undefined && state.state !== 'closed'}
          onPerson={() => choose(words.person)}
          onEnd={() => void end()}
        />
        {failed ? (
          <p class="failed" role="alert">
            {words.requestFailed}
          </p>
        ) : null}
        <Composer key={view.visitor} field={field} draft={draft} onDraftTaken={onDraftTaken} onSend={send} call={connection.call} onTyping={typing} />
      </footer>
    </div>
  );
}
