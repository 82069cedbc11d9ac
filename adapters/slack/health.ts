import { isBatonError, toBatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { BotIdentity } from './bolt.ts';
import { EVERY_SCOPE } from './manifest.ts';
import type { SlackApi } from './slack-api.ts';
import { readSlackFault, type SlackFault } from './slack-fault.ts';

/** Something that is wrong with Slack. `what`: `token`, `scope`, `room`, `shared` (another company reads a room of the staff), `away` (Slack does not answer), `requests` (nothing comes in). */
export type SlackTrouble = { readonly what: 'token' | 'scope' | 'room' | 'shared' | 'away' | 'requests'; readonly detail: string; /** Unix ms. */ readonly since: number };

/** What a room is found to be. */
export type RoomState = { readonly channel: string; readonly name: string | undefined; readonly fault: string | undefined };

/** Looks after the connection to Slack. */
export type SlackHealth = {
  identity(): BotIdentity & { readonly url?: string };
  /** What is wrong now; empty once it has been looked and all is well. */
  troubles(): readonly SlackTrouble[];
  rooms(): readonly RoomState[];
  /** Has Slack answered yet? */
  isKnown(): boolean;
  /** Told how calls go; a refusal that concerns the token or a room makes it look again at once. */
  onAnswer(answer: 'ok' | 'away' | SlackFault): void;
  /** Looks now; resolves when it has. */
  look(): Promise<void>;
  stop(): void;
};

/** How often is looked, ms. */
const EVERY_MS = 30_000;
/** After trouble it is looked so soon again, ms. */
const SOON_MS = 1_000;
/** Slack's word for a channel that people of another company read too. */
const SHARED = 'is_ext_shared';

/**
 * Asks Slack every half a minute who we are, which scopes we have and whether the rooms can be posted to. Never throws, and
 * nothing waits for it. `requests`: what is wrong with how requests come in, if anything.
 */
export function watchHealth(options: { readonly api: () => SlackApi; readonly clock: Clock; readonly rooms: () => readonly string[]; /** A customers' channel: others may read it. */ readonly mayBeShared?: (channel: string) => boolean; readonly requests: () => string | undefined; readonly onChange: (troubles: readonly SlackTrouble[]) => void }): SlackHealth {
  const { api, clock, rooms, requests, onChange, mayBeShared = () => false } = options;
  let identity: BotIdentity & { readonly url?: string } = {};
  let found: readonly SlackTrouble[] = [];
  let seenRooms: readonly RoomState[] = [];
  let isKnown = false;
  let isStopped = false;
  let looking: Promise<void> | undefined;
  let cancel = (): void => undefined;
  let soonAt = 0;

  const lookAt = async (): Promise<Omit<SlackTrouble, 'since'>[]> => {
    const troubles: Omit<SlackTrouble, 'since'>[] = [];
    try {
      const who = await api().call((web) => web.auth.test());
      identity = { ...(who.bot_id === undefined ? {} : { botId: who.bot_id }), ...(who.user_id === undefined ? {} : { botUserId: who.user_id }), ...(who.team_id === undefined ? {} : { teamId: who.team_id }), ...(who.enterprise_id === undefined ? {} : { enterpriseId: who.enterprise_id }), ...(who.url === undefined ? {} : { url: who.url }) };
      const scopes = who.response_metadata?.scopes;
      const missing = scopes === undefined ? [] : EVERY_SCOPE.filter((scope) => !scopes.includes(scope));
      if (missing.length > 0) troubles.push({ what: 'scope', detail: missing.join(', ') });
    } catch (error) {
      if (isBatonError(error, 'rate_limited')) return found.filter(({ what }) => what !== 'requests');
      return [{ what: readSlackFault(error) ? 'token' : 'away', detail: readSlackFault(error)?.code ?? toBatonError(error).message }];
    }
    const states: RoomState[] = [];
    const wanted = rooms();
    if (wanted.length === 0) troubles.push({ what: 'room', detail: 'SLACK_CHANNEL' });
    for (const channel of wanted) {
      const state = await lookAtRoom(channel);
      if (state === 'away') return [...troubles, { what: 'away', detail: channel }];
      states.push(state);
      if (state.fault !== undefined) troubles.push({ what: state.fault === SHARED ? 'shared' : 'room', detail: `${state.name === undefined ? channel : `#${state.name}`} (${state.fault})` });
    }
    seenRooms = states;
    return troubles;
  };
  const lookAtRoom = async (channel: string): Promise<RoomState | 'away'> => {
    try {
      const info = (await api().call((web) => web.conversations.info({ channel }))).channel;
      return { channel, name: info?.name, fault: info?.is_archived ? 'is_archived' : info?.is_member === false ? 'not_in_channel' : info?.is_ext_shared === true && !mayBeShared(channel) ? SHARED : undefined };
    } catch (error) {
      const fault = readSlackFault(error);
      if (fault) return { channel, name: seenRooms.find((room) => room.channel === channel)?.name, fault: fault.code };
      return isBatonError(error, 'rate_limited') ? (seenRooms.find((room) => room.channel === channel) ?? { channel, name: undefined, fault: undefined }) : 'away';
    }
  };
  const look = (): Promise<void> => {
    looking ??= (async () => {
      cancel();
      const now = await lookAt();
      const closed = requests();
      const troubles = [...now, ...(closed === undefined ? [] : [{ what: 'requests' as const, detail: closed }])].map((trouble) => ({ ...trouble, since: found.find((old) => old.what === trouble.what && old.detail === trouble.detail)?.since ?? clock.now() }));
      const hasChanged = !isKnown || troubles.length !== found.length || troubles.some((trouble, i) => trouble.detail !== found[i]?.detail || trouble.what !== found[i]?.what);
      found = troubles;
      isKnown = true;
      if (hasChanged && !isStopped) onChange(troubles);
    })().finally(() => {
      looking = undefined;
      if (!isStopped) cancel = clock.after(EVERY_MS, () => void look());
    });
    return looking;
  };
  return {
    identity: () => identity,
    troubles: () => found,
    rooms: () => seenRooms,
    isKnown: () => isKnown,
    onAnswer(answer) {
      if (isStopped || looking) return;
      const isBad = answer !== 'ok' && (answer === 'away' || ['token', 'scope', 'room'].includes(answer.kind));
      const isGood = answer === 'ok' && found.some(({ what }) => what === 'away' || what === 'token');
      // Not for each of many failing calls.
      if ((isBad || isGood) && clock.now() >= soonAt) {
        soonAt = clock.now() + SOON_MS * 5;
        cancel();
        cancel = clock.after(SOON_MS, () => void look());
      }
    },
    look,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
