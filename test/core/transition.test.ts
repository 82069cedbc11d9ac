import { describe, expect, it } from 'vitest';
import type { ConversationState } from '#core/protocol.ts';
import { type Ownership, type OwnershipEvent, transition } from '#core/transition.ts';

const owner: Readonly<Record<ConversationState, Ownership>> = {
  bot: { state: 'bot', epoch: 5, segment: 2, agentId: undefined },
  waiting: { state: 'waiting', epoch: 5, segment: 2, agentId: undefined },
  human: { state: 'human', epoch: 5, segment: 2, agentId: 'chen' },
  closed: { state: 'closed', epoch: 5, segment: 2, agentId: undefined },
};
const events: Readonly<Record<OwnershipEvent['kind'], OwnershipEvent>> = {
  hand_over: { kind: 'hand_over' },
  claim: { kind: 'claim', agentId: 'chen' },
  take_over: { kind: 'take_over', agentId: 'lin' },
  transfer: { kind: 'transfer', agentId: 'chen', toId: 'wu' },
  release: { kind: 'release' },
  hand_back: { kind: 'hand_back', agentId: 'chen' },
  close: { kind: 'close' },
  reopen: { kind: 'reopen' },
};

/** Every state and every event: the state after it, or the code of the refusal. */
const TABLE: Readonly<Record<ConversationState, Readonly<Record<OwnershipEvent['kind'], string>>>> = {
  bot: { hand_over: 'waiting', claim: 'human', take_over: 'not_allowed_now', transfer: 'not_allowed_now', release: 'not_allowed_now', hand_back: 'not_allowed_now', close: 'closed', reopen: 'not_allowed_now' },
  waiting: { hand_over: 'not_allowed_now', claim: 'human', take_over: 'not_allowed_now', transfer: 'not_allowed_now', release: 'not_allowed_now', hand_back: 'not_allowed_now', close: 'closed', reopen: 'not_allowed_now' },
  human: { hand_over: 'not_allowed_now', claim: 'conflict', take_over: 'human', transfer: 'human', release: 'waiting', hand_back: 'bot', close: 'closed', reopen: 'not_allowed_now' },
  closed: { hand_over: 'not_allowed_now', claim: 'not_allowed_now', take_over: 'not_allowed_now', transfer: 'not_allowed_now', release: 'not_allowed_now', hand_back: 'not_allowed_now', close: 'not_allowed_now', reopen: 'bot' },
};
const rows = Object.entries(TABLE).flatMap(([state, row]) =>
  Object.entries(row).map(([kind, becomes]) => ({ state: state as ConversationState, kind: kind as OwnershipEvent['kind'], becomes })),
);
const changes = rows.filter(({ becomes }) => becomes in owner);
const refusals = rows.filter(({ becomes }) => !(becomes in owner));

describe('the owner of a conversation', () => {
  it.each(changes)('$state, $kind → $becomes, in a new epoch', ({ state, kind, becomes }) => {
    const after = transition(owner[state], events[kind]);
    expect(after).toMatchObject({ state: becomes, epoch: 6, segment: kind === 'reopen' ? 3 : 2 });
  });

  it.each(refusals)('$state, $kind is refused as $becomes, in a sentence for people', ({ state, kind, becomes }) => {
    const now = owner[state];
    expect(() => transition(now, events[kind])).toThrow(expect.objectContaining({ code: becomes, message: expect.stringMatching(/\p{Script=Han}.*。 · [A-Z].*\.$/u) }));
    expect(now.epoch).toBe(5);
  });

  it('is the agent who claimed, until somebody else owns it', () => {
    expect(transition(owner.waiting, { kind: 'claim', agentId: 'lin' }).agentId).toBe('lin');
    expect(transition(owner.human, events.take_over).agentId).toBe('lin');
    expect(transition(owner.human, events.transfer).agentId).toBe('wu');
    expect(transition(owner.human, events.release).agentId).toBeUndefined();
    expect(transition(owner.human, events.hand_back).agentId).toBeUndefined();
    expect(transition({ ...owner.closed, agentId: 'chen' }, events.reopen).agentId).toBeUndefined();
  });

  it.each([{ kind: 'hand_back', agentId: 'lin' }, { kind: 'transfer', agentId: 'lin', toId: 'wu' }] as const)('cannot be given away by a colleague of the owner: $kind', (event) => {
    expect(() => transition(owner.human, event)).toThrow(
      expect.objectContaining({ code: 'not_allowed_now', message: expect.stringContaining('owner') }),
    );
  });

  it('tells a late claim that a colleague was faster', () => {
    expect(() => transition(owner.human, events.claim)).toThrow('already been taken by a colleague');
  });

  it('has one owner and a growing epoch on any walk', () => {
    const random = mulberry32(20270310);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const seen = new Set<string>();
    for (let walk = 0; walk < 3_000; walk++) {
      let now: Ownership = { state: 'bot', epoch: 1, segment: 1, agentId: undefined };
      for (let step = 0; step < 12; step++) {
        const event = { kind: pick(Object.keys(events)), agentId: pick(['chen', 'lin', 'wu']), toId: pick(['chen', 'lin', 'wu']) } as OwnershipEvent;
        const before = now;
        try {
          now = transition(now, event);
        } catch {
          expect(now).toBe(before);
          continue;
        }
        seen.add(`${before.state} ${event.kind}`);
        expect(now.epoch).toBe(before.epoch + 1);
        if (now.state === 'human') expect(now.agentId).toMatch(/^(chen|lin|wu)$/);
        if (now.state === 'bot' || now.state === 'waiting') expect(now.agentId).toBeUndefined();
        // From one person to the next only by a lead's step, or by the owner's own.
        if (before.state === 'human' && now.state === 'human') expect(event.kind === 'take_over' || (event.kind === 'transfer' && event.agentId === before.agentId)).toBe(true);
      }
    }
    expect(seen.size, 'every allowed step was walked').toBe(changes.length);
  });
});

/** A small random generator with a seed, so that a failing walk can be walked again (mulberry32, public domain, by Tommy Ettinger). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
