import type { CustomerMessage, CustomerState, MessageAccepted, SessionOpened } from '#core/protocol.ts';
import type { Caller } from './plan.ts';
import type { World } from './world.ts';

/** What a customer has seen so far; it grows while the page is open. Times are Unix ms of the fast day. */
export type Seen = {
  state: CustomerState['state'];
  deliveredSeq: number;
  /** Since when a person is awaited; absent while none is. */
  waitsSince?: number | undefined;
  /** From the first handover to a person, ms. */
  waitedMs?: number;
  wasHandedOver: boolean;
  /** Does a person have the conversation? */
  hasPerson: boolean;
  wordsOfPeople: number;
  /** Messages that came twice, or after later ones. */
  disordered: number;
  /** Words of the bot while a person had the conversation. */
  botWordsBesidePerson: number;
};

/** What is seen before anything is said. */
export const nothingSeen = (): Seen => ({ state: 'bot', deliveredSeq: 0, wasHandedOver: false, hasPerson: false, wordsOfPeople: 0, disordered: 0, botWordsBesidePerson: 0 });

/** A page with the chat open. */
export type CustomerPage = {
  readonly seen: Seen;
  readonly messages: readonly CustomerMessage[];
  /** Says something; resolves to its place in the conversation. Rejects when it is not accepted. */
  say(text: string): Promise<number>;
  /** Gives 1 to 5 stars, or ends the conversation. Rejects when it is not accepted. */
  rate(score: number): Promise<void>;
  end(): Promise<void>;
  /** Asks to be reached later instead of waiting; tells whether that was promised. */
  askToBeReached(wish: Pick<NonNullable<Caller['prefers']>, 'way' | 'contact'>): Promise<boolean>;
  /** Waits until what was seen is so, for `realMs` of real time at most; tells whether it is. */
  until(is: (seen: Seen) => boolean, realMs: number): Promise<boolean>;
  /** How long messages took to be accepted, real ms. */
  readonly ackMs: readonly number[];
  close(): void;
};

/** Opens it as the widget does: a session, then its event stream. */
export async function openPage(caller: Caller, { url, clock, line, sign, over }: World): Promise<CustomerPage> {
  const post = async (path: string, body: unknown, token?: string): Promise<unknown> => {
    const response = await line.fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  };
  const seen = nothingSeen();
  const messages: CustomerMessage[] = [];
  const ackMs: number[] = [];
  const gone = new AbortController();
  let heard = Promise.withResolvers<void>();
  const { token } = (await post('/api/web/session', { language: caller.language, ...(caller.customerId === undefined ? {} : { identity: await sign(caller.customerId) }) })) as SessionOpened;
  await line.follow(() => `${url}/api/web/events?after=${messages.at(-1)?.cursor ?? 0}`, { headers: { authorization: `Bearer ${token}` }, signal: gone.signal }, (event, data) => {
    if (event === 'state') takeInState(seen, data as CustomerState, clock.now());
    if (event === 'message') {
      if ((data as CustomerMessage).cursor <= (messages.at(-1)?.cursor ?? 0)) seen.disordered += 1;
      messages.push(data as CustomerMessage);
      takeIn(seen, data as CustomerMessage, clock.now());
    }
    const before = heard;
    heard = Promise.withResolvers();
    before.resolve();
  });
  return {
    seen,
    messages,
    ackMs,
    async say(text) {
      const sent = performance.now();
      const { seq } = (await post('/api/web/messages', { clientId: crypto.randomUUID(), text, language: caller.language }, token)) as MessageAccepted;
      ackMs.push(performance.now() - sent);
      return seq;
    },
    async rate(score) {
      await post('/api/web/rating', { score }, token);
    },
    async end() {
      await post('/api/web/end', {}, token);
    },
    async askToBeReached({ way, contact }) {
      return post('/api/web/callback', { way, contact, consent: true, language: caller.language }, token).then(
        () => true,
        // Somebody came in that moment, or Baton takes it for danger: they wait on.
        (error: unknown) => {
          if (String(error).includes('not_allowed_now')) return false;
          throw error;
        },
      );
    },
    async until(is, realMs) {
      const late = Promise.withResolvers<void>();
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        late.resolve();
      }, Math.min(realMs, 2 ** 31 - 1));
      while (!is(seen) && !isLate && !over.aborted) await Promise.race([heard.promise, late.promise]);
      clearTimeout(timer);
      return is(seen);
    },
    close: () => gone.abort(),
  };
}

/** The state may come a moment before the notice that tells why. */
function takeInState(seen: Seen, { state, deliveredSeq }: CustomerState, now: number): void {
  Object.assign(seen, { state, deliveredSeq });
  if (state !== 'waiting' && state !== 'human') return;
  if (!seen.wasHandedOver) seen.waitsSince = now;
  seen.wasHandedOver = true;
}

/** What notices say of the state. */
const STATES: Readonly<Partial<Record<NonNullable<CustomerMessage['notice']>['kind'], CustomerState['state']>>> = {
  handed_over: 'waiting',
  released: 'waiting',
  claimed: 'human',
  transferred: 'human',
  callback_done: 'human',
  handed_back: 'bot',
  closed: 'closed',
};

function takeIn(seen: Seen, message: CustomerMessage, now: number): void {
  const kind = message.notice?.kind;
  // The state itself comes a moment later, and whoever is quick must not take the one before for the end.
  seen.state = (kind && STATES[kind]) ?? seen.state;
  if (kind === 'handed_over') {
    seen.wasHandedOver = true;
    seen.waitsSince = now;
  } else if (kind === 'claimed' || kind === 'transferred' || kind === 'callback_done') {
    if (seen.waitsSince !== undefined) seen.waitedMs ??= now - seen.waitsSince;
    seen.waitsSince = undefined;
    seen.hasPerson = true;
  } else if (kind === 'released' || kind === 'handed_back' || kind === 'closed') {
    seen.hasPerson = false;
  } else if (message.author === 'agent') {
    seen.wordsOfPeople += 1;
  } else if (message.author === 'bot' && seen.hasPerson) {
    seen.botWordsBesidePerson += 1;
  }
}
