import type { Handover } from './conversation.ts';
import type { Intent } from './intent.ts';
import type { Language } from './language.ts';
import type { Message } from './message.ts';
import type { Policy } from './policy.ts';
import { isTeamThere } from './time-limits/team-time.ts';
import type { Understanding } from './understanding.ts';

/** Nobody can follow more than this in one go, and it bounds the cost of a flood, UTF-16 units. */
export const READ_AT_MOST = 8_000;

/** A message of the customer with how it was understood. */
export type Understood = { readonly message: Message; readonly understanding: Understanding };

/**
 * A burst without its small talk, so that "hello" before a question does not count for more than the question. All of
 * it where there is nothing else; what says something about the last answer ("deny") or carries a signal always stays.
 */
export function withoutGreetings(burst: readonly Understood[], intents: ReadonlyMap<string, Intent>): readonly Understood[] {
  const matters = burst.filter(({ understanding: { intents: guesses, signals } }) => {
    const first = guesses[0]?.id ?? '';
    return signals.length > 0 || first === 'deny' || intents.get(first)?.kind !== 'talk';
  });
  return matters.length > 0 ? matters : burst;
}

/** What is known of words that could not be read: nothing. */
export function notUnderstood(language: Language): Understanding {
  return { language, intents: [], isOutOfScope: true, sentiment: 0, mood: 'neutral', urgency: 0, signals: [], entities: [], because: { words: [] } };
}

/** Is somebody of the handover's team on duty? Without a handover there is nobody to wait for. */
export function isOnDuty(handover: Handover | undefined, policy: Policy, now: number): boolean {
  return handover === undefined || isTeamThere(policy, handover.team, now);
}
