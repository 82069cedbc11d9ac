import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConsoleConversationEvents, ConversationDetail, FileRef, Typing } from '#core/protocol.ts';
import { api, conversationStream } from './api.ts';
import { putBack } from './drafts.ts';
import { ApiError, sayError } from './errors.ts';
import { newId } from './new-id.ts';
import { type Pending, stillPending } from './pending.ts';
import { beginDetail, lastSeq, newerDetail, updateDetail, withOwnWords } from './transcript-model.ts';
import { useStream } from './use-stream.ts';
import { useWords } from './use-words.tsx';

/** Nobody types for longer than this without the server saying so again, ms. */
const TYPING_LASTS = 6_000;

/** One conversation, live, and what the reader has just written into it. */
export type LiveConversation = {
  readonly detail: ConversationDetail | undefined;
  readonly isGone: boolean;
  readonly typing: Typing | undefined;
  readonly pending: readonly Pending[];
  /** Sends words; they show at once and stay, marked, when sending fails. */
  readonly send: (kind: Pending['kind'], text: string, files?: readonly FileRef[]) => void;
  /** Tries words that failed again, under the same id. */
  readonly resend: (item: Pending) => void;
  /** Takes words that failed away. */
  readonly discard: (item: Pending) => void;
};

/** Follows one conversation while it is open. */
export function useConversation(id: string, onSignedOut: (because?: 'ended') => void): LiveConversation {
  const { language } = useWords();
  const [detail, setDetail] = useState<ConversationDetail>();
  const [isGone, setIsGone] = useState(false);
  const [typing, setTyping] = useState<Typing>();
  const [pending, setPending] = useState<readonly Pending[]>([]);
  const isLeft = useRef(false);
  const latestPending = useRef(pending);
  latestPending.current = pending;
  const typingTimer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const take = (arrived: ConversationDetail, join = newerDetail) => {
    setDetail((known) => join(known, arrived));
    setPending((items) => stillPending(items, arrived.messages));
  };
  const status = useStream<ConsoleConversationEvents>(conversationStream(id), {
    detail: (arrived) => {
      setTyping(undefined);
      take(arrived, beginDetail);
    },
    update: (update) => {
      setDetail((known) => known && updateDetail(known, update));
      if (!update.messages) return;
      const { messages } = update;
      if (messages.some(({ author }) => author === 'customer')) setTyping(undefined);
      setPending((items) => stillPending(items, messages));
    },
    typing: (who) => {
      if (who.who === 'agent') return;
      setTyping(who);
      clearTimeout(typingTimer.current);
      typingTimer.current = setTimeout(() => setTyping(undefined), TYPING_LASTS);
    },
  });

  useEffect(() => {
    if (status !== 'lost') return;
    api.conversation(id).then((arrived) => take(arrived), (error: unknown) => {
      if (error instanceof ApiError && error.status === 404) setIsGone(true);
      if (error instanceof ApiError && error.status === 401) onSignedOut('ended');
    });
  }, [status]);
  useEffect(
    () => () => {
      clearTimeout(typingTimer.current);
      isLeft.current = true;
      for (const { status: how, kind, text } of latestPending.current) if (how === 'failed') putBack(id, kind, text);
    },
    [],
  );

  const put = async (item: Pending) => {
    try {
      await api[item.kind](id, item.text, item.clientId, item.files?.map((file) => file.id));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) onSignedOut('ended');
      if (isLeft.current) putBack(id, item.kind, item.text);
      mark(item, { ...item, status: 'failed', problem: sayError(error, language) });
      return;
    }
    mark(item, { ...item, status: 'stored' });
    try {
      const arrived = await api.conversation(id);
      take(arrived, withOwnWords);
      setPending((items) => items.filter(({ clientId }) => clientId !== item.clientId));
    } catch {
      // It is stored; the stream brings it when the line is back.
    }
  };
  const mark = (item: Pending, changed: Pending) =>
    setPending((items) => items.map((other) => (other.clientId === item.clientId ? changed : other)));

  return {
    detail,
    isGone,
    typing,
    pending,
    send: (kind, text, files = []) => {
      const item: Pending = { clientId: newId(), kind, text, status: 'sending', afterSeq: lastSeq(detail), ...(files.length > 0 ? { files } : {}) };
      setPending((items) => [...items, item]);
      void put(item);
    },
    resend: (item) => {
      const { problem: _problem, ...rest } = item;
      const again: Pending = { ...rest, status: 'sending' };
      mark(item, again);
      void put(again);
    },
    discard: (item) => setPending((items) => items.filter(({ clientId }) => clientId !== item.clientId)),
  };
}
