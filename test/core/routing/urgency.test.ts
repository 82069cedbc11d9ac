import { describe, expect, it } from 'vitest';
import type { Decision } from '#core/decision.ts';
import { rememberMood } from '#core/memory.ts';
import { EMPTY_MEMORY } from '#core/conversation.ts';
import { limitFor } from '#core/time-limits/limits.ts';
import { understanding } from '../samples.ts';
import { decideOn, POLICY, signalling, withMemory } from '../decide-on.ts';

const priorityOf = (decision: Decision) => (decision.kind === 'hand_over' ? decision.rule.priority : decision.kind);
const person = signalling('person', ['转人工']);
const asks = (text: string, more: Parameters<typeof decideOn>[0] = {}) => decideOn({ text, understanding: person, ...more });

describe('the urgency of what a customer says', () => {
  it('gives a plain call for a person the priority of its rule', () => {
    expect(priorityOf(asks('转人工'))).toBe('normal');
  });

  it('raises it where the matter presses, now or earlier in the segment', () => {
    expect(priorityOf(asks('急急急，马上要用，转人工', { understanding: { ...person, urgency: 0.9 } }))).toBe('high');
    expect(priorityOf(asks('转人工', { conversation: withMemory({ isPressing: true }) }))).toBe('high');
  });

  it('makes nobody urgent who is not in danger or with the law', () => {
    expect(priorityOf(decideOn({ understanding: { ...signalling('complaint'), urgency: 1 } }))).toBe('high');
    expect(priorityOf(decideOn({ understanding: { ...signalling('danger'), urgency: 1 } }))).toBe('urgent');
  });

  it.each(['我想给你们提个建议，转人工', '有些想法想反馈，转人工', '想夸一下师傅，转人工', '希望你们以后多出几个颜色，转人工', 'I have a suggestion, can I talk to a person?', 'It would be nice if you sold spare parts. A person please', 'I want to praise your technician'])('lets "%s" wait', (text) => {
    expect(priorityOf(asks(text))).toBe('low');
  });

  it('lets what was said before the call for a person wait', () => {
    expect(priorityOf(asks('转人工', { conversation: withMemory({ subject: ['我想给你们提个建议'] }) }))).toBe('low');
  });

  it('never lets an upset customer, a complaint or somebody in a hurry wait', () => {
    expect(priorityOf(asks('提个建议，转人工', { understanding: { ...person, sentiment: -0.5 } }))).not.toBe('low');
    expect(priorityOf(asks('提个建议，转人工', { understanding: { ...person, urgency: 0.9 } }))).toBe('high');
    const both = { ...person, signals: [...person.signals, ...signalling('complaint').signals] };
    expect(priorityOf(asks('提个建议，我要投诉，转人工', { understanding: both }))).not.toBe('low');
  });

  it.each(['请给我一点建议，转人工', '有没有好的办法，转人工', 'What do you suggest? A person please'])('reads no wish in "%s"', (text) => {
    expect(priorityOf(asks(text))).toBe('normal');
  });

  it('decides the time limits: seven days, a day, four hours', () => {
    const solution = (text: string, urgency = 0.3): number | undefined => {
      const decision = asks(text, { understanding: { ...person, urgency } });
      return decision.kind === 'hand_over' ? limitFor(POLICY, 'solution', { ...decision.rule, ruleId: decision.rule.id, tier: 'regular' })?.ms : undefined;
    };
    const HOUR = 3_600_000;
    expect([solution('提个建议，转人工'), solution('转人工'), solution('转人工', 0.9)]).toEqual([7 * 24 * HOUR, 24 * HOUR, 4 * HOUR]);
  });

  it('changes nothing where the policy does not say so', () => {
    const { urgency: _, ...policy } = POLICY;
    expect(priorityOf(asks('提个建议，急，转人工', { policy, understanding: { ...person, urgency: 0.9 } }))).toBe('normal');
  });

  it('is remembered until somebody takes over', () => {
    expect(rememberMood(EMPTY_MEMORY, understanding({ urgency: 0.9 })).isPressing).toBe(true);
    expect(rememberMood(EMPTY_MEMORY, understanding({ urgency: 0.6 }))).not.toHaveProperty('isPressing');
  });
});
