import type { Policy } from '../policy.ts';
import type { Staff } from '../ports/access-store.ts';
import type { Load, RoutingStore } from '../ports/routing-store.ts';
import { presenceOf, type StoredPresence } from './presence.ts';
import { rankWaiting } from './rank-waiting.ts';
import type { RoutingAgent, RoutingSnapshot } from './snapshot.ts';
import { profileOf, type StaffPlan } from './staff-plan.ts';

/** What a snapshot is read from. */
export type RoutingSources = {
  readonly routing: Pick<RoutingStore, 'presence' | 'loads' | 'waiting'>;
  /** Everybody of the staff. */
  readonly staff: () => Promise<readonly Staff[]>;
  readonly policy: () => Policy;
  readonly plan: () => StaffPlan;
};

/** Waiting customers that are looked at, those who have waited longest. */
const MOST_WAITING = 2_000;

/** Everybody of the staff as they are at `now`, Unix ms. */
export async function readAgents({ routing, staff, policy, plan }: RoutingSources, now: number): Promise<RoutingAgent[]> {
  const [people, stored, loads] = await Promise.all([staff(), routing.presence(), routing.loads()]);
  return toAgents(people, stored, loads, policy(), plan(), now);
}

/** Who is there and who waits, at `now`, Unix ms. */
export async function readSnapshot(sources: RoutingSources, now: number): Promise<RoutingSnapshot> {
  const [agents, waiting] = await Promise.all([readAgents(sources, now), sources.routing.waiting(MOST_WAITING, now)]);
  return { now, agents, waiting: rankWaiting(waiting, now) };
}

function toAgents(people: readonly Staff[], stored: readonly StoredPresence[], loads: ReadonlyMap<string, Load>, policy: Policy, plan: StaffPlan, now: number): RoutingAgent[] {
  const byId = new Map(stored.map((row) => [row.staffId, row]));
  return people.map(({ id, name, role }) => {
    const { hours, ...profile } = profileOf(plan, { id, name }, policy);
    const row = byId.get(id);
    return { id, name, role, ...profile, ...presenceOf(row, hours, now), usesPresence: row !== undefined, load: loads.get(id)?.count ?? 0, assignedAt: row?.assignedAt };
  });
}
