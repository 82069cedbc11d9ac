import { describe, expect, it } from 'vitest';
import { createPhraseFinder } from '#core/service-language/find-phrases.ts';
import { phraseFault } from '#core/service-language/phrase.ts';
import { serviceLanguageSchema } from '#core/service-language/rules.ts';
import { realRules } from './tools.ts';

const found = (phrase: string, text: string): string | undefined => {
  const [place] = createPhraseFinder({ zh: [phrase], en: [] }).find(text);
  return place && text.slice(place.from, place.to);
};

describe('a phrase', () => {
  it.each([
    ['(a|b) c', 'b c', 'b c'],
    ['not[ really]* my job', 'not my job', 'not my job'],
    ['not[ really| exactly]* my job', 'not really exactly my job', 'not really exactly my job'],
    ['so[ very]* good', 'so very very very very good', undefined],
    ['这…规定', '这是公司规定', '这是公司规定'],
    ['这…规定', '这个,是规定', undefined],
    ['(#|两)[#]天', '12天', '12天'],
    ['^不知道', '不知道', '不知道'],
    ['^不知道', '我不知道', undefined],
    ['不知道(,|$)', '不知道', '不知道'],
    ['不知道(,|$)', '不知道您', undefined],
    ['rule', 'overrules', undefined],
    ['rma单', 'informa单', undefined],
    ['rma[单]', '您的rma', 'rma'],
  ])('%s in "%s" stands for %s', (phrase, text, expected) => {
    expect(found(phrase, text)).toBe(expected);
  });

  it.each(['', ' ', '(a', 'a)', '[a)', 'a|b', '[a]', '[a]*[b]', '(a|[b])', 'a*', '…', '^$', '一…二…三…四…五', 'a'.repeat(901)])('is refused with what is wrong: "%s"', (phrase) => {
    expect(phraseFault(phrase)).toMatch(/\.$/);
  });

  it('never takes long, whatever the text', () => {
    const finder = createPhraseFinder({ zh: ['[a|aa|b]*[a|b]*[a|ab]*…[a|b]*…c'], en: [] });
    expect(finder.has('ab'.repeat(2_000))).toBe(false);
  });
});

describe('the file of rules', () => {
  it('names the faults of its phrases and rules that occur twice', async () => {
    const rules = await realRules();
    const [first] = rules.never;
    if (!first) throw new Error('the file has no rules');
    const messages = (value: unknown): string[] => serviceLanguageSchema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
    expect(messages(rules)).toEqual([]);
    expect(messages({ ...rules, never: [...rules.never, first] })).toEqual([expect.stringContaining(`rule id "${first.id}" occurs twice`)]);
    expect(messages({ ...rules, never: [{ ...first, phrases: { zh: ['(坏'], en: [] } }] })).toEqual([expect.stringContaining('the brackets do not match')]);
    expect(messages({ ...rules, never: [{ ...first, id: 'blank' }] })).toHaveLength(1);
  });
});
