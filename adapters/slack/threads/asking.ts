import type { WebClient } from '@slack/web-api';
import { isBatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { SlackApi } from '../slack-api.ts';
import { readSlackFault, type SlackFault } from '../slack-fault.ts';
import type { Pace } from './pace.ts';

/** Everything rests under this key while Slack cannot be reached or the token is worth nothing. */
export const EVERYTHING = '*';
/** What is wrong for longer is tried again so often, ms: what was mended shows within the minute. */
const MENDED_MS = 15_000;
const FIRST_AWAY_MS = 1_000;

/** What is wrong with Slack, since when (Unix ms); `code` is Slack's own word, or `unreachable`. */
export type Trouble = { readonly kind: SlackFault['kind'] | 'away'; readonly code: string; readonly needed?: string; readonly room?: string; readonly since: number };

/** Asks Slack at its pace, and remembers what is wrong. */
export type Asking = {
  /** Makes one call. `key` is its pace, `room` where it goes; a failure makes them rest and comes out. */
  ask<T>(key: string, room: string, call: (api: SlackApi) => Promise<T>): Promise<T>;
  /** The same with Slack's own client. */
  web<T>(key: string, room: string, call: (web: WebClient) => Promise<T>): Promise<T>;
  /** When such a call may go, Unix ms. */
  readyAt(key: string, room: string): number;
  /** Since when a room is lost, and with which word. */
  roomTrouble(room: string): Trouble | undefined;
  troubles(): readonly Trouble[];
};

/** The key under which nothing goes to a room. */
const roomKey = (room: string): string => `room:${room}`;

/** Asks at this pace. */
export function createAsking(api: SlackApi, pace: Pace, clock: Pick<Clock, 'now'>): Asking {
  const troubles = new Map<string, Trouble>();
  let awayTries = 0;
  const note = (key: string, trouble: Omit<Trouble, 'since'>): void => {
    const before = troubles.get(key);
    troubles.set(key, { ...trouble, since: before?.code === trouble.code ? before.since : clock.now() });
  };
  const failed = (error: unknown, key: string, room: string): void => {
    if (isBatonError(error, 'rate_limited')) return pace.rest(key, error.retryAfterMs ?? 1_000);
    const fault = readSlackFault(error);
    if (fault?.kind === 'token') {
      note(EVERYTHING, fault);
      pace.rest(EVERYTHING, MENDED_MS);
    } else if (fault?.kind === 'scope') {
      note(key, fault);
      pace.rest(key, MENDED_MS);
    } else if (fault?.kind === 'room') {
      note(roomKey(room), { ...fault, room });
      pace.rest(roomKey(room), MENDED_MS);
    } else if (isBatonError(error, 'unavailable')) {
      note(EVERYTHING, { kind: 'away', code: 'unreachable' });
      pace.rest(EVERYTHING, Math.min(MENDED_MS, FIRST_AWAY_MS * 2 ** awayTries++));
    }
  };
  const ask: Asking['ask'] = async (key, room, call) => {
    pace.went(key);
    try {
      const result = await call(api);
      awayTries = 0;
      for (const known of [EVERYTHING, key, roomKey(room)]) troubles.delete(known);
      return result;
    } catch (error) {
      failed(error, key, room);
      throw error;
    }
  };
  return {
    ask,
    web: (key, room, call) => ask(key, room, (each) => each.call(call)),
    readyAt: (key, room) => Math.max(pace.readyAt(EVERYTHING), pace.readyAt(key), pace.readyAt(roomKey(room))),
    roomTrouble: (room) => troubles.get(roomKey(room)),
    troubles: () => [...troubles.values()],
  };
}
