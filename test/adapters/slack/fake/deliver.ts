import { createHmac } from 'node:crypto';
import type { FakeAttempt, FakeDelivery, Sending } from './types.ts';
import type { TroubleMaker } from './trouble-maker.ts';
import type { Workspace } from './workspace.ts';

/** The app has so long to acknowledge, ms. */
const ACK_MS = 3000;
/** An event that is not acknowledged comes again after these, ms: at once, a minute, five minutes. */
const RETRIES = [0, 60_000, 300_000] as const;

/** A delivery as the fake keeps it. */
export type Delivery = { -readonly [K in keyof FakeDelivery]: FakeDelivery[K] } & {
  readonly attempts: FakeAttempt[];
  readonly how: Sending;
  /** Given up or acknowledged. */
  settle(): void;
  isSettled: boolean;
  /** Called with the answer of the app, once. */
  readonly answered: PromiseWithResolvers<FakeAttempt>;
};

/** How the sockets of Socket Mode take part. */
export type SocketSide = {
  /** Is one open (a half-open one counts, for Slack does not know)? */
  isOpen(): boolean;
  /** Sends an envelope; the attempt is completed when its acknowledgement comes. */
  send(delivery: Delivery, attempt: FakeAttempt, complete: () => void): void;
};

/** Brings events, interactivity and commands to the app. */
export type Deliverer = {
  readonly deliveries: Delivery[];
  bring(kind: FakeDelivery['kind'], id: string, body: Readonly<Record<string, unknown>>, how?: Sending): Delivery;
  /** Sends once more, now, what no socket has acknowledged. */
  bringAgain(): void;
  /** Posts a signed body, whatever it is; resolves with status and text, or `undefined` when no answer came in time. */
  post(body: string, type: string, headers?: Readonly<Record<string, string>>, how?: Sending): Promise<{ readonly status: number; readonly text: string; readonly noRetry: boolean } | 'timeout' | 'unreachable'>;
  target: string | undefined;
  idle(): Promise<void>;
  stop(): void;
};

/** The headers of a signed request (`v0:time:body`, HMAC-SHA256). */
export function signatureOf(secret: string, seconds: number, body: string): Record<string, string> {
  return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}` };
}

/** Builds it. Times of retries go by the workspace's clock; signatures carry the machine's time, which the app checks them by. */
export function createDeliverer(space: Workspace, maker: TroubleMaker, sockets: SocketSide): Deliverer {
  const deliveries: Delivery[] = [];
  const underWay = new Set<Promise<unknown>>();
  let stopped = false;
  const stopping = new AbortController();

  const deliverer: Deliverer = {
    deliveries,
    target: undefined,
    bring(kind, id, body, how = {}) {
      const settled = Promise.withResolvers<void>();
      const delivery: Delivery = { id, kind, body, how, attempts: [], acked: false, isSettled: false, settled: settled.promise, answered: Promise.withResolvers<FakeAttempt>(), settle: () => ((delivery.isSettled = true), settled.resolve()) };
      deliveries.push(delivery);
      const go = (): void => {
        const times = how.times ?? (kind === 'events_api' ? maker.events.times : 1);
        for (let i = 0; i < times; i++) track(attempt(delivery, how.retry ?? 0));
      };
      if (maker.events.held && kind === 'events_api') maker.events.held.push(go);
      else go();
      return delivery;
    },
    bringAgain() {
      for (const delivery of deliveries) if (!delivery.isSettled && !delivery.acked && (delivery.kind === 'events_api' || delivery.attempts.length === 0)) track(attempt(delivery, delivery.attempts.length));
    },
    async post(body, type, headers = {}, how = {}) {
      const target = deliverer.target;
      if (target === undefined) return 'unreachable';
      const late = Promise.withResolvers<'timeout'>();
      const forget = space.clock.after(ACK_MS, () => late.resolve('timeout'));
      const controller = new AbortController();
      try {
        const signed = how.signature === 'missing' ? {} : signatureOf(how.signature === 'wrong' ? 'another-secret' : space.signingSecret, Math.floor(Date.now() / 1000) - (typeof how.signature === 'object' ? how.signature.ageSeconds : 0), body);
        // A body that somebody on the way has parsed and written again no longer fits its signature.
        const sent = how.signature === 'reserialised' ? ` ${body}` : body;
        const asked = fetch(target, { method: 'POST', body: sent, headers: { 'content-type': type, 'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)', ...signed, ...headers }, signal: AbortSignal.any([controller.signal, stopping.signal]) });
        const answer = await Promise.race([asked.then(async (response) => ({ status: response.status, text: await response.text(), noRetry: response.headers.get('x-slack-no-retry') === '1' })), late.promise]);
        if (answer === 'timeout') void asked.catch(() => undefined);
        return answer;
      } catch {
        return 'unreachable';
      } finally {
        forget();
        controller.abort();
      }
    },
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    stop() {
      stopped = true;
      stopping.abort();
    },
  };

  function track(work: Promise<unknown>): void {
    underWay.add(work);
    void work.finally(() => {
      underWay.delete(work);
      space.changed();
    });
  }

  async function attempt(delivery: Delivery, retry: number): Promise<void> {
    // Without a socket and without an address it waits for the next socket.
    if (stopped || (deliverer.target === undefined && !sockets.isOpen())) return;
    const by = sockets.isOpen() ? 'socket' : 'http';
    const started = performance.now();
    const one: FakeAttempt = { retry, by, at: space.clock.now(), took: undefined, status: undefined, body: undefined };
    delivery.attempts.push(one);
    let reason = 'http_timeout';
    let mayRetry = true;
    if (by === 'socket') {
      const acked = Promise.withResolvers<void>();
      const forget = space.clock.after(ACK_MS, () => acked.resolve());
      sockets.send(delivery, one, () => acked.resolve());
      await acked.promise;
      forget();
    } else {
      const { text, type } = encode(delivery);
      const headers = retry === 0 ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': lastReason.get(delivery) ?? 'http_timeout' };
      const answer = await deliverer.post(text, type, headers, delivery.how);
      if (typeof answer === 'object') {
        one.status = answer.status;
        one.body = answer.text;
        reason = 'http_error';
        mayRetry = !answer.noRetry;
      } else reason = answer === 'timeout' ? 'http_timeout' : 'connection_failed';
    }
    one.took = performance.now() - started;
    lastReason.set(delivery, reason);
    if (one.status !== undefined && one.status >= 200 && one.status < 300) {
      delivery.acked = true;
      delivery.settle();
    }
    delivery.answered.resolve(one);
    if (delivery.acked || delivery.isSettled || stopped) return;
    const wait = RETRIES[retry];
    const again = delivery.kind === 'events_api' && mayRetry && delivery.how.once !== true && wait !== undefined;
    if (!again) delivery.settle();
    else if (wait === 0) track(attempt(delivery, retry + 1));
    else space.clock.after(wait, () => !delivery.isSettled && track(attempt(delivery, retry + 1)));
  }
  const lastReason = new WeakMap<Delivery, string>();
  return deliverer;
}

/** The body as Slack posts it: events as JSON, interactivity as a form with `payload`, commands as a form. */
function encode({ kind, body }: Delivery): { readonly text: string; readonly type: string } {
  if (kind === 'events_api') return { text: JSON.stringify(body), type: 'application/json' };
  const form = new URLSearchParams(kind === 'interactive' ? { payload: JSON.stringify(body) } : (body as Record<string, string>));
  return { text: form.toString(), type: 'application/x-www-form-urlencoded' };
}
