import { describe, expect, it } from 'vitest';
import { needNoReply } from '#core/time-limits/courtesy.ts';
import { understanding } from '../samples.ts';

const says = (id: string, confidence = 0.9, more: Parameters<typeof understanding>[0] = {}) => understanding({ intents: [{ id, confidence }], ...more });

describe('a reply that nobody owes', () => {
  it('is one to thanks and farewells', () => {
    expect(needNoReply([says('thanks')])).toBe(true);
    expect(needNoReply([says('thanks'), says('goodbye')])).toBe(true);
  });

  it.each([
    ['a question', says('refund-status')],
    ['a greeting, after which somebody waits', says('greeting')],
    ['a yes, which may answer a question', says('affirm')],
    ['thanks that are not sure', says('thanks', 0.4)],
    ['thanks with an order number', says('thanks', 0.9, { entities: [{ kind: 'order', value: '20261107-0032', text: '20261107-0032', start: 0, end: 14 }] })],
    ['bitter thanks', says('thanks', 0.9, { sentiment: -0.5 })],
    ['thanks with a complaint in it', says('thanks', 0.9, { signals: [{ kind: 'complaint', words: ['投诉'], confidence: 0.9 }] })],
    ['words that were not understood', understanding({ intents: [] })],
  ])('is not one to %s', (_, message) => {
    expect(needNoReply([says('thanks'), message])).toBe(false);
  });
});
