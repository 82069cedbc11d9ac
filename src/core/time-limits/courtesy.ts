import type { Understanding } from '../understanding.ts';

/** Intents that wish for nothing. */
const COURTESIES: ReadonlySet<string> = new Set(['thanks', 'goodbye']);
const SURE = 0.6;

/** Are these messages thanks and farewells only, to which nobody owes a reply? */
export function needNoReply(messages: readonly Understanding[]): boolean {
  return messages.every(({ intents: [first], signals, entities, sentiment }) => first !== undefined && COURTESIES.has(first.id) && first.confidence >= SURE && signals.length === 0 && entities.length === 0 && sentiment >= 0);
}
