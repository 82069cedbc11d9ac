import type { Intent } from '../intent.ts';
import type { PastCaseStore, PastHandover } from '../ports/past-case-store.ts';
import type { HandoverReport } from '../protocol.ts';
import { type AskedKind, asksAgain } from './asks-again.ts';
import { factsOf } from './facts.ts';
import { knownOf } from './known.ts';
import { topIntents } from './request.ts';

/** So many of an agent's first messages count. */
const FIRST = 2;
/** Read at a time. */
const CHUNK = 25;
/** More handovers are not looked at, the newest first. */
const MOST = 5_000;

/**
 * What the agent's first two messages of a handover asked for though the customer had said it before; `undefined` where
 * no person wrote. Pure.
 */
export function repeatsIn({ lines, openedAt, customerName }: Pick<PastHandover, 'lines' | 'openedAt' | 'customerName'>, intents: ReadonlyMap<string, Intent>): readonly AskedKind[] | undefined {
  const firsts = lines.filter(({ message }) => message.author === 'agent' && message.at >= openedAt).slice(0, FIRST);
  if (firsts.length === 0) return undefined;
  const again = firsts.flatMap(({ message: asked }) => {
    const before = lines.flatMap(({ message, understanding }) => (message.author === 'customer' && understanding && message.seq < asked.seq ? [{ message, understanding }] : []));
    const facts = factsOf(before);
    const wanted = topIntents(before.map(({ understanding }) => understanding), intents);
    const known = knownOf({ customer: { name: customerName }, facts, intents: wanted, request: before.map(({ message }) => message.text).join('\n') });
    return asksAgain(asked.text, new Set(known.keys()));
  });
  return [...new Set(again)];
}

/** Measures how often customers had to repeat themselves. */
export type RepeatMeter = {
  /**
   * The repeat-yourself rate since a moment (Unix ms): of the handovers that a person answered and that have ended, the
   * share in which the agent's first two messages asked for something the brief already had.
   */
  measure(since: number): Promise<HandoverReport>;
};

/** A meter that reads each handover once: what was said in one that has ended stays as it is. One that could not be read, or in which an agent's words are still on their way, is read again. */
export function createRepeatMeter(pastCases: PastCaseStore, intents: ReadonlyMap<string, Intent>): RepeatMeter {
  let known = new Map<string, readonly AskedKind[]>();
  return {
    async measure(since) {
      const ids = (await pastCases.recent(since, MOST)).map(({ id }) => id);
      const unread = ids.filter((id) => !known.has(id));
      const read = new Map(known);
      for (let from = 0; from < unread.length; from += CHUNK) {
        for (const past of await pastCases.read(unread.slice(from, from + CHUNK))) {
          const again = repeatsIn(past, intents);
          if (again) read.set(past.id, again);
        }
      }
      known = new Map(
        ids.flatMap((id) => {
          const again = read.get(id);
          return again ? [[id, again] as const] : [];
        }),
      );
      const answered = [...known.values()];
      const repeated = answered.filter((again) => again.length > 0);
      const kinds: Record<string, number> = {};
      for (const kind of repeated.flat()) kinds[kind] = (kinds[kind] ?? 0) + 1;
      return { since, answered: answered.length, repeated: repeated.length, rate: answered.length === 0 ? null : repeated.length / answered.length, kinds };
    },
  };
}
