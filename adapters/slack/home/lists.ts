import type { Staff } from '#core/ports/access-store.ts';
import type { ConversationSummary } from '#core/protocol.ts';
import type { SlackContext } from '../context.ts';

/** What somebody of the staff looks at first. One can stand in several lists. */
export type Lists = { readonly mine: readonly ConversationSummary[]; readonly waiting: readonly ConversationSummary[]; readonly atRisk: readonly ConversationSummary[] };

const LOOKED_AT = 300;

/** What is theirs, who waits (longest first), and where a time limit is near or broken (most pressing first). */
export async function gatherLists({ store, views, clock }: Pick<SlackContext, 'store' | 'views' | 'clock'>, staff: Staff): Promise<Lists> {
  const all = await views.summaries(await store.conversations(['waiting', 'human'], LOOKED_AT));
  const now = clock.now();
  const due = ({ limits }: ConversationSummary): number => Math.min(...(limits ?? []).map(({ dueAt, brokenAt }) => brokenAt ?? dueAt ?? Infinity));
  const isAtRisk = ({ limits }: ConversationSummary): boolean => (limits ?? []).some(({ warnAt, brokenAt, dueAt }) => brokenAt !== undefined || (dueAt !== undefined && (warnAt ?? dueAt) <= now));
  return {
    mine: all.filter(({ state, agentId }) => state === 'human' && agentId === staff.id),
    waiting: all.filter(({ state, callback }) => state === 'waiting' && callback === undefined).toSorted((a, b) => (a.waitingSince ?? 0) - (b.waitingSince ?? 0)),
    atRisk: all.filter(isAtRisk).toSorted((a, b) => due(a) - due(b)),
  };
}
