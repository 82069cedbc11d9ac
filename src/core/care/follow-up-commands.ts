import { BatonError } from '../errors.ts';
import { cleanText, shorten } from '../text.ts';
import type { Policy } from '../policy.ts';
import type { CareStore } from '../ports/care-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Agent } from '../ports/desk.ts';
import type { Store } from '../ports/store.ts';
import { followUpDue, lateKey, lateTimer } from './follow-up.ts';
import type { FollowUp } from './state.ts';

/** What staff can do with follow-ups. All throw `not_found`, `forbidden` for whose task it is not, and `conflict` where it is done. */
export type FollowUpDesk = {
  /** Open ones that this person may see, earliest due first: their own, their team's, and for leads all; or those done lately. */
  list(agent: Agent, state: 'open' | 'done', limit: number): Promise<FollowUp[]>;
  /** Takes a follow-up that is nobody's; a lead also one of a colleague. */
  take(id: string, agent: Agent): Promise<void>;
  /** The customer was called; `result` says what came of it. Throws `invalid_input` without words. */
  finish(id: string, agent: Agent, result: string): Promise<void>;
  /** The customer was not reached: another try is due on the next working time, and after the last one it ends. Answers whether it has ended. */
  notReached(id: string, agent: Agent, note: string): Promise<boolean>;
};

const RESULT = 2_000;
/** Pause before the next try: most people are there at another time of day, ms. */
const PAUSE = 4 * 3_600_000;

/** The follow-ups over the store. */
export function createFollowUpDesk({ store, care, clock, policy }: { readonly store: Store; readonly care: CareStore; readonly clock: Clock; readonly policy: () => Policy }): FollowUpDesk {
  const find = async (id: string, agent: Agent, isTaking: boolean): Promise<FollowUp> => {
    const found = await care.followUp(id);
    if (!found) throw new BatonError('not_found', '没有这个回访任务。 · There is no such follow-up.');
    if (!maySee(found, agent)) throw new BatonError('forbidden', '这个回访由主管处理。 · This follow-up is for leads.');
    if (found.owner && found.owner.id !== agent.id && agent.role !== 'lead') throw new BatonError('forbidden', isTaking ? '这个回访已经由同事负责。 · A colleague has this follow-up.' : '只有负责人或主管能处理这个回访。 · Only its owner or a lead can settle this follow-up.');
    if (found.done) throw new BatonError('conflict', '这个回访已经处理完了。 · This follow-up is done already.');
    return found;
  };
  const seenOf = ({ owner, tries }: FollowUp) => ({ ownerId: owner?.id, tries });
  const settle = async (found: FollowUp, agent: Agent, outcome: 'done' | 'not_reached', result: string): Promise<void> => {
    await store.update(found.conversationId, () => ({ care: { touchFollowUp: { id: found.id, seen: seenOf(found), done: { outcome, result, by: agent.name } } }, timers: { cancel: [lateKey(found.id)] } }), clock.now(), { by: agent.id });
  };
  return {
    async list(agent, state, limit) {
      return care.followUps(state, limit, agent.role === 'lead');
    },
    async take(id, agent) {
      const found = await find(id, agent, true);
      const owner = { id: agent.id, name: agent.name };
      await store.update(
        found.conversationId,
        () => ({ care: { touchFollowUp: { id, owner, seen: seenOf(found) } }, ...(found.lateAt === undefined ? { timers: { set: [lateTimer({ id, dueAt: found.dueAt, owner })] } } : {}) }),
        clock.now(),
        { by: agent.id },
      );
    },
    async finish(id, agent, result) {
      const words = shorten(cleanText(result), RESULT);
      await settle(await find(id, agent, false), agent, 'done', words);
    },
    async notReached(id, agent, note) {
      const found = await find(id, agent, false);
      const words = shorten(note.toWellFormed().replaceAll('\0', '').trim(), RESULT);
      const now = clock.now();
      if (found.tries + 1 >= (policy().care?.followUp.tries ?? 1)) {
        await settle(found, agent, 'not_reached', words);
        return true;
      }
      const dueAt = followUpDue(policy(), found.team, PAUSE, now + PAUSE);
      const owner = found.owner ?? { id: agent.id, name: agent.name };
      await store.update(
        found.conversationId,
        () => ({ care: { touchFollowUp: { id, owner, seen: seenOf(found), nextTryAt: dueAt, ...(words === '' ? {} : { note: words }) } }, timers: { set: [lateTimer({ id, dueAt, owner })] } }),
        now,
        { by: agent.id },
      );
      return false;
    },
  };
}

/** Those of the leads are seen by leads only; all others by everybody who serves. */
function maySee({ forLeads }: FollowUp, { role }: Agent): boolean {
  return !forLeads || role === 'lead';
}
