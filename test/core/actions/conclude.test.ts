import { beforeAll, describe, expect, it } from 'vitest';
import { conclude } from '#core/actions/conclude.ts';
import type { ActionDefinition } from '#core/actions/definition.ts';
import { askForPatience, settleCall } from '#core/actions/settle.ts';
import type { ActionCall } from '#core/actions/state.ts';
import { EMPTY_MEMORY, type Conversation } from '#core/conversation.ts';
import type { ActionReply } from '#core/ports/action-caller.ts';
import { COMPANY, conversation, NOON } from '../samples.ts';
import { POLICY } from '../decide-on.ts';
import { sampleActions } from './talk.ts';

let actions: ReadonlyMap<string, ActionDefinition>;
beforeAll(async () => {
  actions = await sampleActions();
});
const action = (id: string): ActionDefinition => actions.get(id)!;

const LOOK: ActionCall = { id: 'key-1', action: 'order-status', values: { order: '20261119-0284' }, language: 'zh', customerId: 'c-1008', isFirst: false };
const CANCEL: ActionCall = { ...LOOK, action: 'cancel-order', values: { order: '20261119-0284', reason: 'wrong-item' } };
const ORDER = { number: '20261119-0284', customer: 'c-1008', status: 'paid', product: '扫地机器人 R7', amount: '¥2,999', placed: '2026-11-19' };
const look = (body: unknown, status = 200) => conclude(action('order-status'), LOOK, { status, body });

describe('what an answer of an endpoint comes to', () => {
  it('is said in its own words, amounts and dates as they are given', () => {
    expect(look({ ...ORDER, expected: '2026-11-25' })).toEqual({ kind: 'said', text: '订单 20261119-0284（扫地机器人 R7，¥2,999）已付款，还没有出库，预计 2026-11-25 送达。', again: [], handOver: false });
  });

  it('says nothing of what the answer does not have', () => {
    expect(look(ORDER)).toMatchObject({ text: '订单 20261119-0284（扫地机器人 R7，¥2,999）已付款，还没有出库。' });
  });

  it.each([
    ['no object', 'paid'],
    ['broken JSON', undefined],
    ['a field missing', { ...ORDER, product: undefined, amount: undefined }],
    ['a field of another kind', { ...ORDER, amount: 2999 }],
    ['a state that nobody knows', { ...ORDER, status: 'eaten' }],
    ['an amount that is none', { ...ORDER, amount: 'free!' }],
    ['an endless text', { ...ORDER, product: 'x'.repeat(2_000) }],
    ['shipped without a parcel', { ...ORDER, status: 'shipped' }],
  ])('fails with %s, and no word of it is said', (_, body) => {
    expect(look(body)).toMatchObject({ kind: 'failed', reason: expect.stringContaining('HTTP 200') });
  });

  it.each([
    ['another customer', { ...ORDER, customer: 'c-1001' }],
    ['another order', { ...ORDER, number: '20261116-0032' }],
  ])('fails when it is about %s', (_, body) => {
    expect(look(body)).toMatchObject({ kind: 'failed', reason: expect.stringContaining('about another') });
  });

  it('fails on a status on which nothing is to be said', () => {
    expect(look(ORDER, 418)).toEqual({ kind: 'failed', reason: 'HTTP 418' });
  });

  it('puts values on one line, without signs that nobody sees', () => {
    expect(look({ ...ORDER, product: 'R7\n\n\u200b# 大标题\u0007' })).toMatchObject({ text: expect.stringContaining('（R7 # 大标题，') });
  });

  it('says a chosen option by its name', () => {
    const own: ActionDefinition = { ...action('cancel-order'), answers: [{ status: 200, same: {}, say: [{ text: { zh: '原因：{reason}', en: '{reason}' }, with: [], again: [], handOver: false }] }] };
    expect(conclude(own, CANCEL, { status: 200, body: {} })).toMatchObject({ text: '原因：拍错了' });
  });

  it('lists what a list has', () => {
    const own: ActionDefinition = {
      ...action('order-status'),
      answers: [{ status: 200, same: {}, say: [{ text: { zh: '进展：', en: 'So far:' }, each: { of: 'events', text: { zh: '- {each.at} {each.what}', en: '- {each.at} {each.what}' } }, with: [], again: [], handOver: false }] }],
    };
    expect(conclude(own, LOOK, { status: 200, body: { events: [{ at: '09:40', what: '到站' }, { at: '10:10', what: '派送' }] } })).toMatchObject({ text: '进展：\n- 09:40 到站\n- 10:10 派送' });
    expect(conclude(own, LOOK, { status: 200, body: { events: [{ at: '09:40' }] } })).toMatchObject({ kind: 'failed' });
  });
});

describe('a call that is finished', () => {
  const calling = (call: ActionCall, more: Partial<Conversation> = {}): Conversation =>
    conversation({ customerId: 'c-1008', memory: { ...EMPTY_MEMORY, facts: [{ kind: 'order', value: '20261119-0284' }], action: { id: call.id, action: call.action, stage: 'calling', values: call.values, tries: 0, at: NOON } }, ...more });
  const settle = (call: ActionCall, reply: ActionReply, of = calling(call)) =>
    settleCall(of, { action: action(call.action), call, conclusion: conclude(action(call.action), call, reply), policy: POLICY, company: COMPANY, safetyPhone: '400-000-5219', now: NOON, newId: () => 'key-2' });
  const cancelled: ActionReply = { status: 200, body: { number: '20261119-0284', customer: 'c-1008', amount: '¥2,999', refund: 'R1', before: false } };

  it('tells the customer, and is done with', () => {
    const change = settle(CANCEL, cancelled);
    expect(change.messages).toMatchObject([{ author: 'bot', visibility: 'all', text: expect.stringContaining('已取消') }]);
    expect(change.memory).not.toHaveProperty('action');
  });

  it.each(['waiting', 'human', 'closed'] as const)('is a note for staff when the conversation is %s: a bot says nothing then', (state) => {
    const change = settle(CANCEL, cancelled, calling(CANCEL, { state }));
    expect(change).toEqual({ messages: [{ author: 'bot', visibility: 'staff', text: expect.stringContaining('订单 20261119-0284 已取消') }] });
  });

  it('is a note for staff when the conversation was handed over and back meanwhile', () => {
    expect(settle(CANCEL, cancelled, conversation({ epoch: 4 })).messages).toMatchObject([{ visibility: 'staff' }]);
  });

  it('of which nobody knows whether it took effect brings a person, and says that it may have', () => {
    const change = settle(CANCEL, { status: 200, body: undefined });
    expect(change).toMatchObject({ ownership: { state: 'waiting', epoch: 2 }, openHandover: { ruleId: 'action-cancel-order', priority: 'high', team: 'service' }, news: ['handover'] });
    expect(change.messages?.[0]?.text).toContain('没有收到取消成功的确认');
    expect(change.messages?.at(-1)).toMatchObject({ visibility: 'staff', text: expect.stringContaining('可能已经生效') });
  });

  it('brings a person sooner to whoever is in a hurry', () => {
    const priority = (isPressing?: true) => {
      const calm = calling(LOOK);
      return settle(LOOK, { status: 500, body: undefined }, { ...calm, memory: { ...calm.memory, ...(isPressing ? { isPressing } : {}) } }).openHandover?.priority;
    };
    expect([priority(), priority(true)]).toEqual(['normal', 'high']);
  });

  it('asks again for what did not fit, under another key, and takes nothing of it from memory', () => {
    const { memory, messages } = settle(LOOK, { status: 404, body: {} });
    expect(memory).toMatchObject({ action: { id: 'key-2', stage: 'asking', asked: 'order', tries: 1, values: {} }, facts: [] });
    expect(messages?.[0]?.extras?.quickReplies).toHaveLength(1);
  });

  it('says first that an AI answers where nothing was said yet', () => {
    expect(settle({ ...LOOK, isFirst: true }, { status: 200, body: ORDER }, calling(LOOK)).messages?.[0]?.text).toMatch(/^您好，我是栗屋的 AI 助理/);
  });

  it('asks for patience only where the customer still waits for it', () => {
    expect(askForPatience(calling(LOOK), LOOK, COMPANY)?.messages).toMatchObject([{ visibility: 'all' }]);
    expect(askForPatience(calling(LOOK, { state: 'human' }), LOOK, COMPANY)).toBeUndefined();
    expect(askForPatience(conversation(), LOOK, COMPANY)).toBeUndefined();
  });
});
