import { describe, expect, it } from 'vitest';
import { EMPTY_MEMORY, type Handover } from '#core/conversation.ts';
import type { DecisionInput } from '#core/decide.ts';
import { decideOn, signalling, TALK } from './decide-on.ts';
import { conversation, handover, MINUTE, NOON, understanding } from './samples.ts';

const DAY = 24 * 60 * MINUTE;
/** An agent took a complaint of the first segment and closed it a moment ago. */
const closed = (more: Partial<Handover> = {}): Handover => handover({ claimedAt: NOON - 5 * MINUTE, endedAt: NOON, outcome: 'closed', ...more });
/** The customer's first turn afterwards. */
const back = (more: Partial<DecisionInput> = {}): Partial<DecisionInput> => ({ conversation: conversation({ segment: 2 }), previous: closed(), ...more });
const ruleOf = (more: Partial<DecisionInput>): string | undefined => {
  const decision = decideOn(more);
  return decision.kind === 'hand_over' ? decision.rule.id : undefined;
};

describe('a customer who comes back after an agent has closed a complaint', () => {
  it.each(['danger', 'law', 'complaint'] as const)('meets a person again at once, when it was about "%s"', (reason) => {
    expect(decideOn(back({ previous: closed({ reason }) }))).toMatchObject({
      kind: 'hand_over',
      reason: 'complaint',
      rule: { id: 'comes-back-after-complaint', priority: 'high', team: 'complaints', firstReplyMinutes: 60 },
      passages: [],
    });
  });

  it.each(['asked', 'vip', 'mood', 'unhelpful', 'not-understood', 'model-failed', 'leaving'] as const)('meets the bot, when it was about "%s"', (reason) => {
    expect(ruleOf(back({ previous: closed({ reason }) }))).toBeUndefined();
  });

  it('meets a person within seven days, and not later', () => {
    expect(ruleOf(back({ now: NOON + 7 * DAY }))).toBe('comes-back-after-complaint');
    expect(ruleOf(back({ now: NOON + 7 * DAY + 1 }))).toBeUndefined();
  });

  it('meets a person in the first turn, and not in the next', () => {
    expect(ruleOf(back({ conversation: conversation({ segment: 2, memory: { ...EMPTY_MEMORY, sentiments: [0] } }) }))).toBeUndefined();
  });

  it('meets a person in the segment right after, and not in one after that', () => {
    expect(ruleOf(back({ conversation: conversation({ segment: 3 }) }))).toBeUndefined();
    expect(ruleOf(back({ conversation: conversation({ segment: 1 }) }))).toBeUndefined();
  });

  it.each(['thanks', 'goodbye', 'greeting', 'affirm'])('does not meet a person for "%s" alone', (id) => {
    expect(decideOn(back({ ...TALK, understanding: understanding({ intents: [{ id, confidence: 0.9 }] }) })).kind).toBe('answer');
  });

  it('meets the bot, when it was the customer who ended it before anybody had taken it', () => {
    expect(ruleOf(back({ previous: closed({ claimedAt: undefined }) }))).toBeUndefined();
  });

  it('meets the bot, when the agent had handed back', () => {
    expect(ruleOf(back({ previous: closed({ outcome: 'handed_back' }) }))).toBeUndefined();
  });

  it('meets the bot, when there was no handover before', () => {
    expect(ruleOf(back({ previous: undefined }))).toBeUndefined();
  });

  it('has a new complaint taken as such', () => {
    expect(ruleOf(back({ understanding: signalling('complaint') }))).toBe('complaint');
  });
});

describe('a VIP whom a person has handed back to the bot', () => {
  const vip = (segment: number) => conversation({ tier: 'vip', segment });
  const handedBack = closed({ reason: 'vip', outcome: 'handed_back' });

  it('is served by the bot for the rest of the segment', () => {
    expect(decideOn({ conversation: vip(1), previous: handedBack })).toMatchObject({ kind: 'answer', reason: 'found' });
  });

  it('gets a person again in the next segment', () => {
    expect(ruleOf({ conversation: vip(2), previous: handedBack })).toBe('vip-customer');
  });

  it('still gets a person for a complaint, a danger, or the asking', () => {
    const rules = (['complaint', 'danger', 'person'] as const).map((kind) => ruleOf({ conversation: vip(1), previous: handedBack, understanding: signalling(kind) }));
    expect(rules).toEqual(['vip-complaint', 'danger-to-people', 'customer-asks-for-person']);
  });
});
