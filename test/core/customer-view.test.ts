import { beforeAll, describe, expect, it } from 'vitest';
import { toCustomerMessage, toCustomerState } from '#core/customer-view.ts';
import type { MessageExtras } from '#core/message.ts';
import type { Policy } from '#core/policy.ts';
import { readLine } from '#core/waiting/line.ts';
import { conversation, handover, message, MINUTE, NIGHT, NOON, realPolicy } from './samples.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await realPolicy();
});

const vip = conversation({ tier: 'vip', customerId: 'c-1001', customerName: '林晓岚', handledSeq: 3, agentId: 'chen', agentName: '陈晨' });
const opening = Date.UTC(2027, 2, 11, 1, 0);

describe('a message on the customer’s page', () => {
  it('has its text, place, sources and choices', () => {
    const extras: MessageExtras = {
      citations: [{ number: 1, articleId: 'refund-time', language: 'zh', title: '退款多久到账', headings: [] }],
      quickReplies: [{ label: '转人工', text: '转人工' }],
    };
    expect(toCustomerMessage(message({ seq: 2, cursor: 7, author: 'bot', text: '1–3个工作日', extras }), undefined)).toEqual({
      id: 'm-2', seq: 2, cursor: 7, author: 'bot', text: '1–3个工作日', at: NOON, ...extras,
    });
  });

  it('has the id that the page gave it', () => {
    expect(toCustomerMessage(message(), 'from-the-page')).toMatchObject({ clientId: 'from-the-page' });
    expect(toCustomerMessage(message(), undefined)).not.toHaveProperty('clientId');
  });

  it('says that a person comes, and not why', () => {
    const notice = { kind: 'handed_over', reason: 'vip', open: false, opensAt: opening } as const;
    const seen = toCustomerMessage(message({ author: 'system', text: '', extras: { notice } }), undefined);
    expect(seen.notice).toEqual({ kind: 'handed_over', reason: '', open: false, opensAt: opening });
    expect(JSON.stringify(seen)).not.toContain('vip');
  });

  it('keeps other notices as they are', () => {
    const notice = { kind: 'claimed', agentName: '陈晨' } as const;
    expect(toCustomerMessage(message({ author: 'system', text: '', extras: { notice } }), undefined).notice).toEqual(notice);
  });

  it('holds nothing of what is for staff only', () => {
    const seen = toCustomerMessage({ ...message(), visibility: 'all', status: 'sent' }, undefined);
    expect(Object.keys(seen).sort()).toEqual(['at', 'author', 'cursor', 'id', 'seq', 'text']);
  });
});

describe('where a conversation stands, for the customer', () => {
  it('is with the bot before the first message, with people there by day', () => {
    expect(toCustomerState(undefined, [], policy, NOON)).toEqual({ state: 'bot', deliveredSeq: 0, canRate: false, peopleAvailable: true });
  });

  it('says when people are back at night', () => {
    expect(toCustomerState(undefined, [], policy, NIGHT)).toMatchObject({ peopleAvailable: false, peopleBackAt: opening });
  });

  it('gives the hours of the team that the customer waits for', () => {
    const waiting = conversation({ state: 'waiting' });
    const tooLateForComplaints = Date.UTC(2027, 2, 10, 14, 30);
    expect(toCustomerState(waiting, [handover()], policy, tooLateForComplaints)).toMatchObject({ peopleAvailable: false, peopleBackAt: Date.UTC(2027, 2, 11, 0, 0) });
    expect(toCustomerState(waiting, [handover({ team: 'vip' })], policy, tooLateForComplaints)).toMatchObject({ peopleAvailable: true });
  });

  it('gives the place in the queue only while waiting', () => {
    const first = handover({ id: 'h-0', conversationId: 'c-0', openedAt: NOON - 1 });
    const queue = [handover(), first];
    expect(toCustomerState(conversation({ state: 'waiting' }), queue, policy, NOON)).toMatchObject({ state: 'waiting', place: 2 });
    expect(toCustomerState(conversation({ state: 'human', agentId: 'chen', agentName: '陈晨' }), queue, policy, NOON)).not.toHaveProperty('place');
  });

  it('gives whoever is put back the place that they had, before the line is read again', () => {
    const now = NOON + 40 * MINUTE;
    const mine = handover({ openedAt: NOON });
    const others = Array.from({ length: 20 }, (_, n) => handover({ id: `h-${n}`, conversationId: `w-${n}`, openedAt: NOON + (10 + n) * MINUTE }));
    const waiting = others.map(({ conversationId, openedAt }) => ({ conversationId, epoch: 1, customerId: undefined, tier: 'regular', language: 'zh', team: 'complaints', reason: 'complaint', priority: 'high', dueAt: 0, since: openedAt, mood: 0, needs: { intents: [], products: [] }, tried: [] }) as const);
    const before = readLine({ open: [...others, { ...mine, claimedAt: now - 1 }], pickUps: [], snapshot: { now, agents: [], waiting }, policy, now });
    expect(toCustomerState(conversation({ state: 'waiting' }), [mine], policy, now, before)).toMatchObject({ place: 1 });
    expect(toCustomerState(conversation({ state: 'waiting' }), [{ ...mine, claimedAt: now }], policy, now, before)).not.toHaveProperty('place');
  });

  it('names the person who has it, and nobody afterwards', () => {
    expect(toCustomerState({ ...vip, state: 'human' }, [], policy, NOON)).toMatchObject({ state: 'human', agentName: '陈晨', deliveredSeq: 3 });
    expect(toCustomerState({ ...vip, state: 'closed' }, [], policy, NOON)).not.toHaveProperty('agentName');
  });

  it('can be rated when it has ended, and shows the rating given', () => {
    expect(toCustomerState(conversation(), [], policy, NOON).canRate).toBe(false);
    expect(toCustomerState(conversation({ state: 'closed', rating: 4 }), [], policy, NOON)).toMatchObject({ canRate: true, rating: 4 });
  });

  it.each(['bot', 'waiting', 'human', 'closed'] as const)('never tells tier, reason, rule, team or name of the record in state %s', (state) => {
    const told = JSON.stringify(toCustomerState({ ...vip, state }, [handover({ reason: 'vip', ruleId: 'vip-customer', team: 'vip' })], policy, NOON));
    expect(told).not.toMatch(/vip|c-1001|林晓岚|tier|rule|reason|team|priority|memory|sentiment/);
  });
});
