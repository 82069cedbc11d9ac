import { openTasks } from '#core/cases/case.ts';
import { CASE_TIMERS, timersOf } from '#core/cases/case-timers.ts';
import type { CaseEvent } from '#core/cases/event.ts';
import { createCustomerCommands } from '#core/customer-commands.ts';
import { expireOffer } from '#core/desk/pass-on.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import { BatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Agent } from '#core/ports/desk.ts';
import type { Store } from '#core/ports/store.ts';
import type { HistoryEvent } from './history.ts';
import type { Random } from './random.ts';
import { COMPLAINT, POLICY, QUESTION } from './shop.ts';

/** Everybody of the staff: two agents and a lead. */
export const STAFF: readonly Agent[] = [
  { id: 'chen', name: '陈晨', role: 'agent' },
  { id: 'wu', name: '吴迪', role: 'agent' },
  { id: 'lin', name: '林岚', role: 'lead' },
];

/** What people need. */
type PeopleParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly id: string;
  readonly address: string;
  readonly channel: string;
  readonly record: (event: HistoryEvent) => void;
};

/** People who do something now and then, allowed or not; each step is one transaction. Resolves when it is done or refused. */
export function createPeople(parts: PeopleParts): { readonly act: () => Promise<void> } {
  const { store, clock, random, id, record } = parts;
  const desk = createDeskCommands(store, clock, { policy: () => POLICY, staff: () => Promise.resolve(STAFF), article: () => Promise.resolve({ language: 'zh', title: '退款多久到账' }) });
  const customers = createCustomerCommands(store, clock, (text) => text, () => POLICY);
  let said = 0;

  const customerSays = async (): Promise<void> => {
    const number = ++said;
    const text = `${random.chance(0.3) ? COMPLAINT : QUESTION} ${number}`;
    const send = () => store.accept({ channel: parts.channel, address: parts.address, externalId: `${parts.address}-${number}`, text, language: 'zh' }, clock.now());
    await send();
    // The answer got lost on the way, and the page tries again.
    if (random.chance(0.1)) await send();
  };
  const agentSays = async (agent: Agent): Promise<void> => {
    const number = ++said;
    const text = `${agent.name} ${number}`;
    const send = () => desk.reply(id, agent, text, `${agent.id}-command-${number}`);
    await send();
    if (random.chance(0.1)) await send();
    const standing = await store.conversation(id);
    if (standing) record({ kind: 'said', agentId: agent.id, text, standing });
  };
  /** A colleague does something for the customer's case, wherever the conversation is. */
  const caseStep = async (agent: Agent): Promise<void> => {
    const by = { kind: 'staff', id: agent.id, name: agent.name, isLead: true } as const;
    await store.update(
      id,
      ({ case: record }) => {
        if (!record) return undefined;
        const task = openTasks(record)[0];
        const event: CaseEvent = task
          ? { kind: 'finish_task', by, taskId: task.id, result: '好了' }
          : record.state === 'decided'
            ? { kind: 'ask', by }
            : random.chance(0.5)
              ? { kind: 'add_task', by, department: 'repairs', text: '检查', urgency: 'soon' }
              : { kind: 'decide', by, outcome: 'justified', remedy: 'repair', text: '我们来修。', compensation: 0 };
        return { case: { events: [event] } };
      },
      clock.now(),
    );
  };
  const steps: readonly ((agent: Agent) => Promise<unknown>)[] = [
    (agent) => desk.claim(id, agent),
    (agent) => desk.claim(id, agent),
    agentSays,
    agentSays,
    (agent) => desk.handBack(id, agent, random.pick([{}, { text: '先这样' }, { resume: { kind: 'article', articleId: 'refund-time' } }, { text: '好的', resume: { kind: 'question', text: '还需要别的吗？' } }])),
    (agent) => desk.release(id, agent),
    (agent) => desk.transfer(id, agent, random.pick([{ agentId: random.pick(STAFF).id }, { agentId: random.pick(STAFF).id }, { team: 'vip' }])),
    (agent) => desk.accept(id, agent),
    (agent) => desk.accept(id, agent),
    (agent) => desk.decline(id, agent),
    (agent) => desk.takeOver(id, agent),
    (agent) => desk.join(id, agent),
    (agent) => desk.leave(id, agent),
    (agent) => desk.note(id, agent, '备注', `note-${++said}`),
    (agent) => desk.close(id, agent, 'resolved'),
    caseStep,
    caseStep,
  ];
  const staffActs = async (): Promise<void> => {
    // Mostly whoever can do something now, sometimes anybody at all.
    const conversation = await store.conversation(id);
    const owner = STAFF.find((person) => person.id === conversation?.agentId);
    if (owner && random.chance(0.4)) return agentSays(owner);
    await random.pick(steps)(owner && random.chance(0.5) ? owner : random.pick(STAFF));
  };
  /** The clock of the case, as if it had been turned on to one of its timers: also those that were set before a person came, and fire after it. */
  const caseTimerFires = async (): Promise<void> => {
    await store.update(
      id,
      (conversation, handover) => {
        const { case: record } = conversation;
        const timers = record ? timersOf({ record, isWithPerson: random.chance(0.5) }) : [];
        if (timers.length === 0) return undefined;
        const { data = {}, ...timer } = random.pick(timers);
        return CASE_TIMERS[timer.kind]?.({ ...timer, data }, conversation, handover, clock.now());
      },
      clock.now(),
    );
    // A colleague comes at that very moment.
    if (random.chance(0.3)) await desk.claim(id, random.pick(STAFF));
  };
  const timerFires = async (): Promise<void> => {
    if (random.chance(0.75)) return caseTimerFires();
    const offer = (await store.conversation(id))?.desk?.offer;
    if (offer && offer.until <= clock.now()) await store.update(id, (now) => expireOffer(now, offer.at, clock.now()), clock.now());
  };
  return {
    async act() {
      const roll = random.next();
      try {
        await (roll < 0.4 ? customerSays() : roll < 0.43 ? customers.end(id) : roll < 0.6 ? timerFires() : staffActs());
      } catch (error) {
        if (!(error instanceof BatonError)) throw error;
      }
    },
  };
}
