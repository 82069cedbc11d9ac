import { describe, expect, it } from 'vitest';
import { createLive } from '#core/live.ts';
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
