import type { AskForCallback, CheckPassedOn, FileRef, Language, SessionOpened } from '#core/protocol.ts';
import type { Api, ApiError } from './api.ts';
import { createAlarm } from './backoff.ts';
import type { CustomerEvent } from './event-stream.ts';
import { follow } from './follower.ts';
import { createOutbox } from './outbox.ts';
import type { Outbox } from './outbox.ts';
import { createSender } from './sender.ts';
import { createTokens, openSession, subjectOf } from './session.ts';
import type { Exclusive } from './session.ts';
import type { KeyValueStore } from './storage.ts';
import { withAccepted, withStreamed } from './transcript.ts';
import { emptyView, withTyping } from './view-state.ts';
import type { ViewState } from './view-state.ts';

/** Runs a request with the session's token; what it throws with a `status` of 401 opens a new session, once. */
export type CallWithToken = <T>(run: (token: string) => Promise<T>) => Promise<T>;

/** What a connection is made of. */
export type ConnectionParts = {
  readonly api: Api;
  readonly store: KeyValueStore;
  readonly exclusive: Exclusive;
  readonly newId: () => string;
  readonly now: () => number;
  readonly random: () => number;
};

/** The customer's side of a conversation: what is known, and what can be done. */
export type Connection = {
  readonly view: () => ViewState;
  /** Calls back after every change; gives the way to stop that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Connects as a visitor, leaving any other. `signedOut` forgets everybody who was here before. */
  readonly enter: (language: Language, identity?: string, signedOut?: boolean) => void;
  /** Puts a message on its way, with files that the server has already; nothing at all is left. */
  readonly send: (text: string, language: Language, files?: readonly FileRef[]) => void;
  /** Runs a request of another part of the page with the session's token. */
  readonly call: CallWithToken;
  /** Messages up to this cursor have been in sight. Throws `ApiError`. */
  readonly seen: (cursor: number) => Promise<void>;
  readonly retry: (clientId: string) => void;
  readonly discard: (clientId: string) => void;
  /** Throws `ApiError`. */
  readonly rate: (score: number, comment: string, reasons: readonly string[]) => Promise<void>;
  /** Says whether what was passed on is right. Throws `ApiError`. */
  readonly checkPassedOn: (check: CheckPassedOn) => Promise<void>;
  /** Throws `ApiError`. */
  readonly end: () => Promise<void>;
  /** Agrees on a call or a reply instead of waiting. Throws `ApiError`. */
  readonly callback: (asked: AskForCallback) => Promise<void>;
  /** Throws `ApiError`. */
  readonly cancelCallback: (language: Language) => Promise<void>;
  /** Tells staff that the customer types; failures do not matter. */
  readonly typing: () => void;
  /** Lets go of the stream while nobody looks: browsers allow six lines to a host, and tabs add up. */
  readonly rest: () => void;
  /** Tries again at once, because the network is back or the page is looked at. */
  readonly wake: () => void;
  /** Lets go of the stream and stops sending. */
  readonly leave: () => void;
};

const nothing = (): void => {};

/** Makes a connection that is not entered yet. */
export function createConnection(parts: ConnectionParts): Connection {
  const { api, store } = parts;
  const tokens = createTokens(store);
  const listeners = new Set<() => void>();
  const outboxOf = (subject: string): Outbox => createOutbox(store, `baton.outbox.${subject}`);
  let visitor: { language: Language; identity?: string } = { language: 'zh' };
  let outbox = outboxOf('');
  let view: ViewState = { ...emptyView([]), visitor: 0 };
  let current = new AbortController();
  let opening: Promise<SessionOpened> | undefined;
  let entered = false;
  let resting = false;
  let breakLine = nothing;
  let wakers: readonly (() => void)[] = [];
  let flush: (() => Promise<void>) | undefined;

  const change = (next: Partial<ViewState>): void => {
    view = { ...view, ...next };
    for (const listener of listeners) listener();
  };

  const session = (): Promise<SessionOpened> => {
    const mine = current;
    opening ??= openSession(api, tokens, parts.exclusive, visitor).then(
      (opened) => {
        if (mine.signal.aborted) return opened;
        // Another conversation than before: nothing of the old one may stay on the page.
        change(opened.resumed ? { session: opened, state: opened.state } : { ...emptyView(outbox.list()), line: view.line, session: opened, state: opened.state });
        return opened;
      },
      (error: unknown) => {
        if (!mine.signal.aborted) opening = undefined;
        throw error;
      },
    );
    return opening;
  };

  /** Runs a call with the session's token; a session that has ended is opened anew, once. */
  const withToken = async <T>(call: (token: string) => Promise<T>): Promise<T> => {
    const mine = current;
    const used = session();
    try {
      return await call((await used).token);
    } catch (error) {
      if ((error as Partial<ApiError>).status !== 401 || mine.signal.aborted) throw error;
      if (opening === used) {
        opening = undefined;
        // Another tab may have begun a new conversation under a new session, so nothing known before can be relied on.
        change({ ...emptyView(outbox.list()), line: view.line });
      }
      return call((await session()).token);
    }
  };

  const take = (event: CustomerEvent): void => {
    if (event.name === 'message') {
      const message = event.data;
      if (message.clientId) outbox.remove(message.clientId);
      const answered = message.author !== 'customer';
      change({ transcript: withStreamed(view.transcript, message), outbox: outbox.list(), ...(answered ? { typing: undefined } : {}) });
    } else if (event.name === 'state') {
      change({ state: event.data, complete: true, ...(event.data.state === view.state?.state ? {} : { typing: undefined }) });
    } else {
      view = withTyping(view, event.data, parts.now());
      change({});
    }
  };

  const wake = (): void => {
    resting = false;
    for (const waker of wakers) waker();
  };

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    enter(language, identity, signedOut = false) {
      current.abort();
      wake();
      const before = outbox;
      const known = subjectOf(visitor.identity);
      const subject = subjectOf(identity);
      if (signedOut) tokens.forget();
      visitor = { language, ...(identity ? { identity } : {}) };
      const isOther = entered && (signedOut || subject !== known);
      outbox = outboxOf(subject);
      if (isOther && subject !== known) {
        // Who signs in takes along what is still on its way, but nothing goes from one customer to another.
        if (known === '') for (const item of before.list()) outbox.add(item);
        before.clear();
      }
      entered = true;
      opening = undefined;
      const mine = new AbortController();
      current = mine;
      const sending = createAlarm();
      const following = createAlarm();
      wakers = [sending.wake, following.wake];
      flush = createSender({
        outbox: () => outbox,
        post: ({ clientId, text, language: written, files }) => withToken((token) => api.send(token, { clientId, text, language: written, ...(files ? { files: files.map(({ id }) => id) } : {}) })),
        accepted: (item, answer) => change({ transcript: withAccepted(view.transcript, item, answer), outbox: outbox.list() }),
        changed: () => change({ outbox: outbox.list() }),
        alarm: sending,
        random: parts.random,
        alive: () => !mine.signal.aborted,
      });
      change({ ...emptyView(outbox.list()), visitor: view.visitor + (isOther ? 1 : 0) });
      void flush?.();
      void follow({
        open: (signal) => withToken((token) => api.events(token, view.transcript.cursor, signal)),
        take,
        line(up) {
          change({ line: up ? 'up' : 'down' });
          if (up) sending.wake();
        },
        alarm: following,
        random: parts.random,
        signal: mine.signal,
        resting: () => resting,
        breaker: (way) => {
          breakLine = way;
        },
      });
    },
    send(text, language, files = []) {
      if (text.trim() === '' && files.length === 0) return;
      outbox.add({ clientId: parts.newId(), text: text.trim(), language, at: parts.now(), ...(files.length > 0 ? { files } : {}) });
      change({ outbox: outbox.list() });
      void flush?.();
    },
    retry(clientId) {
      outbox.mark(clientId);
      change({ outbox: outbox.list() });
      wake();
      void flush?.();
    },
    discard(clientId) {
      outbox.remove(clientId);
      change({ outbox: outbox.list() });
    },
    call: withToken,
    seen: (cursor) => withToken((token) => api.seen(token, cursor)),
    rate: (score, comment, reasons) => withToken((token) => api.rate(token, { score, ...(comment.trim() ? { comment: comment.trim() } : {}), ...(reasons.length > 0 ? { reasons } : {}) })),
    checkPassedOn: (check) => withToken((token) => api.checkPassedOn(token, check)),
    end: () => withToken((token) => api.end(token)),
    callback: (asked) => withToken((token) => api.callback(token, asked)),
    cancelCallback: (language) => withToken((token) => api.cancelCallback(token, language)),
    typing() {
      withToken((token) => api.typing(token)).catch(nothing);
    },
    rest() {
      resting = true;
      breakLine();
    },
    wake,
    leave() {
      current.abort();
      wake();
    },
  };
}
