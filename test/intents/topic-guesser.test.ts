import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TopicGuess } from '#core/ports/topic-guesser.ts';
import { createTopicGuesser } from '#intents/topic-guesser.ts';

const PHRASES = {
  articles: new Map([
    ['refund-time', ['退款多久到账', '钱什么时候退给我', '退的钱几天能收到', 'when is my money back', 'how long does a refund take', 'still waiting for my refund', 'Refunds: when']],
    ['shop-hours', ['你们几点关门', '门店营业到几点', '周日开门吗', 'when do you close', 'are you open on sundays', 'what time can i come to the shop', 'Opening hours']],
  ]),
  elsewhere: ['明天会下雨吗', '怎么做红烧肉', '今天股市怎么样', 'will it rain tomorrow', 'tell me a joke', 'how do i cook rice', 'who won the match'],
};

const first = ({ articles }: TopicGuess): string | undefined => [...articles].toSorted(([, a], [, b]) => b - a)[0]?.[0];

describe('guessing the topic from the way in which customers ask', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'baton-topics-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('finds the article for words that none of its phrases has in that order, in both languages', async () => {
    const guess = await createTopicGuesser({ phrases: PHRASES });
    expect(['退款的钱多久能到', 'how long until my refund'].map((question) => first(guess(question)))).toEqual(['refund-time', 'refund-time']);
    expect(['你们周日几点开门', 'what time do you close on sundays'].map((question) => first(guess(question)))).toEqual(['shop-hours', 'shop-hours']);
  });

  it('says how probable it is that no article is meant, and all probabilities together are one', async () => {
    const guess = await createTopicGuesser({ phrases: PHRASES });
    const rain = guess('will it rain tomorrow');
    expect(rain.elsewhere).toBeGreaterThan(Math.max(...rain.articles.values()));
    expect(rain.elsewhere + [...rain.articles.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    expect([...rain.articles.keys()].toSorted()).toEqual(['refund-time', 'shop-hours']);
  });

  it('says nothing of a text without any word', async () => {
    const guess = await createTopicGuesser({ phrases: PHRASES });
    const { articles, elsewhere } = guess('— …');
    expect([elsewhere, ...articles.values()].every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  it('learns once for the next start, and anew when the kept file is damaged or the phrases have changed', async () => {
    let learned = 0;
    const open = (phrases = PHRASES) => {
      let hasLearned = false;
      return createTopicGuesser({ phrases, cacheFolder: folder, onProgress: () => (hasLearned = true) }).then((guess) => {
        learned += hasLearned ? 1 : 0;
        return guess;
      });
    };
    const before = (await open())('退款多久');
    expect([(await open())('退款多久'), learned]).toEqual([before, 1]);
    const [file = ''] = await readdir(folder);
    await writeFile(path.join(folder, file), 'damaged');
    expect([(await open())('退款多久'), learned]).toEqual([before, 2]);
    await open({ ...PHRASES, elsewhere: [...PHRASES.elsewhere, 'what is the capital of Peru'] });
    expect(learned).toBe(3);
  });
});
