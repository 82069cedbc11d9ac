import type { Change } from '../change.ts';
import type { Conversation } from '../conversation.ts';
import { BatonError } from '../errors.ts';
import { cleanText, shorten } from '../text.ts';
import type { Policy } from '../policy.ts';
import type { CareStore } from '../ports/care-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Agent } from '../ports/desk.ts';
import type { Store } from '../ports/store.ts';
import type { PresenceDesk } from '../routing/presence-desk.ts';
import { hasGone, worksBetween } from '../routing/shifts.ts';
import type { StaffPlan } from '../routing/staff-plan.ts';
import { followUpDue, lateKey, lateTimer } from './follow-up.ts';
import type { FollowUp } from './state.ts';
import { sayNotReached } from './wording.ts';

/**
 * What staff can do with follow-ups. All throw `not_found`, `forbidden` for whose task it is not, and `conflict` where it is
 * done. A `commandId` takes effect once; under the same id with other words it is a `conflict`.
 */
export type FollowUpDesk = {
  /** Open ones that this person may see, earliest due first: their own, their team's, and for leads all; or those done lately. */
  list(agent: Agent, state: 'open' | 'done', limit: number): Promise<FollowUp[]>;
  /** Those of them whose owner has gone and is not on shift again before they are due: a colleague may take them. */
  left(followUps: readonly FollowUp[]): Promise<ReadonlySet<string>>;
  /** Takes a follow-up that is nobody's, or of a colleague who has gone; a lead any. */
  take(id: string, agent: Agent, commandId?: string): Promise<void>;
  /** The customer was called; `result` says what came of it. Throws `invalid_input` without words. */
  finish(id: string, agent: Agent, result: string, commandId?: string): Promise<void>;
  /** The customer was not reached: another try is due on the next working time; the last one ends it, and the customer is told how to go on. Answers whether it has ended. */
  notReached(id: string, agent: Agent, note: string, commandId?: string): Promise<boolean>;
};

const RESULT = 2_000;
/** Pause before the next try: most people are there at another time of day, ms. */
const PAUSE = 4 * 3_600_000;

/** What follow-ups are read and written by, and what tells who is there. */
export type FollowUpParts = {
  readonly store: Store;
  readonly care: CareStore;
  readonly clock: Clock;
  readonly policy: () => Policy;
  readonly plan: () => StaffPlan;
  readonly presence: Pick<PresenceDesk, 'everybody'>;
};

/** The follow-ups over the store. */
export function createFollowUpDesk({ store, care, clock, policy, plan, presence }: FollowUpParts): FollowUpDesk {
  const find = async (id: string, agent: Agent): Promise<FollowUp> => {
    const found = await care.followUp(id);
    if (!found) throw new BatonError('not_found', '没有这个回访任务。 · There is no such follow-up.');
    if (!maySee(found, agent)) throw new BatonError('forbidden', '这个回访由主管处理。 · This follow-up is for leads.');
    return found;
  };
  /** Takes a step on what was read; what has changed since is a `conflict`, and a step that comes again under its id is no step. */
  const step = async (found: FollowUp, agent: Agent, decide: (conversation: Conversation) => Change, name: string, words: string, commandId: string | undefined, isLeft = false): Promise<void> => {
    const command = commandId === undefined ? {} : { id: commandId, content: JSON.stringify([`follow_up_${name}`, found.id, agent.id, words]) };
    await store.update(
      found.conversationId,
      (conversation) => {
        requireOpen(found, agent, name, isLeft);
        return decide(conversation);
      },
      clock.now(),
      { by: agent.id, ...command },
    );
  };
  const left = async (followUps: readonly FollowUp[]): Promise<ReadonlySet<string>> => {
    const [there, now, ground] = [await presence.everybody(), clock.now(), { plan: plan(), policy: policy() }];
    return new Set(followUps.flatMap(({ id, owner, dueAt, done }) => (owner && !done && hasGone(owner, there.get(owner.id)?.presence, now, dueAt, ground) ? [id] : [])));
  };
  const seenOf = ({ owner, tries }: FollowUp) => ({ ownerId: owner?.id, tries });
  const settled = (found: FollowUp, agent: Agent, outcome: 'done' | 'not_reached', result: string): Change => ({
    care: { touchFollowUp: { id: found.id, seen: seenOf(found), done: { outcome, result, by: agent.name } } },
    timers: { cancel: [lateKey(found.id)] },
  });
  return {
    async list(agent, state, limit) {
      return care.followUps(state, limit, agent.role === 'lead');
    },
    left,
    async take(id, agent, commandId) {
      const found = await find(id, agent);
      const isLeft = (await left([found])).has(id);
      const owner = { id: agent.id, name: agent.name };
      await step(
        found,
        agent,
        () => ({ care: { touchFollowUp: { id, owner, seen: seenOf(found) } }, ...(found.lateAt === undefined ? { timers: { set: [lateTimer({ id, dueAt: found.dueAt, owner })] } } : {}) }),
        'take',
        '',
        commandId,
        isLeft,
      );
    },
    async finish(id, agent, result, commandId) {
      const words = shorten(cleanText(result), RESULT);
      const found = await find(id, agent);
      await step(found, agent, () => settled(found, agent, 'done', words), 'done', words, commandId);
    },
    async notReached(id, agent, note, commandId) {
      const found = await find(id, agent);
      const words = shorten(note.toWellFormed().replaceAll('\0', '').trim(), RESULT);
      const isLast = found.tries + 1 >= (policy().care?.followUp.tries ?? 1);
      let hasEnded = found.done !== undefined;
      const decide = (conversation: Conversation): Change => {
        hasEnded = isLast;
        if (isLast) return { ...settled(found, agent, 'not_reached', words), ...(mayTell(found, conversation) ? { messages: [sayNotReached(conversation.language)] } : {}) };
        const now = clock.now();
        const dueAt = followUpDue(policy(), found.team, PAUSE, now + PAUSE);
        const tried = found.owner ?? { id: agent.id, name: agent.name };
        // The next try is of whoever is there by then.
        const owner = worksBetween(tried, now + PAUSE, dueAt, { plan: plan(), policy: policy() }) ? tried : undefined;
        return { care: { touchFollowUp: { id, owner: owner ?? 'team', seen: seenOf(found), nextTryAt: dueAt, ...(words === '' ? {} : { note: words }) } }, timers: { set: [lateTimer({ id, dueAt, ...(owner ? { owner } : {}) })] } };
      };
      await step(found, agent, decide, 'not_reached', words, commandId);
      return hasEnded;
    },
  };
}

/** Throws `forbidden` for a colleague's task, unless it is taken and they have left it, and `conflict` for one that is done. */
function requireOpen({ owner, done }: FollowUp, agent: Agent, step: string, isLeft: boolean): void {
  if (owner && owner.id !== agent.id && agent.role !== 'lead' && !isLeft) throw new BatonError('forbidden', step === 'take' ? '这个回访已经由同事负责。 · A colleague has this follow-up.' : '只有负责人或主管能处理这个回访。 · Only its owner or a lead can settle this follow-up.');
  if (done) throw new BatonError('conflict', '这个回访已经处理完了。 · This follow-up is done already.');
}

/** Only who was told that somebody would call hears that it was in vain, and nobody who is with a person again. */
function mayTell({ cause }: FollowUp, { state }: Conversation): boolean {
  return cause.kind !== 'churn' && (state === 'closed' || state === 'bot');
}

/** Those of the leads are seen by leads only; all others by everybody who serves. */
function maySee({ forLeads }: FollowUp, { role }: Agent): boolean {
  return !forLeads || role === 'lead';
}
