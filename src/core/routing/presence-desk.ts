import { BatonError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { RoutingStore } from '../ports/routing-store.ts';
import type { ChosenPresence, OwnPresence } from '../protocol.ts';
import { readAgents, readSnapshot, type RoutingSources } from './read-snapshot.ts';
import { routingOf } from './settings.ts';
import type { RoutingAgent, RoutingSnapshot } from './snapshot.ts';

/** Where people say how they are there, and see how colleagues are. */
export type PresenceDesk = {
  /** How somebody is there. Throws `not_found`. */
  own(staffId: string): Promise<OwnPresence>;
  /** How everybody is there, by id. */
  everybody(): Promise<ReadonlyMap<string, OwnPresence>>;
  /** Somebody says how they are there; without an open console it holds for `minutes`, where they are given. */
  choose(staffId: string, chosen: ChosenPresence, minutes?: number): Promise<OwnPresence>;
  /** Consoles of theirs are open. */
  seen(staffIds: readonly string[]): Promise<void>;
  /** Everybody of the staff, with what they have in hand. */
  people(): Promise<readonly RoutingAgent[]>;
  /** Who is there and who waits, in the order of the queue. */
  snapshot(): Promise<RoutingSnapshot>;
  /** Calls back when somebody has said how they are there. */
  onChange(listener: (staffId: string) => void): () => void;
};

/** Presence over the store; by the clock, so that it survives restarts. */
export function createPresenceDesk(sources: RoutingSources & { readonly routing: RoutingStore }, clock: Clock): PresenceDesk {
  const { routing, policy } = sources;
  const awayAt = (now: number): number => now + routingOf(policy()).awaySeconds * 1_000;
  const everybody = async (): Promise<ReadonlyMap<string, OwnPresence>> => {
    const [agents, stored] = await Promise.all([readAgents(sources, clock.now()), routing.presence()]);
    const chosenBy = new Map(stored.map((row) => [row.staffId, row.chosen]));
    const { assign } = routingOf(policy());
    return new Map(
      agents.map(({ id, presence, because }) => {
        const chosen = chosenBy.get(id);
        return [id, { presence, ...(chosen === undefined ? {} : { chosen }), ...(because === undefined ? {} : { because }), assign }];
      }),
    );
  };
  const own = async (staffId: string): Promise<OwnPresence> => {
    const mine = (await everybody()).get(staffId);
    if (!mine) throw new BatonError('not_found', '没有这位同事。 · There is no such colleague.');
    return mine;
  };
  return {
    own,
    everybody,
    async choose(staffId, chosen, minutes) {
      const now = clock.now();
      await routing.choose(staffId, chosen, now, minutes === undefined ? awayAt(now) : now + minutes * 60_000);
      return own(staffId);
    },
    seen: (staffIds) => routing.seen(staffIds, awayAt(clock.now())),
    people: () => readAgents(sources, clock.now()),
    snapshot: () => readSnapshot(sources, clock.now()),
    onChange: (listener) => routing.onPresence(listener),
  };
}
