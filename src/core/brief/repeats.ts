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
const CHUNK = 100;
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

/**
 * The repeat-yourself rate since a moment (Unix ms): of the handovers that a person answered and that have ended, the
 * share in which the agent's first two messages asked for something the brief already had.
 */
export async function measureRepeats(pastCases: PastCaseStore, intents: ReadonlyMap<string, Intent>, since: number): Promise<HandoverReport> {
  const ids = (await pastCases.recent(since, MOST)).map(({ id }) => id);
  let answered = 0;
  let repeated = 0;
  const kinds: Record<string, number> = {};
  for (let from = 0; from < ids.length; from += CHUNK) {
    for (const past of await pastCases.read(ids.slice(from, from + CHUNK))) {
      const again = repeatsIn(past, intents);
      if (again === undefined) continue;
      answered += 1;
      if (again.length > 0) repeated += 1;
      for (const kind of again) kinds[kind] = (kinds[kind] ?? 0) + 1;
    }
  }
  return { since, answered, repeated, rate: answered === 0 ? null : repeated / answered, kinds };
}
