import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '#core/language.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { inOneLanguage } from '#cli/in-one-language.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { createHashingEmbedder } from '../knowledge/hashing-embedder.ts';
import { ARTICLES, createSmallKnowledge } from '../support/small-shop.ts';

const QUESTIONS = [
  { text: '退款到信用卡要几天', language: 'zh' },
  { text: 'when do the shops open', language: 'en' },
  { text: 'how long does a refund take', language: 'zh' },
  { text: '你们卖自行车吗', language: 'zh' },
] as const;

let both: KnowledgeBase;
beforeAll(async () => {
  both = await createSmallKnowledge();
});

describe.each<Language>(['zh', 'en'])('a knowledge base that is asked in one language only (%s)', (only) => {
  it('finds and reads what one of the articles in that language alone does, with the same scores', async () => {
    const alone = await createKnowledgeBase({ articles: ARTICLES.filter(({ language }) => language === only), embedder: createHashingEmbedder(), search: 'exact' });
    const filtered = inOneLanguage(both, only);
    for (const { text, language } of QUESTIONS) {
      for (const audience of ['customer', 'staff'] as const) {
        const query = { text, language, audience, hints: [{ articleId: 'refund-time', weight: 0.4 }] };
        expect(await filtered.search(query)).toEqual(await alone.search(query));
      }
    }
    for (const id of ['refund-time', 'shop-hours']) {
      expect(await filtered.passagesOf(id, 'zh', 'customer')).toEqual(await alone.passagesOf(id, 'zh', 'customer'));
      expect(await filtered.article(id, 'en', 'customer')).toEqual(await alone.article(id, 'en', 'customer'));
    }
    expect(await filtered.articles('staff')).toEqual(await alone.articles('staff'));
  });
});
