import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '#core/change.ts';
import { transition } from '#core/transition.ts';
import type { Store } from '#core/ports/store.ts';
import type { AccessStore } from '#core/ports/access-store.ts';
import type { WebhookStore } from '#core/ports/webhook-store.ts';
import { EVENT_TYPES, type EventType } from '#core/webhooks/event.ts';
import type { Policy } from '#core/policy.ts';
import { event as described } from '#http/api/event-schemas.ts';
import { CASE_POLICY } from '../core/cases/sample-cases.ts';

/** A store with its webhooks and staff, under a policy. */
export type WebhookEventsUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string, policy: () => Policy) => Promise<{ readonly webhooks: WebhookStore; readonly store: Store; readonly access: AccessStore }>;
};

const NOW = 1_800_000_000_000;
const HOUR = 3600_000;
const LEASE = 30_000;
const CHEN = { id: 'chen', name: '陈晨' };
const WU = { id: 'wu', name: '吴迪' };

/** What every store tells webhooks of: each event is written with the change that it is about, in the form that the OpenAPI document says. */
export function describeWebhookEvents({ name, createPlace, open }: WebhookEventsUnderTest): void {
  describe(`${name} tells webhooks`, () => {
    let webhooks: WebhookStore;
    let store: Store;
    let access: AccessStore;
    let id: string;
    beforeEach(async () => {
      ({ webhooks, store, access } = await open(await createPlace(), () => CASE_POLICY));
      await webhooks.add({ url: 'https://a.example/', events: EVENT_TYPES, notes: false, secret: 'whsec_b25l' }, NOW);
      ({ id } = (await store.accept({ channel: 'web', address: 'v-1', externalId: 'message-1', text: '在吗', language: 'zh' }, NOW)).conversation);
      await told();
    });
    afterEach(() => store.close());

    const told = async (at = NOW) => {
      const all: { readonly type: EventType | 'test'; readonly data: Readonly<Record<string, unknown>> }[] = [];
      for (let taken = await webhooks.take(at, LEASE, 50); taken.length > 0; taken = await webhooks.take(at, LEASE, 50)) {
        for (const delivery of taken) {
          expect(described.safeParse(delivery.event).error?.issues).toBeUndefined();
          all.push(delivery.event);
          await webhooks.settle(delivery, { kind: 'told' }, at);
        }
      }
      return all;
    };
    /** What is told of a change that is decided on the conversation as it stands. */
    const toldOf = async (decide: Change | ((conversation: NonNullable<Awaited<ReturnType<Store['conversation']>>>) => Change), at = NOW) => {
      await store.update(id, (conversation) => (typeof decide === 'function' ? decide(conversation) : decide), at);
      return told(at);
    };
    const handOver = (): Promise<unknown> => toldOf((conversation) => ({ ownership: transition(conversation, { kind: 'hand_over' }), openHandover: { reason: 'asked', ruleId: 'r', words: [], priority: 'high', team: 'service', dueAt: NOW + HOUR } }));
    const claim = (who = CHEN): Promise<unknown> => toldOf((conversation) => ({ ownership: transition(conversation, { kind: 'claim', agentId: who.id }), agentName: who.name, touchHandover: { claimed: true } }));

    it('when a conversation is offered, declined, passed to a colleague and put back, and from whom', async () => {
      await handOver();
      await claim();
      const offer = { from: CHEN, to: WU, at: NOW, until: NOW + 120_000 };
      expect(await toldOf({ desk: { offer } })).toMatchObject([{ type: 'handover.offered', data: { offer: { to: WU, from: CHEN, until: NOW + 120_000 }, handover: { team: 'service' } } }]);
      expect(await toldOf({ desk: { offer, asked: [WU] } })).toEqual([]);
      expect(await toldOf({ desk: {}, messages: [{ author: 'system', visibility: 'staff', text: '', extras: { notice: { kind: 'offer_ended', agentName: WU.name, why: 'declined' } } }] })).toMatchObject([{ type: 'handover.offer_ended', data: { offer: { to: WU, why: 'declined' } } }]);
      await toldOf({ desk: { offer } });
      const passedOn = await toldOf((conversation) => ({ ownership: transition(conversation, { kind: 'transfer', agentId: CHEN.id, toId: WU.id }), agentName: WU.name }));
      expect(passedOn).toMatchObject([{ type: 'handover.transferred', data: { from: CHEN, conversation: { agentId: WU.id, agentName: WU.name } } }]);
      const released = await toldOf((conversation) => ({ ownership: transition(conversation, { kind: 'release' }), agentName: undefined, touchHandover: { requeued: { team: 'complaints' } } }));
      expect(released).toMatchObject([{ type: 'handover.released', data: { from: WU, handover: { team: 'complaints' }, conversation: { state: 'waiting' } } }]);
    });

    it('when Baton has given a conversation to somebody, and why', async () => {
      await handOver();
      const assigned = { at: NOW, until: NOW + 60_000, because: { zh: '空闲', en: 'free' } };
      const given = await toldOf((conversation) => ({ ownership: transition(conversation, { kind: 'claim', agentId: CHEN.id }), agentName: CHEN.name, desk: { assigned }, touchHandover: { claimed: true } }));
      expect(given).toMatchObject([{ type: 'handover.claimed', data: { assigned, conversation: { agentId: CHEN.id } } }]);
    });

    it('when a time limit is near, and when it is broken', async () => {
      await handOver();
      const line = (kind: 'limit_near' | 'limit_broken'): Change => ({ messages: [{ author: 'system', visibility: 'staff', text: '', extras: { notice: { kind, clock: 'firstReply', dueAt: NOW + 1 } } }] });
      expect(await toldOf(line('limit_near'))).toMatchObject([{ type: 'handover.warned', data: { limit: { clock: 'firstReply', dueAt: NOW + 1 } } }]);
      expect(await toldOf(line('limit_broken'))).toMatchObject([{ type: 'handover.breached' }]);
    });

    it('when the customer sets right what was passed on', async () => {
      await handOver();
      expect(await toldOf({ touchHandover: { brief: { corrections: [{ point: 'order', said: '是 20261107-0032', at: NOW }] } } })).toMatchObject([{ type: 'brief.corrected', data: { corrections: [{ point: 'order', said: '是 20261107-0032' }] } }]);
      expect(await toldOf({ touchHandover: { brief: { rightAt: NOW } } })).toEqual([]);
    });

    it('what becomes of a case: whose it is, tasks, limits, approval and decision', async () => {
      const by = { kind: 'staff', ...CHEN, isLead: false } as const;
      const lead = { kind: 'staff', id: 'lan', name: '林岚', isLead: true } as const;
      const happens = (...events: NonNullable<Change['case']>['events']) => toldOf({ case: { events } });
      expect((await happens({ kind: 'open', by, facts: { summary: '杯子有裂痕' }, evidence: [], owner: CHEN })).map(({ type }) => type)).toEqual(['case.opened']);
      expect(await happens({ kind: 'assign', by, to: WU })).toMatchObject([{ type: 'case.assigned', data: { case: { owner: WU } } }]);
      const wu = { ...by, ...WU };
      const department = Object.keys(CASE_POLICY.cases?.departments ?? {})[0] ?? '';
      expect(await happens({ kind: 'add_task', by: wu, department, text: '检查', urgency: 'urgent' })).toMatchObject([{ type: 'case.task_given', data: { task: { id: 't1', text: '检查', state: 'open' } } }]);
      const system = { kind: 'system' } as const;
      expect(await happens({ kind: 'warn', by: system, limit: { taskId: 't1' } })).toMatchObject([{ type: 'case.warned', data: { caseLimit: { of: 'task', taskId: 't1' } } }]);
      expect(await happens({ kind: 'be_late', by: system, limit: 'decide' })).toMatchObject([{ type: 'case.late', data: { caseLimit: { of: 'decision' } } }]);
      expect(await happens({ kind: 'finish_task', by: wu, taskId: 't1', result: '烧制有裂纹' })).toMatchObject([{ type: 'case.task_ended', data: { task: { state: 'done', result: '烧制有裂纹' } } }]);
      const decide = { kind: 'decide', by: wu, outcome: 'justified', remedy: 'damages', text: '我们赔偿您的损失。', compensation: 300_00 } as const;
      const wanted = await happens(decide);
      expect(wanted).toMatchObject([{ type: 'case.approval_wanted', data: { decision: { approval: 'pending', compensation: 300_00 } } }]);
      expect(wanted[0]?.data['case']).not.toHaveProperty('compensation');
      expect((await happens({ kind: 'decline', by: lead, reason: '太多' })).map(({ type }) => type)).toEqual(['case.approval_declined']);
      await happens(decide);
      expect(await happens({ kind: 'approve', by: lead })).toMatchObject([{ type: 'case.decided', data: { decision: { approval: 'approved' }, case: { compensation: 300_00 } } }]);
    });

    it('what becomes of a call after a bad answer, also when its owner leaves', async () => {
      const chen = await access.addStaff(CHEN.name, 'agent', NOW);
      const owner = { id: chen.id, name: chen.name };
      const followUp = { id: 'f-1', segment: 1, cause: { kind: 'rating', score: 1 }, team: 'service', forLeads: false, dueAt: NOW + HOUR } as const;
      expect(await toldOf({ care: { followUp } })).toMatchObject([{ type: 'follow_up.opened', data: { followUp: { id: 'f-1', cause: { kind: 'rating', score: 1 }, tries: 0 } } }]);
      expect(await toldOf({ care: { touchFollowUp: { id: 'f-1', owner } } })).toMatchObject([{ type: 'follow_up.changed', data: { followUp: { owner } } }]);
      expect(await toldOf({ care: { touchFollowUp: { id: 'f-1', late: true } } }, NOW + HOUR)).toMatchObject([{ type: 'follow_up.late', data: { followUp: { lateAt: NOW + HOUR } } }]);
      await store.removeStaff(chen.id, () => ({}), NOW + HOUR);
      const [freed] = await told(NOW + HOUR);
      expect(freed).toMatchObject({ type: 'follow_up.changed', data: { conversation: { id } } });
      expect(freed?.data['followUp']).not.toHaveProperty('owner');
      expect(await toldOf({ care: { touchFollowUp: { id: 'f-1', done: { outcome: 'done', result: '已道歉', by: WU.name } } } }, NOW + HOUR)).toMatchObject([{ type: 'follow_up.ended', data: { followUp: { done: { outcome: 'done', result: '已道歉' } } } }]);
      expect(await toldOf({ care: { touchFollowUp: { id: 'f-1', late: true } } }, NOW + 2 * HOUR)).toEqual([]);
    });

    it('what a customer answers after a conversation, and says on consent', async () => {
      expect(await toldOf({ care: { answered: { segment: 1, kind: 'nps', plan: '', score: 9, comment: '很好' } } })).toMatchObject([{ type: 'survey.answered', data: { survey: { kind: 'nps', score: 9, comment: '很好' } } }]);
      expect(await toldOf({ care: { answered: { segment: 1, kind: 'rating', plan: '', score: 5 } }, rating: { score: 5 } })).toMatchObject([{ type: 'rating.given' }]);
      expect(await toldOf({ care: { consent: [{ scope: 'care', isGiven: false, wording: '不要再发了' }] } })).toMatchObject([{ type: 'consent.changed', data: { consent: { scope: 'care', isGiven: false, wording: '不要再发了' } } }]);
    });

    it('nothing of a change that was refused', async () => {
      await toldOf({ care: { followUp: { id: 'f-2', segment: 1, cause: { kind: 'nps' }, team: 'service', forLeads: false, dueAt: NOW } } });
      await store.update(id, () => ({ care: { touchFollowUp: { id: 'f-2', done: { outcome: 'done', result: 'x', by: 'x' } } } }), NOW);
      await told();
      await expect(toldOf({ care: { touchFollowUp: { id: 'f-2', owner: WU } } })).rejects.toMatchObject({ code: 'conflict' });
      expect(await told()).toEqual([]);
    });
  });
}
