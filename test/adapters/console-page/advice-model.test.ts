import { describe, expect, it } from 'vitest';
import type { LanguageFinding } from '#core/protocol.ts';
import { adviceFor, MOST_ADVICE, withBetter } from '#adapters/console/page/advice-model.ts';

const WHY = { zh: '因为', en: 'because' };
const finding = (rule: string, kind: LanguageFinding['kind'], from = 0): LanguageFinding => ({ rule, kind, from, to: from, why: WHY });
const LONG = '这是一条已经写了不少字的回复';

describe('advice', () => {
  it('shows the gravest first, each kind once and not too many', () => {
    const { shown, more } = adviceFor([finding('shouting', 'form'), finding('no-greeting', 'missing'), finding('impossible', 'never', 5), finding('impossible', 'never', 9), finding('jargon', 'form')], LONG);
    expect(shown.map(({ rule, from }) => `${rule} ${from}`)).toEqual(['impossible 5', 'no-greeting 0', 'shouting 0']);
    expect(shown).toHaveLength(MOST_ADVICE);
    expect(more).toBe(1);
  });

  it('misses nothing in the first few signs, unless they are a whole sentence', () => {
    expect(adviceFor([finding('no-greeting', 'missing')], '查到').shown).toEqual([]);
    expect(adviceFor([finding('no-greeting', 'missing')], '查到了。').shown).toHaveLength(1);
    expect(adviceFor([finding('bare-hello', 'never')], '在吗').shown).toHaveLength(1);
  });

  it('puts the better wording in its place and marks the blank in it', () => {
    const { text, mark } = withBetter('我会尽快答复', { from: 2, to: 4, text: '[时间]前' });
    expect(text).toBe('我会[时间]前答复');
    expect(text.slice(...mark)).toBe('[时间]');
    expect(withBetter('查到了', { from: 0, to: 0, text: '您好，' })).toEqual({ text: '您好，查到了', mark: [3, 3] });
  });
});
