import { isBatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { BotpressApi } from './api.ts';
import { type Envelope, readEnvelope } from './envelope.ts';

/** How often Botpress is asked for what it could not bring, ms. */
const EVERY_MS = 120_000;
/** What is older is not taken up any more: whoever wrote it has long written again, ms. */
const LOOK_BACK_MS = 24 * 3600_000;
const MOST_PAGES = 20;

/** What catching up rests on. */
export type CatchUpParts = { readonly api: BotpressApi; readonly clock: Clock; readonly receive: (envelope: Envelope) => Promise<void>; readonly onError: (error: unknown) => void };

/** Catching up, which begins and ends. */
export type CatchUp = { start(): void; stop(): Promise<void> };

/**
 * Fetches what never came: while Baton is away, the forwarding bot fails and Botpress keeps the event as failed, and
 * does not send it again. Asks at the start and every two minutes; what is known already changes nothing.
 */
export function createCatchUp({ api, clock, receive, onError }: CatchUpParts): CatchUp {
  /** Events of the last day that need no second look: taken, or never to be taken. */
  let settled = new Set<string>();
  let cancel = (): void => undefined;
  let isRunning = false;
  let working: Promise<void> = Promise.resolve();

  const run = async (): Promise<void> => {
    const missed: { readonly id: string; readonly at: string; readonly payload: Readonly<Record<string, unknown>> }[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES && isRunning; page += 1) {
      const { events, meta } = await api.call((client) => client.listEvents({ type: 'message_created', status: 'failed', ...(nextToken === undefined ? {} : { nextToken }) }));
      const recent = events.filter(({ createdAt }) => clock.now() - Date.parse(createdAt) <= LOOK_BACK_MS);
      missed.push(...recent.map(({ id, createdAt, payload }) => ({ id, at: createdAt, payload })));
      nextToken = meta.nextToken;
      if (nextToken === undefined || recent.length === 0) break;
    }
    // Remembered for as long as Botpress names them.
    const done = new Set(missed.map(({ id }) => id).filter((id) => settled.has(id)));
    settled = done;
    for (const { id, payload } of missed.toSorted((a, b) => a.at.localeCompare(b.at))) {
      if (!isRunning) return;
      if (done.has(id)) continue;
      try {
        await receive(readEnvelope({ eventId: id, conversation: payload['conversation'], message: payload['message'] }));
      } catch (error) {
        // What will never be taken must not stand in the way of what came after it.
        if (isBatonError(error, 'unavailable', 'rate_limited')) throw error;
        onError(error);
      }
      done.add(id);
    }
  };
  const kick = (): void => {
    working = run()
      .catch(onError)
      .finally(() => {
        if (isRunning) cancel = clock.after(EVERY_MS, kick);
      });
  };
  return {
    start() {
      isRunning = true;
      kick();
    },
    async stop() {
      isRunning = false;
      cancel();
      await working;
    },
  };
}
