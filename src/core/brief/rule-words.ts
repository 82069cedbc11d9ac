import type { Bilingual } from '../language.ts';
import type { Policy, PolicyRule } from '../policy.ts';

const SIGNALS: Readonly<Record<string, Bilingual>> = {
  person: { zh: '客户要求人工', en: 'the customer asked for a person' },
  complaint: { zh: '客户在投诉', en: 'the customer complains' },
  danger: { zh: '提到危险', en: 'danger was mentioned' },
  law: { zh: '提到法律、媒体或监管', en: 'law, the press or a regulator was mentioned' },
  leaving: { zh: '客户说要离开', en: 'the customer says they are leaving' },
};

/** Why a rule fired, in plain words; `undefined` where there is no such rule any more. */
export function ruleInWords(policy: Policy | undefined, ruleId: string): Bilingual | undefined {
  if (ruleId.startsWith('action-')) return { zh: '业务操作没有办成，需要人来接', en: 'a business action could not be finished' };
  const rule = policy?.rules.find(({ id }) => id === ruleId);
  const parts = rule ? conditionsOf(rule) : [];
  return parts.length === 0 ? undefined : { zh: parts.map(({ zh }) => zh).join('，且'), en: parts.map(({ en }) => en).join(', and ') };
}

function conditionsOf({ when }: PolicyRule): readonly Bilingual[] {
  const say = <T>(value: T | undefined, words: (value: T) => Bilingual | undefined): readonly Bilingual[] => (value === undefined ? [] : [words(value) ?? []].flat());
  return [
    ...say(when.signal, (signal) => SIGNALS[signal]),
    ...say(when.tier, (tier) => (tier.join() === 'vip' ? { zh: '是贵宾客户', en: 'is a VIP' } : { zh: `客户级别是 ${tier.join('、')}`, en: `the tier is ${tier.join(' or ')}` })),
    ...say(when.isMatter, (isMatter) => (isMatter ? { zh: '说的是正事', en: 'has a real matter' } : { zh: '只是闲聊', en: 'only makes small talk' })),
    ...say(when.intent, (intent) => ({ zh: `问的是 ${intent.join('、')}`, en: `asks about ${intent.join(' or ')}` })),
    ...say(when.sentimentAtMost, () => ({ zh: '情绪非常差', en: 'the mood is very bad' })),
    ...say(when.sentimentFallBy, () => ({ zh: '最近三句情绪明显变差', en: 'the mood has fallen sharply over the last three messages' })),
    ...say(when.unhelpfulAnswers, (count) => ({ zh: `${count} 次回答没有帮上`, en: `${count} answers did not help` })),
    ...say(when.notUnderstood, (count) => ({ zh: `连续 ${count} 次没听懂`, en: `not understood ${count} times in a row` })),
    ...say(when.unanswered, (count) => ({ zh: `连续 ${count} 个问题没有答案`, en: `${count} questions in a row had no answer` })),
    ...say(when.modelFailed, () => ({ zh: '助理出错，没能理解或查找', en: 'the assistant failed to understand or search' })),
    ...say(when.returnsAfter, ({ days }) => ({ zh: `严重事件结束后 ${days} 天内又回来`, en: `came back within ${days} days of a serious matter` })),
  ];
}
