import { z } from 'zod';
import type { Memory } from '../conversation.ts';
import type { Policy, PolicyRule } from '../policy.ts';
import type { Priority } from '../protocol.ts';
import { createPhraseFinder } from '../service-language/find-phrases.ts';
import { phrasesSchema } from '../service-language/rules.ts';
import type { Understanding } from '../understanding.ts';

/** A message from here on is pressing, in [0, 1]: more than any call for a person or plain complaint. */
const PRESSING = 0.75;
/** A worse mood than this wants something solved. */
const CALM = -0.2;

/** `urgency` in `intents/policy.yaml`: how a customer's words change the priority that a rule gives. */
export const urgencySchema = z.strictObject({
  /** A matter that presses makes normal high and low normal; only danger and law are ever urgent from the beginning. */
  raise: z.boolean().default(true),
  /** Words of suggestions, wishes and praise, which can wait: they make normal low, where nothing is complained of. */
  canWait: phrasesSchema.default({ zh: [], en: [] }),
});

/** Is a message pressing by itself? */
export function isPressing({ urgency }: Pick<Understanding, 'urgency'>): boolean {
  return urgency >= PRESSING;
}

/**
 * The rule that hands over with the priority that the customer's words give it: those of this turn in `text`, and what is
 * remembered of the segment. Places in the queue and time limits follow. Pure.
 */
export function byUrgency(rule: PolicyRule, { text, memory, understanding, policy }: { readonly text: string; readonly memory: Memory; readonly understanding: Understanding; readonly policy: Pick<Policy, 'urgency'> }): PolicyRule {
  const { urgency } = policy;
  if (urgency === undefined) return rule;
  const isRaised = urgency.raise && (memory.isPressing === true || isPressing(understanding));
  const priority = isRaised ? RAISED[rule.priority] : rule.priority === 'normal' && canWait() ? 'low' : rule.priority;
  return priority === rule.priority ? rule : { ...rule, priority };

  function canWait(): boolean {
    const isCalm = understanding.sentiment > CALM && understanding.signals.every(({ kind }) => kind === 'person');
    return isCalm && createPhraseFinder(urgency?.canWait ?? { zh: [], en: [] }).has([...(memory.subject ?? []), text].join('\n').toLowerCase());
  }
}

const RAISED: Readonly<Record<Priority, Priority>> = { low: 'normal', normal: 'high', high: 'high', urgent: 'urgent' };
