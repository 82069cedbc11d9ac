import type { Bilingual } from '../language.ts';
import { fold } from '../model-answer/fold.ts';
import { createPhraseFinder, type PhraseFinder } from '../service-language/find-phrases.ts';
import type { BriefView, CustomerKind } from '../protocol.ts';
import { CUSTOMER_KINDS, type BriefRules } from './brief-rules.ts';
import type { Understood } from './sources.ts';

/** How to answer each kind. Source: the eight kinds of difficult customer of customer-service courses. */
export const HOW_TO_ANSWER: Readonly<Record<CustomerKind, Bilingual>> = {
  rational: { zh: '讲事实、讲依据，数字和时间说准。', en: 'Give facts and grounds; be exact about figures and times.' },
  compliant: { zh: '专业、肯定，直接给一个有根据的方案。', en: 'Be professional and sure; offer one well-founded solution.' },
  outgoing: { zh: '热情一点，多给些时间，让客户说完。', en: 'Be warm, take a little more time, and listen.' },
  reserved: { zh: '耐心，一次问一件，把真实想法引出来。', en: 'Be patient, ask one thing at a time, and draw the true thought out.' },
  suspicious: { zh: '问什么答什么，不多不少，指给客户能自己核对的地方。', en: 'Answer what is asked, no more and no less, and show where they can check it.' },
  independent: { zh: '把信息讲清楚，让客户自己判断。', en: 'Lay the information out and let them judge.' },
  childish: { zh: '主动带着走，语气平和，把能做的一步步说清楚。', en: 'Take the lead, calmly, one clear step after the other.' },
  'hot-tempered': { zh: '冷静，再冷静；先回应感受，必要时离开两三分钟，说好回来的时间。', en: 'Calm, and calm again; answer the feeling first, step away for two or three minutes if needed and say when you are back.' },
};

/** One sign may be chance. */
const LEAST = 2;
const MOST_SIGNS = 4;
/** Messages so short, so many of them, and nothing longer: the reserved. */
const SHORT = 8;
const SHORT_EN = 18;

/** The kind of customer that the words speak for, with the signs that led to it; `undefined` where nothing is clear. */
export function kindOf(understood: readonly Understood[], rules: BriefRules | undefined): BriefView['customer']['kind'] {
  const texts = understood.map(({ message }) => fold(message.text));
  const signs = CUSTOMER_KINDS.map((kind) => ({ kind, signs: [...phraseSigns(texts, rules?.kinds[kind]), ...shapeSigns(kind, understood)] }));
  const best = signs.filter((each) => each.signs.length >= LEAST).toSorted((a, b) => b.signs.length - a.signs.length || order(b.kind) - order(a.kind))[0];
  return best && { kind: best.kind, signs: best.signs.slice(0, MOST_SIGNS), how: HOW_TO_ANSWER[best.kind] };
}

/** Where two kinds have as many signs, the one that needs more care. */
const order = (kind: CustomerKind): number => ['compliant', 'reserved', 'outgoing', 'rational', 'independent', 'childish', 'suspicious', 'hot-tempered'].indexOf(kind);

/** One for each list as long as its rules hold: making them takes longer than finding. */
const FINDERS = new WeakMap<object, PhraseFinder>();

function phraseSigns(texts: readonly string[], phrases: BriefRules['kinds'][CustomerKind]): readonly string[] {
  if (!phrases) return [];
  const finder = FINDERS.get(phrases) ?? createPhraseFinder(phrases);
  FINDERS.set(phrases, finder);
  return [...new Set(texts.flatMap((text) => finder.find(text).map(({ from, to }) => text.slice(from, to).trim())))];
}

/** Signs that are not words. */
function shapeSigns(kind: CustomerKind, understood: readonly Understood[]): readonly string[] {
  const texts = understood.map(({ message }) => message.text);
  const shouts = texts.flatMap((text) => text.match(/[!！?？]{2,}/g) ?? []).slice(0, 1);
  const isAngry = understood.some(({ understanding }) => understanding.mood === 'angry' && understanding.sentiment <= -0.5);
  if (kind === 'hot-tempered') return [...shouts, ...(isAngry && shouts.length > 0 ? texts.flatMap((text) => text.match(/[A-Z]{4,}(?: [A-Z]{2,})+/g) ?? []).slice(0, 1) : [])];
  if (kind === 'reserved') {
    const short = texts.filter((text) => text.length <= (/\p{Script=Han}/u.test(text) ? SHORT : SHORT_EN));
    return texts.length >= 3 && short.length === texts.length ? short.slice(0, 3) : [];
  }
  if (kind === 'outgoing') return [...texts.flatMap((text) => text.match(/\p{Extended_Pictographic}/gu) ?? []).slice(0, 1), ...texts.flatMap((text) => text.match(/[~～]{1,}$/gm) ?? []).slice(0, 1)];
  return [];
}
