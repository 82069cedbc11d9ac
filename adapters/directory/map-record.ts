import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import type { CustomerOrder, Tier } from '#core/protocol.ts';
import type { CustomerValue } from '#core/tiers/tier-of.ts';
import type { DirectoryFile } from './directory-file.ts';

/** A customer as the CRM tells it; the tier may be missing. */
export type CrmPerson = {
  readonly id: string;
  readonly name: string;
  readonly tier?: Tier;
  readonly value: CustomerValue;
  readonly language: Language;
  readonly manager?: string;
  readonly noCare: boolean;
  readonly birthday?: string;
  readonly orders: readonly CustomerOrder[];
  readonly notes: readonly string[];
};

/** Anything longer is no name of a person, and notes nobody reads, UTF-16 units. */
const LONGEST_NAME = 200;
const LONGEST_NOTE = 500;
/** What staff can take in of a customer. */
const MOST = { orders: 50, notes: 20 } as const;

const words = z.union([z.string(), z.number(), z.boolean()]).transform(String).pipe(z.string().trim().min(1));
const name = words.pipe(z.string().max(LONGEST_NAME));
const amount = z.union([z.number(), z.string().trim().regex(/^-?\d+(\.\d+)?$/).transform(Number)]).pipe(z.number());
/** The day of a date or a moment (ISO 8601). */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}([T ].*)?$/).transform((text) => text.slice(0, 10)).pipe(z.iso.date());
/** With or without the year. */
const birthday = z.string().regex(/^(?:\d{4}-)?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])([T ].*)?$/).transform((text) => text.replace(/[T ].*$/, ''));
const notes = z.union([words.transform((text) => [text]), z.array(words)]).transform((list) => list.slice(0, MOST.notes).map((text) => text.slice(0, LONGEST_NOTE)));
const tier = z.enum(['vip', 'key', 'regular', 'small']);
const language = z.enum(['zh', 'en']);
const yes = z.enum(['true', 'false', '1', '0']).transform((word) => word === 'true' || word === '1');
const order = z.object({ number: name, product: name, status: z.enum(['paid', 'shipped', 'delivered', 'returning', 'refunded']), date: day });

/**
 * Reads a CRM's answer about the customer `id` as the file says. A field besides id and name that does not fit is left
 * out and its name told to `onDoubt`; a mark on care that does not fit means that no care is wanted. Throws `unavailable`
 * where the answer has no such name, or is about somebody else: no customer may be taken for another one.
 */
export function mapRecord(body: unknown, id: string, file: DirectoryFile, onDoubt: (field: string) => void): CrmPerson {
  const found = words.safeParse(at(body, file.fields.id));
  if (!found.success || found.data !== id) throw new BatonError('unavailable', `The customer directory answered ${found.success ? 'with another customer than was asked for' : `without an id at ${file.fields.id}`}.`);
  const named = name.safeParse(at(body, file.fields.name));
  if (!named.success) throw new BatonError('unavailable', `The customer directory answered without a name at ${file.fields.name}.`);
  const read = <Value>(field: OptionalField, schema: z.ZodType<Value>): Value | undefined => {
    const from = file.fields[field];
    const value = from === undefined ? undefined : translate(file, field, at(body, from));
    if (value === undefined || value === null || value === '') return undefined;
    const result = schema.safeParse(value);
    if (!result.success) onDoubt(field);
    return result.data;
  };
  const orders = readOrders(file.fields.orders === undefined ? undefined : at(body, file.fields.orders), file, onDoubt);
  const since = read('since', day);
  const manager = read('manager', name);
  const given = read('tier', tier);
  // In doubt nobody is bothered: a mark that cannot be read counts as a wish to be left alone.
  const noCare = read('noCare', yes.catch(() => (onDoubt('noCare'), true)));
  const born = read('birthday', birthday);
  return {
    id,
    name: named.data,
    ...(given === undefined ? {} : { tier: given }),
    value: { spent: read('spentLast12Months', amount), profit: read('profitLast12Months', amount), orders: read('ordersLast12Months', amount), level: read('level', name), since },
    language: read('language', language) ?? file.language,
    ...(manager === undefined ? {} : { manager }),
    noCare: noCare ?? false,
    ...(born === undefined ? {} : { birthday: born }),
    orders,
    notes: read('notes', notes) ?? [],
  };
}

type OptionalField = Exclude<keyof DirectoryFile['fields'], 'id' | 'name' | 'orders'>;

/** Orders, newest first; those that do not fit are left out. */
function readOrders(value: unknown, file: DirectoryFile, onDoubt: (field: string) => void): readonly CustomerOrder[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    onDoubt('orders');
    return [];
  }
  const entries: readonly unknown[] = value;
  return entries
    .flatMap((entry) => {
      const result = order.safeParse({
        number: at(entry, file.order.number),
        product: at(entry, file.order.product),
        status: translate(file, 'status', at(entry, file.order.status)),
        date: at(entry, file.order.date),
      });
      if (!result.success) onDoubt('orders');
      return result.data ?? [];
    })
    .toSorted((a, b) => b.date.localeCompare(a.date))
    .slice(0, MOST.orders);
}

/** What the CRM's word means; a value that is no word stays as it is. */
function translate({ words: dictionaries }: DirectoryFile, field: string, value: unknown): unknown {
  if (!['tier', 'language', 'status', 'noCare'].includes(field) || !['string', 'number', 'boolean'].includes(typeof value)) return value;
  const word = String(value).trim();
  const meanings: Readonly<Record<string, unknown>> = dictionaries[field as keyof typeof dictionaries] ?? {};
  if (Object.hasOwn(meanings, word)) return String(meanings[word]);
  return field === 'language' ? word.toLowerCase() : word;
}

/** What stands at a place; own fields only. */
function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? (inner as Readonly<Record<string, unknown>>)[key] : undefined), value);
}
