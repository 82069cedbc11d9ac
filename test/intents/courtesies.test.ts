import { describe, expect, it } from 'vitest';
import { loadCatalog } from '#intents/load-catalog.ts';
import { readText } from '#intents/intent-model.ts';
import { CATALOG, shopClassifier } from './shop.ts';

const OPENINGS = {
  zh: ['您好，想问一下', '你好，请问', '在吗？', '客服你好，我有个问题：', '早上好，', '打扰一下，'],
  en: ['Hello, I have a question: ', 'Hi there, ', 'Good morning! ', 'Hey, quick question - ', 'Excuse me, ', 'Dear customer service, '],
} as const;
const CLOSINGS = { zh: ['，谢谢', '，麻烦您了', '，谢谢啦！'], en: [', thanks', ' - thank you very much', ', many thanks in advance!'] } as const;

describe('courtesies around a question', () => {
  it.each(['zh', 'en'] as const)('decide nothing: %s questions mean the same with every opening and closing', async (language) => {
    const classifier = await shopClassifier();
    const questions = (await loadCatalog(CATALOG)).filter(({ kind }) => kind === 'question').flatMap(({ examples }) => examples[language].slice(2, 4));
    expect(questions.length).toBeGreaterThan(69);
    const changed: string[] = [];
    let all = 0;
    for (const question of questions) {
      const bare = (await classifier.understand(question, language)).intents[0]?.id;
      const dressed = [...OPENINGS[language].map((opening) => opening + question), ...CLOSINGS[language].map((closing) => question + closing)];
      for (const text of dressed) {
        const { intents } = await classifier.understand(text, language);
        all += 1;
        if (intents[0]?.id !== bare) changed.push(`${text}: ${intents[0]?.id}`);
      }
    }
    expect(changed.filter((line) => /: (?:greeting|thanks)$/.test(line)), 'taken for small talk').toEqual([]);
    expect(changed.length / all, changed.join('\n')).toBeLessThan(0.03);
  });

  it.each([
    ['你好', 'greeting'],
    ['您好，在吗？', 'greeting'],
    ['hello there', 'greeting'],
    ['Hi, good morning', 'greeting'],
    ['谢谢', 'thanks'],
    ['thank you very much', 'thanks'],
  ])('are the message where nothing else is said: %j is %s', async (text, id) => {
    expect((await (await shopClassifier()).understand(text, 'zh')).intents[0]?.id).toBe(id);
  });

  it.each([
    ['hidden costs for installing?', 'hidden costs for installing?'],
    ['你们周末发货吗', '你们周末发货吗'],
    ['麻烦 把发票发我邮箱', '把发票发我邮箱'],
    ['got it, thank you', 'got it, thank you'],
  ])('cut no word in half and no short answer: %j', (text, read) => {
    expect(readText(text)).toBe(read);
  });

  it('cost no time in a long text of nothing else', () => {
    const started = performance.now();
    readText('你好，'.repeat(30_000));
    readText('thank you '.repeat(10_000));
    expect(performance.now() - started).toBeLessThan(200);
  });
});
