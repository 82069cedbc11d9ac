import type { CustomerOrder } from '../protocol.ts';
import type { Entity } from '../understanding.ts';
import type { Need } from './definition.ts';
import type { NamedFact } from './state.ts';

/** Expressions of content are run on so much of a message, UTF-16 units. */
const READ_AT_MOST = 500;
/** Numbers of these kinds are not parts of an answer to another question. */
const WHOLE: ReadonlySet<Entity['kind']> = new Set(['order', 'phone', 'id-card', 'bank-card', 'email']);

/** A message that may say what is needed. */
export type Said = { readonly text: string; readonly entities: readonly Entity[] };

/** The values that a message gives for a need, in its order, each once; `isAsked`: it answers the question for it. */
export function valuesIn(need: Need, said: Said, isAsked: boolean): string[] {
  // Digits of full width are digits too.
  const text = said.text.slice(0, READ_AT_MOST).normalize('NFKC');
  const chosen = need.options?.find(({ label, words }) => [label.zh, label.en].some((own) => own.toLowerCase() === text.trim().toLowerCase()) || (isAsked && words.some((words) => new RegExp(words, 'iu').test(text))));
  if (need.options && (chosen || !need.words)) return chosen ? [chosen.value] : [];
  const facts = said.entities.filter(({ kind }) => kind === need.fact).map((entity) => shaped(need, entity.kind === 'address' ? wholeAddress(entity, said) : entity.value));
  const found = need.find.flatMap((source) => matches(source, text));
  const rest = said.entities.filter(({ kind }) => WHOLE.has(kind)).reduce((left, { text: own }) => left.replace(own.normalize('NFKC'), ' '), text);
  const answered = isAsked ? need.answer.flatMap((source) => matches(source, rest)) : [];
  const known = unique([...facts, ...found, ...answered].filter((value) => fits(need, value)));
  if (known.length > 0 || !isAsked || !need.words) return known;
  const own = said.text.replace(/\s+/g, ' ').trim();
  return own.length >= need.words.min && own.length <= need.words.max && fits(need, own) ? [own] : [];
}

/**
 * What was said before, or is known of the customer, that may be meant: what the customer named first, else their orders;
 * never what they have `rejected`, nor an order of theirs that is known to be in another state.
 */
export function valuesBefore(need: Need, facts: readonly NamedFact[], orders: readonly CustomerOrder[], said: Said, rejected: readonly string[] = []): string[] {
  const elsewhere = orders.filter(({ status }) => need.orders && !need.orders.includes(status)).map(({ number }) => number);
  const isLeft = (value: string): boolean => !rejected.includes(value) && !elsewhere.includes(value);
  const named = facts.filter(({ kind }) => kind === need.fact).map(({ value }) => shaped(need, value)).filter((value) => fits(need, value) && isLeft(value));
  if (named.length > 0) return unique(named.toReversed());
  return ordersFor(need, orders, said).map(({ number }) => number).filter(isLeft);
}

/** The customer's orders that may be meant: those in a state that fits and, where a product is named, of that product. */
function ordersFor({ orders: states }: Need, orders: readonly CustomerOrder[], { entities }: Said): CustomerOrder[] {
  if (states === undefined) return [];
  const open = orders.filter(({ status }) => states.includes(status));
  const meant = ofProducts(open, entities);
  return meant.length > 0 ? meant : open;
}

/** Does the message name a product of one of the orders that may be meant? */
export function namesOrder({ orders: states }: Need, orders: readonly CustomerOrder[], { entities }: Said): boolean {
  return states !== undefined && ofProducts(orders.filter(({ status }) => states.includes(status)), entities).length > 0;
}

function ofProducts(orders: readonly CustomerOrder[], entities: readonly Entity[]): CustomerOrder[] {
  const products = entities.filter(({ kind }) => kind === 'product').map(({ text }) => text.toLowerCase());
  return orders.filter(({ product }) => products.some((name) => product.toLowerCase().includes(name)));
}

/** Further parts of an address, such as a room: short, with a number, up to the next comma. */
const ADDRESS_PART = /^[,，]?\s*(?:[\p{Script=Han}a-z.#]{1,12}\s?)?#?[a-z]?\d{1,5}[a-z]?(?:[-–]\d{1,5})*\s?(?:号楼?|弄|栋|幢|单元|室|楼|层|座|户|房|\p{Script=Han}{1,2})?(?=\s*(?:[,，。.;；!！?？\n]|$))/iu;

/** A line that can only be part of an address: a place, or a number with what it numbers. */
const ADDRESS_LINE = /^(?:\p{Script=Han}{1,18}(?:省|市|区|县|旗|州|镇|乡|村|街道|小区|路|街|巷|苑|园)|[\p{Script=Han}a-z ]{0,12}\d[\p{Script=Han}a-z\d #-]{0,16}(?:号楼?|弄|栋|幢|单元|室|楼|层|座|户|房)|(?:room|rm|apt|apartment|unit|suite|floor|building|block)\.? ?[\w-]{1,8})[,，.。]?$/iu;
/** What may stand before an address. */
const ADDRESS_LABEL = /^(?:我的|新的?)?(?:收货)?地址(?:是|为|改[成为])?\s*[:：]?\s*/u;

/** An address as the customer wrote it, with what still belongs to it around the part that was recognised, also on lines of their own. */
function wholeAddress({ text, end }: Entity, said: Said): string {
  let whole = text;
  let rest = said.text.slice(end);
  for (let part = ADDRESS_PART.exec(rest)?.[0]; part !== undefined && part !== '' && !said.entities.some(({ kind, text: own }) => WHOLE.has(kind) && part?.includes(own)); part = ADDRESS_PART.exec(rest)?.[0]) {
    whole += part;
    rest = rest.slice(part.length);
  }
  const before = said.text.slice(0, end - text.length).split('\n');
  const isAtBegin = (before.pop() ?? '').replace(ADDRESS_LABEL, '').trim() === '';
  const after = rest.split('\n');
  const isAtEnd = /^\s*[,，.。]?\s*$/u.test(after.shift() ?? '');
  return [...(isAtBegin ? partsFrom(before.toReversed()).toReversed() : []), whole, ...(isAtEnd ? partsFrom(after) : [])].join(' ').replace(/\s+/g, ' ').trim();
}

/** The first lines as long as they are parts of an address. */
function partsFrom(lines: readonly string[]): string[] {
  const parts = lines.map((line) => line.trim().replace(ADDRESS_LABEL, ''));
  const end = parts.findIndex((part) => !ADDRESS_LINE.test(part));
  return end < 0 ? parts : parts.slice(0, end);
}

/** Is the value one that the need takes? */
function fits({ pattern }: Need, value: string): boolean {
  return value !== '' && (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'iu').test(value));
}

function shaped({ lastDigits }: Need, value: string): string {
  return lastDigits === undefined ? value : value.replace(/\D/g, '').slice(-lastDigits);
}

function matches(source: string, text: string): string[] {
  return [...text.matchAll(new RegExp(source, 'giu'))].map((match) => (match[1] ?? match[0]).trim());
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
