import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { HANDOVER_REASONS } from '#core/article.ts';
import { suggestReply } from '#core/brief/suggested-reply.ts';
import { type Article } from '#core/article.ts';
import type { BriefSources } from '#core/brief/sources.ts';
import { LANGUAGES } from '#core/language.ts';
import type { Tier } from '#core/protocol.ts';
import type { LanguageCheck } from '#core/service-language/check.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { COMPANY, conversation, handover, message, staffArticle, understanding } from '../samples.ts';
import { realCheck, situation } from '../service-language/tools.ts';

let staffArticles: readonly Article[];
let language: LanguageCheck;
beforeAll(async () => {
  staffArticles = (await loadArticles(fileURLToPath(new URL('../../../knowledge/articles', import.meta.url)))).filter(({ audience }) => audience === 'staff');
  language = await realCheck();
});

const NOBODY_SAID: BriefSources['transcript'] = [];
const TIERS: readonly Tier[] = ['vip', 'key', 'regular', 'small'];

describe('a suggested first reply', () => {
  it.each(HANDOVER_REASONS)('for "%s" is sound service language for every language, every tier, with a name and without, and tells no tier', (reason) => {
    for (const each of LANGUAGES) {
      for (const tier of TIERS) {
        for (const name of ['', each === 'zh' ? '王女士' : 'Ms Wang']) {
          const said = conversation({ language: each, tier, customerName: name, ...(name === '' ? {} : { customerId: 'c-1' }) });
          const reply = suggestReply({ conversation: said, handover: handover({ reason }), handovers: [], transcript: [], customer: undefined, staffArticles, intents: new Map(), company: COMPANY, reader: each === 'zh' ? '陈晨' : 'Chen' });
          const where = `${reason} ${each} ${tier} ${name}`;
          expect(reply.text, where).not.toBe('');
          const findings = language.check(reply.text, situation({ language: each, by: 'person', isFirstReply: true, reason, mood: reason === 'mood' || reason === 'complaint' ? 'angry' : 'neutral', names: { agent: each === 'zh' ? '陈晨' : 'Chen', company: COMPANY[each] } }));
          expect(findings.map(({ rule }) => rule), where).toEqual([]);
          expect(reply.text, where).not.toMatch(/\{|\bVIP\b|贵宾|\btier\b|等级/i);
        }
      }
    }
  });

  const suggest = (more: Partial<BriefSources> = {}) =>
    suggestReply({ conversation: conversation(), handover: handover({ reason: 'asked' }), handovers: [], transcript: NOBODY_SAID, customer: undefined, staffArticles: [], intents: new Map(), company: COMPANY, reader: '陈晨', serviceLanguage: language, ...more });
  const article = (id: string, words: string, place: 'zh' | 'en' = 'zh') => staffArticle(id, place, `## ${place === 'zh' ? '建议回复' : 'Suggested reply'}\n${words}`, ['asked']);

  it.each([...HANDOVER_REASONS, 'taken-over'] as const)('in our own words for "%s" is sound service language in every language and mood', (reason) => {
    for (const each of LANGUAGES) {
      for (const mood of ['angry', 'worried', 'neutral'] as const) {
        const transcript = [{ message: message(), understanding: understanding({ mood, sentiment: mood === 'neutral' ? 0 : -0.8 }) }];
        const reply = suggest({ conversation: conversation({ language: each }), handover: handover({ reason }), transcript });
        expect(reply.articleId).toBeUndefined();
        expect(language.check(reply.text, situation({ language: each, isFirstReply: true, reason, mood })).map(({ rule }) => rule), `${reason} ${each} ${mood}: ${reply.text}`).toEqual([]);
      }
    }
  });

  it('is not taken from an article whose words are never said, but from the next', () => {
    const rude = article('a-rude', '您好，我是{company}的{agent}，这不归我管，您自己看说明书。');
    const sound = article('b-sound', '您好，我是{company}的{agent}，您前面说的我都看到了。');
    expect(language.isNeverSaid('这不归我管')).toBe(true);
    expect(suggest({ staffArticles: [rude, sound] })).toMatchObject({ articleId: 'b-sound' });
    expect(suggest({ staffArticles: [rude] }).articleId).toBeUndefined();
  });

  it('gets the greeting and the apology that an article forgot', () => {
    const angry = [{ message: message(), understanding: understanding({ mood: 'angry', sentiment: -0.8 }) }];
    const reply = suggest({ staffArticles: [article('a', '您前面说的我都看到了，您不用再重复。')], transcript: angry });
    expect(reply.articleId).toBe('a');
    expect(reply.text).toMatch(/^您好，我是栗屋的陈晨。.*抱歉.*您前面说的我都看到了/);
  });

  it('is in our own words where the article is written in the other language only', () => {
    const reply = suggest({ conversation: conversation({ language: 'en' }), staffArticles: [article('a', '您好，我是{agent}。')] });
    expect(reply.text).toMatch(/^Hello, this is 陈晨 from Liwu Home\./);
  });
});
