import type { Intent } from '../intent.ts';
import type { CustomerDirectory } from '../ports/customer-directory.ts';
import type { PastCaseStore, PastHandover } from '../ports/past-case-store.ts';
import type { CustomerOrder, HandoverReport } from '../protocol.ts';
import { applyCorrections } from './apply-corrections.ts';
import { askedIn, type AskedKind, asksAgain } from './asks-again.ts';
import { factsOf } from './facts.ts';
import { knownOf } from './known.ts';
import { topIntents } from './request.ts';

/** So many of an agent's first messages count. */
const FIRST = 2;
/** Read at a time. */
const CHUNK = 25;
/** More handovers are not looked at, the newest first. */
const MOST = 5_000;

/** What a handover that has ended is judged by. */
export type EndedHandover = Pick<PastHandover, 'lines' | 'openedAt' | 'customerName' | 'corrections'>;

/**
 * What the agent's first two messages of a handover asked for though the brief had it by then: from what the customer had
 * said and corrected, and from the `orders` that the directory knew; `undefined` where no person wrote. Pure.
 */
export function repeatsIn(past: EndedHandover, intents: ReadonlyMap<string, Intent>, orders: readonly CustomerOrder[]): readonly AskedKind[] | undefined {
  const { lines, customerName, corrections } = past;
  const firsts = firstsOf(past);
  if (firsts.length === 0) return undefined;
  const again = firsts.flatMap(({ message: asked }) => {
    const before = lines.flatMap(({ message, understanding }) => (message.author === 'customer' && understanding && message.seq < asked.seq ? [{ message, understanding }] : []));
    const said = before.map(({ message }) => message.text).join('\n');
    const { facts, request } = applyCorrections(factsOf(before), said, corrections.filter(({ at }) => at <= asked.at));
    const known = knownOf({ customer: { name: customerName, orders }, facts, intents: topIntents(before.map(({ understanding }) => understanding), intents), request });
    return asksAgain(asked.text, new Set(known.keys()));
  });
  return [...new Set(again)];
}

function firstsOf({ lines, openedAt }: EndedHandover): PastHandover['lines'] {
  return lines.filter(({ message }) => message.author === 'agent' && message.at >= openedAt).slice(0, FIRST);
}

/** Measures how often customers had to repeat themselves. */
export type RepeatMeter = {
  /**
   * The repeat-yourself rate since a moment (Unix ms): of the handovers that a person answered and that have ended, the
   * share in which the agent's first two messages asked for something the brief already had. Of very many the newest count.
   */
  measure(since: number): Promise<HandoverReport>;
};

type Judged = { readonly again: readonly AskedKind[]; readonly endedAt: number };

/**
 * A meter that reads each handover once: what was said in one that has ended stays as it is. One that could not be read, in
 * which an agent's words are still on their way, or whose customer the directory cannot be asked about, is read again.
 */
export function createRepeatMeter(pastCases: PastCaseStore, intents: ReadonlyMap<string, Intent>, directory: CustomerDirectory): RepeatMeter {
  let known = new Map<string, Judged>();
  /** What the directory knew of the customer's orders then; `unknown` where it cannot be asked. An order has a day and no hour. */
  const ordersAt = async ({ customerId, openedAt }: PastHandover): Promise<readonly CustomerOrder[] | 'unknown'> => {
    try {
      const record = customerId === undefined ? undefined : await directory.find(customerId);
      return record?.orders.filter(({ date }) => Date.parse(date) <= openedAt) ?? [];
    } catch {
      return 'unknown';
    }
  };
  const judge = async (past: PastHandover): Promise<{ readonly again: readonly AskedKind[] | undefined; readonly isFinal: boolean }> => {
    const again = repeatsIn(past, intents, []);
    // The directory is asked only where its answer counts.
    const asksForOrder = again !== undefined && !again.includes('order') && firstsOf(past).some(({ message }) => askedIn(message.text).includes('order'));
    if (!asksForOrder) return { again, isFinal: true };
    const orders = await ordersAt(past);
    return orders === 'unknown' ? { again, isFinal: false } : { again: repeatsIn(past, intents, orders), isFinal: true };
  };
  return {
    async measure(since) {
      const found = await pastCases.recent(since, MOST + 1);
      const looked = found.slice(0, MOST);
      const unread = looked.filter(({ id }) => !known.has(id)).map(({ id }) => id);
      const final = new Map(known);
      const judged = new Map(known);
      for (let from = 0; from < unread.length; from += CHUNK) {
        for (const past of await pastCases.read(unread.slice(from, from + CHUNK))) {
          const { again, isFinal } = await judge(past);
          if (!again) continue;
          judged.set(past.id, { again, endedAt: past.endedAt });
          if (isFinal) final.set(past.id, { again, endedAt: past.endedAt });
        }
      }
      known = new Map(looked.flatMap(({ id }) => entryOf(final, id)));
      const answered = looked.flatMap(({ id }) => entryOf(judged, id)).map(([, one]) => one);
      return { since, ...coverOf(answered), isCut: found.length > MOST, ...shareOf(answered.map(({ again }) => again)) };
    },
  };
}

function entryOf(judged: ReadonlyMap<string, Judged>, id: string): readonly (readonly [string, Judged])[] {
  const one = judged.get(id);
  return one ? [[id, one]] : [];
}

function coverOf(answered: readonly Judged[]): Pick<HandoverReport, 'from' | 'to'> {
  const times = answered.map(({ endedAt }) => endedAt);
  return times.length === 0 ? { from: null, to: null } : { from: times.reduce((a, b) => Math.min(a, b)), to: times.reduce((a, b) => Math.max(a, b)) };
}

function shareOf(answered: readonly (readonly AskedKind[])[]): Pick<HandoverReport, 'answered' | 'repeated' | 'rate' | 'kinds'> {
  const repeated = answered.filter((again) => again.length > 0);
  const kinds: Record<string, number> = {};
  for (const kind of repeated.flat()) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return { answered: answered.length, repeated: repeated.length, rate: answered.length === 0 ? null : repeated.length / answered.length, kinds };
}
