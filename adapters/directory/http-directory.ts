import { BatonError, isBatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { CustomerDirectory, CustomerRecord, DirectoryStatus } from '#core/ports/customer-directory.ts';
import type { TierRules } from '#core/tiers/rules.ts';
import { toRecord } from '#core/tiers/to-record.ts';
import { askCrm } from './ask-crm.ts';
import type { DirectoryFile } from './directory-file.ts';
import { type CrmPerson, mapRecord } from './map-record.ts';
import { createRest } from './rest.ts';

/** Where customers are asked for. */
export type HttpDirectoryOptions = {
  /** Address of one customer, with `{id}` in its path or query. */
  readonly url: string;
  /** Empty where the CRM needs none. */
  readonly token: string;
  readonly file: DirectoryFile;
  readonly rules: () => TierRules;
  /** What a customer of that language calls a product. */
  readonly nameProduct?: (id: string, language: Language) => string;
  readonly clock: Clock;
  /** Hears that the CRM went down or came back. */
  readonly onStatus?: (status: DirectoryStatus) => void;
  /** Hears, once each, which field of the answers does not fit and is left out. */
  readonly onDoubt?: (field: string) => void;
};

/** A directory behind HTTP. `status` tells whether it can be asked; `stop` ends its tries. */
export type HttpDirectory = CustomerDirectory & { status(): DirectoryStatus; stop(): void };

/** Ids of customers as shops sign them. One of dots alone would lead elsewhere in an address. */
const ID = /^(?!\.{1,2}$)[^\s\p{Cc}\p{Cs}]{1,200}$/u;
/** What has just failed for one customer is not asked for again for so long, ms. */
const SAME_AGAIN_MS = 3_000;

type Kept = { readonly person: CrmPerson | undefined; readonly at: number };

/**
 * Customers of a CRM, one GET each. A record is kept for a while, and while the CRM is down its last one is used
 * (`asOf`). Nobody waits longer than `limits.turnMs`; a later answer serves the next time. A CRM that fails again and
 * again is left alone and tried in the background until it is back.
 */
export function createHttpDirectory(options: HttpDirectoryOptions): HttpDirectory {
  const { url, token, file, clock, rules, nameProduct = (id) => id } = options;
  const { limits } = file;
  const header = token === '' ? undefined : { name: file.header.name, value: file.header.value.replaceAll('{token}', () => token) };
  const kept = new Map<string, Kept>();
  const failed = new Map<string, { readonly at: number; readonly error: unknown }>();
  const flights = new Map<string, Promise<Kept>>();
  const doubted = new Set<string>();
  let lastAsked: string | undefined;
  const onDoubt = (field: string): void => {
    if (!doubted.has(field)) options.onDoubt?.(field);
    doubted.add(field);
  };
  const probe = (): void => {
    if (lastAsked !== undefined) void fly(lastAsked).catch(() => undefined);
  };
  const rest = createRest({ clock, failures: limits.failures, pauseMs: limits.pauseSeconds * 1000, probe, onChange: (status) => options.onStatus?.(status) });

  /** Asks once for all who want to know the same, with another try where one may help and there is time. */
  const fly = (id: string): Promise<Kept> => {
    const current = flights.get(id);
    if (current) return current;
    const flight = fetchOne(id).finally(() => flights.delete(id));
    flights.set(id, flight);
    return flight;
  };
  const fetchOne = async (id: string): Promise<Kept> => {
    const stopper = new AbortController();
    const cancel = clock.after(limits.answerMs, () => stopper.abort());
    try {
      const answer = await tried(limits.tries, stopper.signal, () => askCrm({ url, id, header, signal: stopper.signal }));
      const person = answer && mapRecord(answer.body, id, file, onDoubt);
      const found = { person, at: clock.now() };
      failed.delete(id);
      remember(kept, id, found, limits.records);
      rest.good();
      return found;
    } catch (error) {
      remember(failed, id, { at: clock.now(), error }, limits.records);
      rest.bad(isBatonError(error) ? error.retryAfterMs : 0);
      throw error;
    } finally {
      cancel();
    }
  };
  const ask = async (id: string): Promise<Kept> => {
    lastAsked = id;
    if (rest.status().state === 'down') throw new BatonError('unavailable', 'The customer directory is down. Baton tries again by itself.');
    const failure = failed.get(id);
    if (failure && clock.now() - failure.at < SAME_AGAIN_MS) throw failure.error;
    return withinLimit(fly(id), limits.turnMs, clock);
  };
  const show = ({ person }: Kept): CustomerRecord | undefined => person && toRecord(person, rules(), clock.now(), nameProduct);
  return {
    status: rest.status,
    stop: rest.stop,
    async find(id) {
      if (!ID.test(id)) return undefined;
      const known = kept.get(id);
      if (known && clock.now() - known.at < limits.freshSeconds * 1000) return show(known);
      try {
        return show(await ask(id));
      } catch (error) {
        const record = known && clock.now() - known.at < limits.keepHours * 3_600_000 ? show(known) : undefined;
        if (record === undefined) throw error;
        return { ...record, asOf: known?.at ?? 0 };
      }
    },
  };
}

async function tried<T>(tries: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let left = tries; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (!isBatonError(error) || error.retryAfterMs !== 0 || left <= 1 || signal.aborted) throw error;
    }
  }
}

function withinLimit<T>(flight: Promise<T>, ms: number, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new BatonError('unavailable', `The customer directory has not answered within ${ms} ms; its answer will serve the next message.`)));
    void flight.then(resolve, reject).finally(cancel);
  });
}

/** Keeps at most so many, the longest kept goes first. */
function remember<T>(map: Map<string, T>, id: string, value: T, most: number): void {
  map.delete(id);
  map.set(id, value);
  const [first] = map.keys();
  if (map.size > most && first !== undefined) map.delete(first);
}
