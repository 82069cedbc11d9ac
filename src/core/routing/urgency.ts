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

/** What urgency is told by: the words of this turn with what was understood, where there are any, and what is remembered of the segment. */
export type UrgencyGiven = { readonly said?: { readonly text: string; readonly understanding: Understanding }; readonly memory: Memory; readonly policy: Pick<Policy, 'urgency'> };

/** The rule that hands over with the priority that the customer's words give it. Places in the queue and time limits follow. Pure. */
export function byUrgency(rule: PolicyRule, { said, memory, policy }: UrgencyGiven): PolicyRule {
  const { urgency } = policy;
  if (urgency === undefined) return rule;
  const isRaised = urgency.raise && (memory.isPressing === true || (said !== undefined && isPressing(said.understanding)));
  const priority = isRaised ? RAISED[rule.priority] : rule.priority === 'normal' && canWait() ? 'low' : rule.priority;
  return priority === rule.priority ? rule : { ...rule, priority };

  function canWait(): boolean {
    if (said === undefined || said.understanding.sentiment <= CALM || said.understanding.signals.some(({ kind }) => kind !== 'person')) return false;
    return createPhraseFinder(urgency?.canWait ?? { zh: [], en: [] }).has([...(memory.subject ?? []), said.text].join('\n').toLowerCase());
  }
}

const RAISED: Readonly<Record<Priority, Priority>> = { low: 'normal', normal: 'high', high: 'high', urgent: 'urgent' };
