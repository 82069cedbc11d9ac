import type { Clock } from '#core/ports/clock.ts';
import type { RoutingStore } from '#core/ports/routing-store.ts';
import type { Store } from '#core/ports/store.ts';
import { assign, offerNext, takeBackSilent, withdrawOffer } from '#core/routing/assign.ts';
import { chooseAgent, type Chosen, type Had } from '#core/routing/choose-agent.ts';
import { rankWaiting } from '#core/routing/rank-waiting.ts';
import { readAgents, type RoutingSources } from '#core/routing/read-snapshot.ts';
import { routingOf } from '#core/routing/settings.ts';
import { isFree, isThere, type RoutingAgent, type WaitingCustomer } from '#core/routing/snapshot.ts';
import { callsLater } from '#core/waiting/callback.ts';
import { createPump, type Pump } from './pump.ts';

/** The store tells of every commit; so often at most is looked whether one concerns routing, ms. */
const LOOK_EVERY_MS = 200;
/** With many who wait and many who are there a look takes long: all looks together take a tenth of the time at most, and none is later than this, ms. */
const [PAUSE_EACH, LATEST_LOOK_MS] = [9, 2_000];
/** Waiting customers that are looked at, those who have waited longest. */
const MOST_WAITING = 2_000;
/** Customers whose earlier agents are asked for at once. */
const AT_ONCE = 50;
/** Open consoles say so often that somebody is there, ms; where nobody looked for longer, nothing is known of who is not. */
const LAPSE_MS = 30_000;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** Who puts conversations back and takes offers away. */
const ROUTING = 'routing';

/** What the routing worker is made with. */
export type RoutingWorkerOptions = RoutingSources & {
  readonly routing: RoutingStore;
  readonly store: Pick<Store, 'update'>;
  readonly clock: Clock;
  /** Real time, ms, that looks are measured by. */
  readonly stopwatch?: () => number;
  /** After each conversation that has come to somebody, or was taken back. */
  readonly onRouted: (conversationId: string, became: Chosen['by'] | 'silent' | 'withdrawn', agentId: string) => void;
  readonly onError: (error: unknown) => void;
};

/**
 * Brings those who wait to the people who are there, in the order of the queue; ends offers to people who are not there any
 * more, and takes back what they leave unanswered. Kicked by what the store tells and by every sweep, it looks at most every
 * 200 ms, and less often where looking takes long. It needs no leases: nothing happens outside of the store, and each step is one transaction that looks again whether
 * it still holds, so of several processes that try at once one does it. After a start, a sleep or a jump of the clock
 * nobody counts as having left before their consoles have had the time to report.
 */
export function createRoutingWorker(options: RoutingWorkerOptions): Pump {
  const { clock, policy, onError, stopwatch = () => performance.now() } = options;
  let tookMs = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let watchesSince = Number.NEGATIVE_INFINITY;
  const pump = createPump(async () => {
    const now = clock.now();
    if (now < lookedAt || now - lookedAt > LAPSE_MS) watchesSince = now;
    lookedAt = now;
    const begun = stopwatch();
    await routeOnce(options, now, now - watchesSince >= routingOf(policy()).awaySeconds * SECOND_MS).finally(() => void (tookMs = stopwatch() - begun));
    return false;
  }, onError);
  let cancel: (() => void) | undefined;
  let isWanted = false;
  const look = (): void => {
    isWanted = false;
    cancel = clock.after(Math.min(LATEST_LOOK_MS, Math.max(LOOK_EVERY_MS, tookMs * PAUSE_EACH)), () => {
      cancel = undefined;
      if (isWanted) look();
    });
    pump.kick();
  };
  return {
    kick() {
      if (cancel) isWanted = true;
      else look();
    },
    async stop() {
      cancel?.();
      await pump.stop();
    },
  };
}

async function routeOnce(options: RoutingWorkerOptions, now: number, knowsWhoLeft: boolean): Promise<void> {
  const { routing, policy } = options;
  // Where nobody uses presence there is nothing to do, and nothing else is read.
  if ((await routing.presence()).length === 0) return;
  const agents = (await readAgents(options, now)).filter(({ usesPresence }) => usesPresence);
  await followThoseAway(options, agents.filter((agent) => !isThere(agent) && (knowsWhoLeft || agent.because !== 'no_console')), now);
  if (routingOf(policy()).assign !== 'pull' && agents.some(isFree)) await bring(options, agents, now);
}

/** Brings whoever waits to whoever is free, as long as there are both. */
async function bring(options: RoutingWorkerOptions, everybody: readonly RoutingAgent[], now: number): Promise<void> {
  const { routing, policy, onRouted, onError } = options;
  const waiting = rankWaiting((await routing.waiting(MOST_WAITING, now)).filter(({ offeredTo }) => offeredTo === undefined), now);
  const settings = routingOf(policy());
  const ground = { now, vipTeam: settings.vipTeam, timeZone: policy().timeZone };
  const agents = new Map(everybody.map((agent) => [agent.id, agent]));
  for (let from = 0; from < waiting.length; from += AT_ONCE) {
    const free = [...agents.values()].filter(isFree).map(({ id }) => id);
    if (free.length === 0) return;
    const next = waiting.slice(from, from + AT_ONCE);
    const had = await routing.hadBefore(next.map(({ conversationId }) => conversationId), free);
    for (const one of next) {
      const chosen = chooseAgent(one, had.get(one.conversationId) ?? NOBODY, [...agents.values()], ground);
      if (!chosen) continue;
      const became = await give(one, chosen, options).catch((error: unknown) => {
        onError(error);
        return 'moved' as const;
      });
      const { agent, by } = chosen;
      if (became === 'done') onRouted(one.conversationId, by, agent.id);
      // Whoever cannot take it gets nothing more in this round; the next one knows more.
      if (became === 'done') agents.set(agent.id, { ...agent, load: agent.load + 1, assignedAt: now });
      else if (became !== 'moved') agents.set(agent.id, { ...agent, presence: 'busy' });
    }
  }
}

const NOBODY: Had = [];

function give({ conversationId, epoch }: WaitingCustomer, { agent, because }: Chosen, { routing, clock, policy }: RoutingWorkerOptions): Promise<'done' | 'gone' | 'full' | 'moved'> {
  const settings = routingOf(policy());
  const now = clock.now();
  const how = { epoch, because, acceptMs: settings.acceptSeconds * SECOND_MS };
  const to = { id: agent.id, name: agent.name };
  return routing.assign(
    conversationId,
    { staffId: agent.id, capacity: agent.capacity },
    (conversation, handover) =>
      // Meanwhile they may have agreed on a call instead, which is nobody's until it is due.
      callsLater(handover, now) ? undefined : settings.assign === 'offer' ? offerNext(conversation, to, how, now) : assign(conversation, handover, to, how, policy(), now),
    now,
  );
}

/** Ends offers to people who are not there, and takes back conversations of theirs whose customers wait too long. */
async function followThoseAway({ routing, store, policy, onRouted, onError }: RoutingWorkerOptions, away: readonly RoutingAgent[], now: number): Promise<void> {
  if (away.length === 0) return;
  // One that cannot be changed now must not keep all others waiting.
  const change = async (id: string, became: 'silent' | 'withdrawn', agentId: string, decide: Parameters<typeof store.update>[1]): Promise<void> => {
    try {
      await store.update(id, decide, now, { by: ROUTING });
      onRouted(id, became, agentId);
    } catch (error) {
      onError(error);
    }
  };
  for (const { id, desk } of await routing.offeredTo(away.map(({ id: each }) => each))) {
    const toId = desk?.offer?.to.id ?? '';
    await change(id, 'withdrawn', toId, (conversation) => withdrawOffer(conversation, toId, now));
  }
  const silentMs = routingOf(policy()).silentMinutes * MINUTE_MS;
  for (const { conversation, handover } of await routing.ownedBy(away.filter(({ load }) => load > 0).map(({ id }) => id))) {
    const how = { agentId: conversation.agentId ?? '', epoch: conversation.epoch, silentMs };
    if (takeBackSilent(conversation, handover, how, policy(), now) === undefined) continue;
    await change(conversation.id, 'silent', how.agentId, (current, open) => takeBackSilent(current, open, how, policy(), now));
  }
}
