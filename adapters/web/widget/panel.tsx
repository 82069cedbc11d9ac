import type { Language } from '#core/protocol.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Composer } from './composer.tsx';
import type { Connection } from './connection.ts';
import { Greeting } from './greeting.tsx';
import { Header } from './header.tsx';
import { useLasting, useOnline, useStickyEnd } from './hooks.ts';
import { DownIcon, PersonIcon } from './icons.tsx';
import { MessageLog } from './message-log.tsx';
import { Queue } from './queue.tsx';
import { asksForPerson, QuickReplies } from './quick-replies.tsx';
import { Rating } from './rating.tsx';
import { TypingLine } from './typing-line.tsx';
import { unsent } from './transcript.ts';
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
  readonly onLanguage: (language: Language) => void;
  readonly onClose: (() => void) | undefined;
};

/** The whole chat. */
export function Panel({ connection, view, open, onLanguage, onClose }: PanelProps) {
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
  const list = useStickyEnd(transcript.messages.length, ownCount, `${view.typing?.until} ${state?.state}`, open && view.complete);
  const latest = transcript.messages.at(-1);
  const replies = waiting.length > 0 || !latest || latest.author === 'customer' || owned ? [] : (latest.quickReplies ?? []);

  const send = (text: string): void => connection.send(text, language);
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
  const end = async (): Promise<void> => {
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
  }, [open]);

  return (
    <div class="panel">
      <Header view={view} onLanguage={() => onLanguage(language === 'zh' ? 'en' : 'zh')} onClose={onClose} />
      <div class="line" role="status">
        {!online ? <p>{words.offline}</p> : down ? <p>{words.reconnecting}</p> : null}
      </div>
      <div class="scroll" ref={list.ref} tabIndex={-1}>
        <Greeting view={view} onChoose={begun ? undefined : choose} />
        <MessageLog view={view} online={online} actions={connection} />
        <TypingLine view={view} />
        <QuickReplies label={words.quickRepliesLabel} replies={replies.filter((reply) => !asksForPerson(reply))} onChoose={choose} />
        {state ? <Queue state={state} /> : null}
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
        <div class="tools">
          {owned ? null : (
            <button type="button" class={replies.some(asksForPerson) ? 'person called' : 'person'} onClick={() => choose(words.person)}>
              <PersonIcon />
              {words.person}
            </button>
          )}
          {begun && state && state.state !== 'closed' ? (
            <button type="button" class="end" onClick={() => void end()}>
              {words.end}
            </button>
          ) : null}
        </div>
        {failed ? (
          <p class="failed" role="alert">
            {words.requestFailed}
          </p>
        ) : null}
        <Composer field={field} onSend={send} onTyping={typing} />
      </footer>
    </div>
  );
}
