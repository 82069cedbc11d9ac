import { describe, expect, it } from 'vitest';
import { createDraftGate, createLive } from '#core/live.ts';
import type { Typing } from '#core/protocol.ts';

describe('who is typing', () => {
  it('is told to those who watch that conversation, until they stop', () => {
    const live = createLive();
    const [first, second, other]: [Typing[], Typing[], Typing[]] = [[], [], []];
    const stop = live.onTyping('c-1', (typing) => first.push(typing));
    live.onTyping('c-1', (typing) => second.push(typing));
    live.onTyping('c-2', (typing) => other.push(typing));
    live.tellTyping('c-1', { who: 'agent', name: '陈晨' });
    stop();
    stop();
    live.tellTyping('c-1', { who: 'customer' });
    expect([first, second, other]).toEqual([[{ who: 'agent', name: '陈晨' }], [{ who: 'agent', name: '陈晨' }, { who: 'customer' }], []]);
  });
});

describe('what the bot writes', () => {
  const draft = (epoch: number) => ({ who: 'bot', draft: '退款', epoch }) as const;

  it('is shown while the page knows of the ownership in which it is written, without saying which', () => {
    const gate = createDraftGate();
    expect(gate.show(draft(1))).toBeUndefined();
    gate.open(1);
    expect(gate.show(draft(1))).toEqual({ who: 'bot', draft: '退款' });
    expect(gate.show(draft(2))).toBeUndefined();
  });

  it('is not shown once the page has been told of a change of owner; people who type always are', () => {
    const gate = createDraftGate();
    gate.open(1);
    gate.close();
    expect(gate.show(draft(1))).toBeUndefined();
    gate.open(2);
    expect(gate.show(draft(1))).toBeUndefined();
    expect(gate.show({ who: 'agent', name: '陈晨' })).toEqual({ who: 'agent', name: '陈晨' });
  });
});
