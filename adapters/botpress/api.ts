import type { Client } from '@botpress/client';
import { BatonError, isBatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import { ANSWER_MS } from './client.ts';
import { toBotpressFault } from './faults.ts';
import type { Part } from './render.ts';

/** How calls go: the last one that said something about Botpress itself. */
export type CallHealth = { readonly ok: boolean; readonly reason?: string; readonly since: number };

/** What Baton asks Botpress to do. Everything throws what `toBotpressFault` says. */
export type BotpressApi = {
  /** Makes a call and notes how it went. */
  call<T>(work: (client: Client) => Promise<T>): Promise<T>;
  /**
   * Says a part in a conversation, once for its tag: a part that is there already, also when the answer to an earlier try
   * was lost, is not said again. What the channel refuses is said in plain words.
   */
  say(place: { readonly conversationId: string; readonly userId: string; readonly tagName: string }, part: Part): Promise<void>;
  health(): CallHealth;
};

/** Nobody waits longer than this for a limit to pass without asking again, ms. */
const LONGEST_PAUSE_MS = 60_000;

/** Calls of Botpress with limits of our own. */
export function createApi(client: Client, clock: Clock): BotpressApi {
  let health: CallHealth = { ok: true, since: clock.now() };
  const note = (ok: boolean, reason?: string): void => {
    if (health.ok !== ok || health.reason !== reason) health = { ok, since: clock.now(), ...(reason === undefined ? {} : { reason }) };
  };
  let busyUntil = 0;
  const call = async <T>(work: (used: Client) => Promise<T>): Promise<T> => {
    // Botpress counts calls of the whole bot: whoever asks meanwhile makes it worse for everybody.
    if (clock.now() < busyUntil) throw new BatonError('rate_limited', 'Botpress asked to wait.', { retryAfterMs: busyUntil - clock.now() });
    const late = Promise.withResolvers<never>();
    // The client's own limit begins again with every byte; this one does not.
    const cancel = clock.after(ANSWER_MS, () => late.reject(new BatonError('unavailable', `Botpress has not answered for ${ANSWER_MS / 1000} s.`)));
    try {
      const answer = await Promise.race([work(client), late.promise]);
      note(true);
      return answer;
    } catch (error) {
      const fault = toBotpressFault(error);
      if (fault.code === 'rate_limited') busyUntil = clock.now() + Math.min(fault.retryAfterMs ?? 0, LONGEST_PAUSE_MS);
      // A conversation that is gone says nothing about Botpress.
      if (isBatonError(fault, 'unavailable')) note(false, fault.message);
      throw fault;
    } finally {
      cancel();
    }
  };
  const put: BotpressApi['say'] = async ({ conversationId, userId, tagName }, { tag, type, payload }) => {
    await call((used) => used.getOrCreateMessage({ conversationId, userId, type, payload: { ...payload }, tags: { [tagName]: tag }, discriminateByTags: [tagName] }));
  };
  return {
    call,
    async say(place, part) {
      try {
        await put(place, part);
      } catch (error) {
        if (part.plain === undefined || !isBatonError(error, 'invalid_input', 'too_large')) throw error;
        await put(place, { tag: `${part.tag}~plain`, type: 'text', payload: { text: part.plain } });
      }
    },
    health: () => health,
  };
}
