import { beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '#core/article.ts';
import type { KnowledgeBase, KnowledgeQuery } from '#core/ports/knowledge-base.ts';

/** How to make the implementation under test. */
export type KnowledgeBaseContract = {
  readonly name: string;
  /** A knowledge base over these articles and nothing else; `today` says the day by which they become valid. */
  readonly create: (articles: readonly Article[], today: () => string) => Promise<KnowledgeBase>;
};

const head = { product: 'all', version: 1, review: '2027-05-31' } as const;

/** A shelf of a few articles: translated, in one language only, and for staff. */
const ARTICLES: readonly Article[] = [
  {
    ...head, id: 'refund-time', language: 'zh', audience: 'customer', title: '退款多久到账',
    body: '验收合格后1个工作日内退款。\n\n## 信用卡\n退到信用卡需要5–7个工作日。\n\n## 支付宝\n退到支付宝需要1–3个工作日。',
  },
  {
    ...head, id: 'refund-time', language: 'en', audience: 'customer', title: 'How long a refund takes',
    body: 'A refund starts within 1 working day after inspection.\n\n## Credit card\nA refund to a credit card takes 5–7 working days.\n\n## Alipay\nA refund to Alipay takes 1–3 working days.',
  },
  {
    ...head, id: 'shop-hours', language: 'en', audience: 'customer', title: 'Shop opening hours',
    body: 'Our shops are open from 10:00 to 22:00 every day.\n\n## Holidays\nAll shops are closed for the first three days of the Spring Festival.',
  },
  {
    ...head, id: 'lock-battery', language: 'zh', audience: 'customer', title: '门锁电池能用多久',
    body: '四节五号电池大约能用10个月。\n\n## 低电量提醒\n电量低于20%时，门锁会提示更换电池。',
  },
  {
    ...head, id: 'refund-enquiry', language: 'zh', audience: 'staff', title: '客户查询退款时怎么做',
    body: '先查退款单号，再联系银行核实退款。\n\n## 授权额度\n客服可以当场批准¥200以内的退款补偿。',
  },
];

const TODAY = '2026-11-22';

/** The promises of the port `KnowledgeBase`; every implementation passes them. */
export function describeKnowledgeBase({ name, create }: KnowledgeBaseContract): void {
  describe(`knowledge base: ${name}`, () => {
    let base: KnowledgeBase;
    beforeAll(async () => {
      base = await create(ARTICLES, () => TODAY);
    });
    const ask = (text: string, language: 'zh' | 'en', audience: 'customer' | 'staff' = 'customer') => base.search({ text, language, audience });

    /** The score of the lock's article when a hint of this weight points to it. */
    const scoreOf = async (weight: number) => {
      const hints = weight === 0 ? [] : [{ articleId: 'lock-battery', weight }];
      const { passages } = await base.search({ text: '能用多久', language: 'zh', audience: 'customer', hints });
      return passages.find(({ articleId }) => articleId === 'lock-battery')?.score ?? 0;
    };

    it('finds the article that answers, in either language', async () => {
      const chinese = await ask('退款多久到账', 'zh');
      expect(chinese.passages[0]).toMatchObject({ articleId: 'refund-time', language: 'zh' });
      const english = await ask('how long does a refund take', 'en');
      expect(english.passages[0]).toMatchObject({ articleId: 'refund-time', language: 'en' });
    });

    it('answers from an article in the other language when there is no translation', async () => {
      const evidence = await ask('shop opening hours', 'zh');
      expect(evidence.passages[0]).toMatchObject({ articleId: 'shop-hours', language: 'en' });
    });

    it('gives passages in the language of the answer when the question is written in the other one', async () => {
      const evidence = await ask('退款多久到账', 'en');
      expect(evidence.passages[0]).toMatchObject({ articleId: 'refund-time', language: 'en' });
    });

    it('never lets a customer reach a staff article, however exactly it is named', async () => {
      const hints = [{ articleId: 'refund-enquiry', weight: 1 }];
      for (const text of ['客户查询退款时怎么做', '授权额度 当场批准 退款补偿', 'refund-enquiry']) {
        const evidence = await base.search({ text, language: 'zh', audience: 'customer', hints });
        expect(evidence.passages.filter(({ audience }) => audience === 'staff')).toEqual([]);
        expect(evidence.topics.map(({ articleId }) => articleId)).not.toContain('refund-enquiry');
      }
      expect(await base.passagesOf('refund-enquiry', 'zh', 'customer')).toEqual([]);
      expect(await base.article('refund-enquiry', 'zh', 'customer')).toBeUndefined();
      expect((await base.articles('customer')).map(({ id }) => id)).not.toContain('refund-enquiry');
    });

    it('lets staff read both audiences', async () => {
      expect((await ask('客户查询退款时怎么做', 'zh', 'staff')).passages[0]?.articleId).toBe('refund-enquiry');
      expect((await ask('门锁电池能用多久', 'zh', 'staff')).passages[0]?.articleId).toBe('lock-battery');
      const only = await base.search({ text: '门锁电池能用多久', language: 'zh', audience: 'staff', isOnly: true });
      expect(only.passages.filter(({ audience }) => audience === 'customer')).toEqual([]);
      expect((await base.articles('staff')).map(({ id }) => id)).toEqual(['lock-battery', 'refund-enquiry', 'refund-time', 'refund-time', 'shop-hours']);
    });

    it('gives scores in [0, 1], the first article first', async () => {
      const { passages } = await ask('退款到信用卡要几天', 'zh');
      expect(passages.length).toBeGreaterThan(0);
      for (const { score } of passages) expect(score).toSatisfy((value: number) => value >= 0 && value <= 1);
      expect(passages[0]?.score).toBe(Math.max(...passages.map(({ score }) => score)));
    });

    it('ranks an article higher when the understood intent points to it', async () => {
      expect(await scoreOf(1)).toBeGreaterThan(await scoreOf(0));
    });

    it('looks only at what is about the wanted products or about all of them', async () => {
      const lamp = (id: string, product: Article['product']): Article => ({ ...head, id, language: 'en', audience: 'customer', title: `Cleaning ${id}`, body: 'Wipe it with a dry cloth.', product });
      const shelf = await create([lamp('lamp-one', ['l1']), lamp('lamp-two', ['l2']), lamp('both-lamps', ['l1', 'l2']), lamp('any-lamp', 'all')], () => TODAY);
      const found = async (products?: readonly string[]) => {
        const { passages } = await shelf.search({ text: 'how do I clean lamp one and lamp two', language: 'en', audience: 'customer', hints: [{ articleId: 'lamp-two', weight: 1 }], ...(products ? { products } : {}) });
        return [...new Set(passages.map(({ articleId }) => articleId))].toSorted();
      };
      expect(await found()).toEqual(['any-lamp', 'both-lamps', 'lamp-one', 'lamp-two']);
      expect(await found(['l1'])).toEqual(['any-lamp', 'both-lamps', 'lamp-one']);
      expect(await found(['no-such'])).toEqual(['any-lamp']);
      expect(await found([])).toEqual(['any-lamp']);
    });

    it('looks only at articles in one language when that is asked for, whatever language the answer is wanted in', async () => {
      const hints = [{ articleId: 'shop-hours', weight: 1 }, { articleId: 'lock-battery', weight: 1 }];
      const found = async (text: string, language: 'zh' | 'en', more: Partial<KnowledgeQuery> = {}) => {
        const { passages, topics } = await base.search({ text, language, audience: 'customer', hints, ...more });
        return [...new Set([...passages, ...topics].map(({ articleId }) => articleId))].toSorted().concat([...new Set(passages.map((passage) => passage.language))].toSorted());
      };
      const question = '退款多久到账，门锁电池能用多久，refund shop opening hours';
      expect(await found(question, 'zh')).toEqual(['lock-battery', 'refund-time', 'shop-hours', 'en', 'zh']);
      expect(await found(question, 'zh', { onlyLanguage: 'zh' })).toEqual(['lock-battery', 'refund-time', 'zh']);
      expect(await found(question, 'zh', { onlyLanguage: 'en' })).toEqual(['refund-time', 'shop-hours', 'en']);
      expect((await base.search({ text: '客户查询退款时怎么做', language: 'zh', audience: 'staff', isOnly: true, onlyLanguage: 'en' })).passages).toEqual([]);
    });

    it('neither finds nor shows an article before the day from which it holds', async () => {
      let today = '2026-11-22';
      const sale: Article = { ...head, id: 'spring-sale', language: 'zh', audience: 'customer', title: '春季促销', body: '春季促销全场八折。', validFrom: '2026-11-23' };
      const before: Article = { ...sale, language: 'en', title: 'Spring sale', body: 'The spring sale gives 20% off.', validFrom: '2026-11-22' };
      const shelf = await create([...ARTICLES, sale, before], () => today);
      const query = { text: '春季促销打几折', language: 'zh', audience: 'customer', hints: [{ articleId: 'spring-sale', weight: 1 }] } as const;
      const seen = async () => {
        const found = (await shelf.search(query)).passages.filter(({ articleId }) => articleId === 'spring-sale');
        const shown = await shelf.passagesOf('spring-sale', 'zh', 'staff');
        const listed = (await shelf.articles('staff')).filter(({ id }) => id === 'spring-sale');
        return [found, shown, listed, [await shelf.article('spring-sale', 'zh', 'staff')]].map((each) => each.map((one) => one?.language ?? 'none').toSorted((a, b) => a.localeCompare(b)));
      };
      expect(await seen()).toEqual([['en'], ['en'], ['en'], ['en']]);
      today = '2026-11-23';
      expect(await seen()).toEqual([['zh'], ['zh'], ['en', 'zh'], ['zh']]);
    });

    it.each(['', '   ', '\n\t'])('finds nothing for an empty question (%j)', async (text) => {
      expect(await ask(text, 'zh')).toEqual({ verdict: 'none', passages: [], topics: [] });
    });

    it.each(['🙂', '\ud83d', '？？？', '退'.repeat(20_000), 'a '.repeat(10_000), '\u0000', '"\'; DROP TABLE (', '{}[]*+?|\\'])(
      'does not fail on any text (%#)',
      async (text) => {
        const evidence = await ask(text, 'en');
        expect(['found', 'unclear', 'none']).toContain(evidence.verdict);
      },
    );

    it('answers only with words of the passages and cites each of them', async () => {
      const query = { text: '退款到信用卡要几天', language: 'zh', audience: 'customer' } as const;
      const passages = await base.passagesOf('refund-time', 'zh', 'customer');
      const answer = base.compose(query, passages.filter(({ headings }) => headings.includes('信用卡')));
      expect(answer?.citations).toEqual([
        { number: 1, articleId: 'refund-time', language: 'zh', title: '退款多久到账', headings: ['信用卡'], passageId: 'refund-time/zh#2' },
      ]);
      expect(answer?.text.replace(/\s*\[1\]/, '')).toBe('退到信用卡需要5–7个工作日。');
      expect(answer?.text).toContain('[1]');
    });

    it('says so when the answer exists only in the other language', async () => {
      const passages = await base.passagesOf('shop-hours', 'zh', 'customer');
      const answer = base.compose({ text: '几点开门', language: 'zh', audience: 'customer' }, passages);
      expect(answer?.text).toMatch(/英文[\s\S]*Our shops are open from 10:00 to 22:00 every day\./);
    });

    it('has no answer without passages', () => {
      expect(base.compose({ text: '退款', language: 'zh', audience: 'customer' }, [])).toBeUndefined();
    });

    it('gives the passages of an article in order, each with score 1', async () => {
      const passages = await base.passagesOf('refund-time', 'en', 'customer');
      expect(passages.map(({ headings, score }) => [headings, score])).toEqual([[[], 1], [['Credit card'], 1], [['Alipay'], 1]]);
      expect(new Set(passages.map(({ id }) => id)).size).toBe(3);
    });

    it('gives an article for reading, in the other language when it is not translated', async () => {
      expect((await base.article('refund-time', 'en', 'customer'))?.title).toBe('How long a refund takes');
      expect((await base.article('shop-hours', 'zh', 'customer'))?.language).toBe('en');
      expect(await base.article('no-such-article', 'zh', 'staff')).toBeUndefined();
    });

    it('counts what it has', () => {
      expect(base.status()).toMatchObject({ articles: 5, passages: 12 });
    });

    it('works without any article', async () => {
      const empty = await create([], () => TODAY);
      expect(await empty.search({ text: '退款', language: 'zh', audience: 'staff' })).toEqual({ verdict: 'none', passages: [], topics: [] });
      expect(await empty.articles('staff')).toEqual([]);
      expect(empty.status()).toMatchObject({ articles: 0, passages: 0 });
    });
  });
}
