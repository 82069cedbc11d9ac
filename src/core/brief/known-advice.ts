import type { BriefView, LanguageFinding } from '../protocol.ts';
import { type AskedKind, asksAgain } from './asks-again.ts';
import { knownOf } from './known.ts';

const NAMES: Readonly<Record<AskedKind, Readonly<Record<'zh' | 'en', string>>>> = {
  order: { zh: '订单', en: 'order' },
  product: { zh: '产品', en: 'product' },
  phone: { zh: '电话', en: 'phone' },
  email: { zh: '邮箱', en: 'e-mail' },
  address: { zh: '地址', en: 'address' },
  name: { zh: '姓名', en: 'name' },
  amount: { zh: '金额', en: 'amount' },
  date: { zh: '日期', en: 'date' },
  since: { zh: '日期', en: 'date' },
  problem: { zh: '事情经过', en: 'what happened' },
};
const LONGEST = 60;

/** Advice for an agent whose reply asks for what the brief has. Pure. */
export function adviseOnKnown(text: string, brief: BriefView): readonly LanguageFinding[] {
  const known = knownOf(brief);
  return asksAgain(text, new Set(known.keys())).map((kind): LanguageFinding => {
    const value = (known.get(kind) ?? '').replaceAll('\n', ' ');
    const short = value.length > LONGEST ? `${value.slice(0, LONGEST).toWellFormed()}…` : value;
    return {
      rule: `known-${kind}`,
      kind: 'known',
      from: 0,
      to: 0,
      why: { zh: `简报里已有${NAMES[kind].zh}：${short}，不用再问客户。`, en: `The brief has the ${NAMES[kind].en}: ${short}. No need to ask again.` },
    };
  });
}

