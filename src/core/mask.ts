import { findKnownNames } from './known-names.ts';
import { FACT_KINDS } from './understanding.ts';
import type { Entity } from './understanding.ts';

/** Which kinds of facts may stay as they were written. */
export type MaskPolicy = { readonly keep: readonly Entity['kind'][] };

/** A text in which facts were masked; `masks` say where, with UTF-16 offsets into both texts, in order. */
export type MaskedText = {
  readonly text: string;
  readonly masks: readonly {
    readonly kind: Entity['kind'];
    readonly original: { readonly start: number; readonly end: number };
    readonly masked: { readonly start: number; readonly end: number };
  }[];
};

/** What is needed to serve and tells nobody apart may stay; everything that belongs to a person is masked. */
export const DEFAULT_MASK_POLICY: MaskPolicy = { keep: ['order', 'amount', 'date', 'time', 'product'] };

/** A text without the facts that may not stay in it; `people` are names of those who are known to speak or be spoken of in it. */
export type Mask = (text: string, people?: readonly string[]) => string;

/** Masks texts: `find` finds their facts, and those of the kinds in `hide` do not stay; where names do not, known people are found by any part of theirs. Pure where `find` is. */
export function createMask(find: (text: string) => readonly Entity[], hide: readonly Entity['kind'][]): Mask {
  const policy: MaskPolicy = { keep: FACT_KINDS.filter((kind) => !hide.includes(kind)) };
  const named = (text: string, people: readonly string[]): readonly Entity[] => (hide.includes('name') ? findKnownNames(text, people) : []);
  return (text, people = []) => (hide.length === 0 ? text : maskPersonalData(text, [...find(text), ...named(text, people)], policy).text);
}

/** What belongs to a person: never sent to a service outside, never learnt from. */
export const PERSONAL: readonly Entity['kind'][] = FACT_KINDS.filter((kind) => !DEFAULT_MASK_POLICY.keep.includes(kind));

const NAMES: Readonly<Partial<Record<Entity['kind'], { readonly zh: string; readonly en: string }>>> = {
  'id-card': { zh: '身份证号', en: 'ID number' },
  'bank-card': { zh: '银行卡号', en: 'card number' },
  address: { zh: '地址', en: 'address' },
  name: { zh: '姓名', en: 'name' },
  order: { zh: '订单号', en: 'order number' },
  amount: { zh: '金额', en: 'amount' },
  date: { zh: '日期', en: 'date' },
  time: { zh: '时间', en: 'time' },
  product: { zh: '产品', en: 'product' },
};

/**
 * A text that stays readable without the facts that may not be kept: telephone numbers keep their ends
 * (`138****1001`), e-mail addresses their first letter and domain, bank cards their last four digits
 * (`[银行卡号 2345]`); anything else becomes its name in the text's language (`[身份证号]`, `[ID number]`). `entities`
 * are those of the text; overlapping or misplaced ones are masked as one stretch. Changes nothing else; pure.
 */
export function maskPersonalData(text: string, entities: readonly Entity[], policy: MaskPolicy = DEFAULT_MASK_POLICY): MaskedText {
  const language = /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
  const masks: MaskedText['masks'][number][] = [];
  let out = '';
  let done = 0;
  const hidden = entities
    .filter(({ kind, start, end }) => !policy.keep.includes(kind) && start >= 0 && start < end && end <= text.length)
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  for (const { kind, value, start, end } of hidden) {
    if (start < done) {
      // What sticks out of an overlap must not stay readable.
      done = Math.max(done, end);
      continue;
    }
    out += text.slice(done, start);
    const mask = maskOne(kind, value, language);
    masks.push({ kind, original: { start, end }, masked: { start: out.length, end: out.length + mask.length } });
    out += mask;
    done = end;
  }
  return { text: out + text.slice(done), masks };
}

function maskOne(kind: Entity['kind'], value: string, language: 'zh' | 'en'): string {
  if (kind === 'phone') return maskPhone(value);
  if (kind === 'email') return `${Array.from(value)[0] ?? ''}***${value.slice(value.lastIndexOf('@'))}`;
  const name = NAMES[kind]?.[language] ?? kind;
  return kind === 'bank-card' ? `[${name} ${value.slice(-4)}]` : `[${name}]`;
}

/** The first three and the last four signs; of short numbers the last two. */
function maskPhone(value: string): string {
  const last = value.length < 10 ? 2 : 4;
  return `${value.slice(0, value.length < 10 ? 0 : 3)}****${value.slice(-last)}`;
}
