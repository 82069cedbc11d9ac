import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { asksAgain, askedIn } from '#core/brief/asks-again.ts';
import { adviseOnKnown } from '#core/brief/known-advice.ts';
import { repeatsIn } from '#core/brief/repeats.ts';
import { withoutAsking } from '#core/brief/without-asking.ts';
import type { UnderstoodMessage } from '#core/ports/store.ts';
import type { BriefView } from '#core/protocol.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import { parseRepeatsRow } from '#cli/repeats-rows.ts';
import { INTENTS, message, MINUTE, NOON, understanding } from '../samples.ts';

describe('an agent’s message', () => {
  it('asks for what is known only where it is known', () => {
    expect(asksAgain('请问您的订单号是多少？', new Set(['order']))).toEqual(['order']);
    expect(asksAgain('请问您的订单号是多少？', new Set(['phone']))).toEqual([]);
  });

  it('does not ask where it confirms or has it', () => {
    expect(askedIn('订单20261107-0032，对吗？')).toEqual([]);
    expect(askedIn('您的订单号我已经看到了，不需要再提供。')).toEqual([]);
  });

  it.each(['repeats.jsonl', 'repeats-held-out.jsonl'])('is judged on %s at least nine times out of ten as people do', async (file) => {
    const { rows } = await readJsonl(fileURLToPath(new URL(`../sets/${file}`, import.meta.url)), parseRepeatsRow);
    expect(rows.length).toBeGreaterThanOrEqual(60);
    const found = rows.filter(({ text, known }) => asksAgain(text, new Set(known)).length > 0);
    const meant = rows.filter(({ asks }) => asks.length > 0);
    const right = found.filter(({ asks }) => asks.length > 0).length;
    expect(right / found.length).toBeGreaterThanOrEqual(0.9);
    expect(right / meant.length).toBeGreaterThanOrEqual(0.9);
  });
});

describe('advice on a reply', () => {
  const brief = { facts: [{ kind: 'order', value: '20261107-0032', seq: 1 }], request: '退款没到', intents: [], customer: { name: '', orders: [] } } as unknown as BriefView;
  it('names what the brief has, in both languages', () => {
    expect(adviseOnKnown('麻烦提供一下订单号', brief)).toEqual([
      { rule: 'known-order', kind: 'known', from: 0, to: 0, why: { zh: '简报里已有订单：20261107-0032，不用再问客户。', en: 'The brief has the order: 20261107-0032. No need to ask again.' } },
    ]);
  });

  it('names the order that the directory has, where it is the only one', () => {
    const orders = ['20261107-0032', '20261101-0007'].map((number) => ({ number, product: '冰箱', status: 'shipped' as const, date: '2026-11-07' }));
    const knowing = (count: number): BriefView => ({ ...brief, facts: [], customer: { ...brief.customer, orders: orders.slice(0, count) } });
    expect(adviseOnKnown('麻烦提供一下订单号', knowing(1))).toMatchObject([{ rule: 'known-order', why: { zh: '简报里已有订单：20261107-0032，不用再问客户。' } }]);
    expect(adviseOnKnown('麻烦提供一下订单号', knowing(2))).toEqual([]);
  });

  it('is none for what the brief has not', () => {
    expect(adviseOnKnown('麻烦留一下您的手机号', brief)).toEqual([]);
  });
});

describe('a suggested reply', () => {
  it('does not ask for what the brief has', () => {
    const text = '您好，我是陈晨。请告诉我，您最想先解决的是哪一件，有订单号的话也请发给我。我10分钟内回来。';
    expect(withoutAsking(text, new Set(['order']))).toBe('您好，我是陈晨。请告诉我，您最想先解决的是哪一件。我10分钟内回来。');
    expect(withoutAsking(text, new Set())).toBe(text);
    expect(withoutAsking('Hello, this is Chen. Please send me your order number. I will be back within 10 minutes.', new Set(['order']))).toBe('Hello, this is Chen. I will be back within 10 minutes.');
  });
});

describe('a handover that has ended', () => {
  const customer = (seq: number, text: string, order = ''): UnderstoodMessage => ({ message: message({ seq, text, at: NOON + seq * MINUTE }), understanding: understanding({ entities: order === '' ? [] : [{ kind: 'order', value: order, text: order, start: 0, end: order.length }] }) });
  const agent = (seq: number, text: string): UnderstoodMessage => ({ message: message({ seq, author: 'agent', text, at: NOON + seq * MINUTE }), understanding: undefined });
  const past = (...lines: UnderstoodMessage[]) => repeatsIn({ lines, openedAt: NOON, customerName: '', corrections: [] }, INTENTS, []);

  it('made the customer say again what was known', () => {
    expect(past(customer(1, '订单20261107-0032退款没到', '20261107-0032'), agent(2, '您好，我是周敏。'), agent(3, '请问您的订单号是多少？'))).toEqual(['order']);
  });

  it('counts only what was said before the question, and only the first two messages', () => {
    expect(past(customer(1, '退款没到'), agent(2, '请问您的订单号是多少？'), customer(3, '20261107-0032', '20261107-0032'))).toEqual([]);
    expect(past(customer(1, '退款没到', '20261107-0032'), agent(2, '您好'), agent(3, '我来查'), agent(4, '请问订单号是多少？'))).toEqual([]);
  });

  it('counts what the customer had set right before the question, and not what came after it', () => {
    const asks = [customer(1, '退款没到'), agent(3, '请问您的订单号是多少？')];
    const corrected = (at: number) => repeatsIn({ lines: asks, openedAt: NOON, customerName: '', corrections: [{ point: 'order', said: '20261107-0032', at }] }, INTENTS, []);
    expect(corrected(NOON + 2 * MINUTE)).toEqual(['order']);
    expect(corrected(NOON + 4 * MINUTE)).toEqual([]);
  });

  it('counts the only order that the directory had; of several, which one is meant has to be asked', () => {
    const order = { number: '20261107-0032', product: '冰箱', status: 'shipped', date: '2026-11-07' } as const;
    const knowing = (...orders: (typeof order)[]) => repeatsIn({ lines: [customer(1, '退款没到'), agent(2, '请问您的订单号是多少？')], openedAt: NOON, customerName: '', corrections: [] }, INTENTS, orders);
    expect(knowing(order)).toEqual(['order']);
    expect(knowing(order, order)).toEqual([]);
  });

  it('does not count where no person wrote', () => {
    expect(past(customer(1, '退款没到'))).toBeUndefined();
  });
});
