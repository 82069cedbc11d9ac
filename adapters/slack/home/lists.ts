import type { Staff } from '#core/ports/access-store.ts';
import type { ConversationSummary } from '#core/protocol.ts';
import { scoreOf } from '#core/routing/rank-waiting.ts';
import type { SlackContext } from '../context.ts';

/** What somebody of the staff looks at first. One can stand in several lists. */
export type Lists = { readonly mine: readonly ConversationSummary[]; readonly waiting: readonly ConversationSummary[]; readonly atRisk: readonly ConversationSummary[] };

const LOOKED_AT = 300;

/** What is theirs, who waits (in the order of the queue), and where a time limit is near or broken (most pressing first). */
export async function gatherLists({ store, views, clock }: Pick<SlackContext, 'store' | 'views' | 'clock'>, staff: Staff): Promise<Lists> {
  const all = await views.summaries(await store.conversations(['waiting', 'human'], LOOKED_AT));
  const now = clock.now();
  const due = ({ limits }: ConversationSummary): number => Math.min(...(limits ?? []).map(({ dueAt, brokenAt }) => brokenAt ?? dueAt ?? Infinity));
  const isAtRisk = ({ limits }: ConversationSummary): boolean => (limits ?? []).some(({ warnAt, brokenAt, dueAt }) => brokenAt !== undefined || (dueAt !== undefined && (warnAt ?? dueAt) <= now));
  return {
    mine: all.filter(({ state, agentId }) => state === 'human' && agentId === staff.id),
    waiting: all.filter(({ state, callback }) => state === 'waiting' && callback === undefined).toSorted(byQueue(now)),
    atRisk: all.filter(isAtRisk).toSorted((a, b) => due(a) - due(b)),
  };
}

/** The order in which Baton itself brings people who wait to somebody (`rankWaiting`). */
function byQueue(now: number): (a: ConversationSummary, b: ConversationSummary) => number {
  const points = ({ rank }: ConversationSummary): number => (rank ? scoreOf(rank, now) : 0);
  return (a, b) => points(b) - points(a) || (a.waitingSince ?? 0) - (b.waitingSince ?? 0) || (a.id < b.id ? -1 : 1);
}
