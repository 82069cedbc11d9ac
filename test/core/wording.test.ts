import { describe, expect, it } from 'vitest';
import { HANDOVER_REASONS } from '#core/article.ts';
import { type Bilingual, LANGUAGES } from '#core/language.ts';
import { nextSteps } from '#core/brief/next-steps.ts';
import { didNotHelpReply, fill, HANDOVER_OPENING, isComplaintAboutAnswer, personReply, WORDING } from '#core/wording.ts';
import { NEVER } from './never-said.ts';

const texts: readonly (readonly [string, Bilingual])[] = [
  ...Object.entries(WORDING),
  ...Object.entries(HANDOVER_OPENING).map(([reason, text]) => [`opening for ${reason}`, text] as const),
  ...HANDOVER_REASONS.flatMap((reason) => nextSteps(reason).map((text, i) => [`step ${i + 1} for ${reason}`, text] as const)),
];
const blanks = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

describe('what Baton says', () => {
  it.each(texts)('%s is there in Chinese and in English, with the same blanks', (_, text) => {
    expect(text.zh).toMatch(/\p{Script=Han}/u);
    expect(text.en).toMatch(/^[A-Z][\p{Script=Latin}\p{P}\p{N}\s{}+]+$/u);
    expect(blanks(text.zh)).toEqual(blanks(text.en));
  });

  it.each(texts)('%s uses none of the words that are never said, and no familiar 你', (_, text) => {
    expect(text.zh).not.toMatch(NEVER);
    expect(text.en).not.toMatch(NEVER);
    expect(text.zh).not.toContain('你');
  });

  it('finds the words that are never said', () => {
    for (const said of ['这是公司的规定', '这不是我的工作', '我不知道', '我不大清楚', '我也不清楚', '不可能，绝对不会有这种事', '你搞错了', 'I do not know', 'Impossible!']) expect(said).toMatch(NEVER);
  });

  it('has an opening and next steps for every reason', () => {
    expect(Object.keys(HANDOVER_OPENING).sort()).toEqual([...HANDOVER_REASONS].sort());
    for (const reason of HANDOVER_REASONS) expect(nextSteps(reason).length).toBeGreaterThanOrEqual(3);
  });
});

describe('filling blanks', () => {
  it('puts in what is given, everywhere, and leaves other blanks to be seen', () => {
    expect(fill({ zh: '{a}和{a}和{b}', en: '{a}' }, 'zh', { a: '甲' })).toBe('甲和甲和{b}');
  });

  it('takes a value as it is', () => {
    expect(fill({ zh: '{team}', en: '{team}' }, 'en', { team: '$& {limit} $1' })).toBe('$& {limit} $1');
  });
});

describe('the choices', () => {
  it('"that did not help" is understood when it is pressed, in each language', () => {
    for (const language of LANGUAGES) {
      expect(isComplaintAboutAnswer(didNotHelpReply(language).text)).toBe(true);
      expect(isComplaintAboutAnswer(personReply(language).text)).toBe(false);
    }
  });
});
