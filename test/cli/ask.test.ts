import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evidence } from '#core/passage.ts';
import { runBaton } from '../support/run-command.ts';
import { makeSmallContent, type SmallContent } from '../support/small-content.ts';

let content: SmallContent;
beforeAll(async () => {
  content = await makeSmallContent();
});
afterAll(() => content.remove());

const ask = async (...args: string[]): Promise<Evidence> => (JSON.parse((await runBaton(['ask', ...args, '--json'], content.variables)).out) as { evidence: Evidence }).evidence;

describe('baton ask', () => {
  it('answers from articles in one language alone when told so', async () => {
    const languages = async (...args: string[]) => new Set((await ask('退款多久到账', ...args)).passages.map(({ articleId, language }) => `${articleId}/${language}`));
    expect(await languages()).toContain('refund-time/zh');
    const english = [...(await languages('--only-language', 'en'))];
    expect(english).toContain('refund-time/en');
    expect(english.filter((each) => !each.endsWith('/en'))).toEqual([]);
  });

  it('says how to ask when it is asked for a language that it does not speak', async () => {
    const { code, warned } = await runBaton(['ask', 'refund', '--only-language', 'fr'], content.variables);
    expect([code, warned]).toEqual([2, expect.stringContaining('--only-language zh|en')]);
  });
});
