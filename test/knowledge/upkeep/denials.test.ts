import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeArticles } from '#cli/upkeep-report.ts';
import type { Article } from '#core/article.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { findDenials } from '#knowledge/upkeep/find-denials.ts';
import { reviewArticles } from '#knowledge/upkeep/review-articles.ts';
import { PROJECT } from '../../support/project-files.ts';

/** The nearness from which `reviewArticles` takes sentences of the shipped articles for near. */
const NEAR = 0.63;

let embedder: Embedder;
beforeAll(async () => {
  embedder = await createEmbedder();
});

const article = (id: string, body: string, more: Partial<Article> = {}): Article => ({ id, language: /\p{Script=Han}/u.test(body) ? 'zh' : 'en', audience: 'customer', title: id, product: 'all', version: 1, body, ...more });
const denied = async (...articles: Article[]) => (await findDenials(articles, embedder, NEAR)).map(({ a, b }) => [a.text, b.text]);

describe('what one article says and another denies', () => {
  it.each([
    ['已激活的门锁可以退货。', '已激活的门锁不可以退货。'],
    ['已激活的门锁能退。', '已激活的门锁不能退。'],
    ['滤芯拆封后可以退货。', '滤芯拆封后不能退货。'],
    ['礼品卡支持退款。', '礼品卡不支持退款。'],
    ['电池在保修范围内。', '电池不在保修范围内。'],
    ['退货需要原包装。', '退货不需要原包装。'],
    ['安装要收费。', '安装不收费。'],
    ['会员积分可以转让给家人。', '会员积分无法转让给家人。'],
    ['运费由我们承担。', '运费不由我们承担。'],
    ['The battery is covered by the warranty.', 'The battery is not covered by the warranty.'],
    ['Gift cards can be refunded.', "Gift cards can't be refunded."],
    ['You need the invoice for a warranty repair.', 'You do not need the invoice for a warranty repair.'],
    ['Installation is included in the price, and the technician takes the old appliance away.', 'The technician does not take the old appliance away.'],
    ['Membership points expire after 12 months.', 'Membership points never expire after 12 months.'],
  ])('is shown with both sentences: %s', async (said, no) => {
    expect(await denied(article('one', said), article('two', `## Part\n\n- ${no}`))).toEqual([[said, no]]);
    expect(await denied(article('one', no), article('two', said))).toEqual([[said, no]]);
  });

  it.each([
    ['holds under another condition', '七天内门锁可以退货。', '超过七天门锁不可以退货。'],
    ['holds under another condition', '如果包装完好，门锁可以退货。', '门锁不可以退货。'],
    ['holds under another condition', 'You can cancel the order before it is sent.', 'You cannot cancel the order after it is sent.'],
    ['is about what is the other way round', '未激活的门锁可以退货。', '已激活的门锁不可以退货。'],
    ['is about what is the other way round', 'Unopened filters can be returned.', 'Opened filters cannot be returned.'],
    ['is about something else', '礼品卡可以退款。', '优惠券不可以退款。'],
    ['is about something else', 'The motor is covered by the warranty.', 'The brush is not covered by the warranty.'],
    ['denies another thing of it', '智能灯泡 S1 的价格是 ¥79。', '智能灯泡 S1 没有按键。'],
    ['only has a "not" in it', '内胆可以水洗。', '不锈钢内胆可以水洗。'],
    ['only has a "not" in it', 'Filters can be returned and exchanged.', 'Filters can not only be returned and exchanged but also repaired.'],
    ['need not be, but may', 'You can show the invoice for a repair.', 'You do not have to show the invoice for a repair.'],
    ['may be left undone', '您可以提供发票。', '您可以不提供发票。'],
    ['is asked or quoted', 'You do not need the invoice for a repair.', 'Do you need the invoice for a repair?'],
    ['is asked or quoted', '别说“门锁不可以退货”。', '门锁可以退货。'],
  ])('is none where it %s: %s', async (_, one, other) => {
    expect(await denied(article('one', one), article('two', other))).toEqual([]);
  });

  it('is none between different products, or within one article', async () => {
    const [yes, no] = ['滤网可以水洗。', '滤网不可以水洗。'];
    expect(await denied(article('a', yes, { product: ['purifier-a3'] }), article('b', no, { product: ['fryer-f4'] }))).toEqual([]);
    expect(await denied(article('a', `${yes}\n\n${no}`))).toEqual([]);
    expect(await denied(article('a', yes), article('b', no, { product: ['fryer-f4'] }))).toHaveLength(1);
  });

  it('is nothing in the articles that come with Baton', async () => {
    expect(await denied(...(await loadArticles(path.join(PROJECT, 'knowledge/articles'))))).toEqual([]);
  });

  it('stands in the review of articles, with both sentences and where they are', async () => {
    const review = await reviewArticles([article('gift-cards', 'Gift cards can be refunded.'), article('returns', '## Not returned\n\nGift cards cannot be refunded.')], [], embedder, '2027-03-10');
    expect(describeArticles(review)).toMatch(/^Said in one article and denied in another \(1\)\n- “Gift cards can be refunded” against “Gift cards cannot be refunded” \(nearness \d\.\d\d\)\n {4}gift-cards \(en\): Gift cards can be refunded\.\n {4}returns › Not returned \(en\): Gift cards cannot be refunded\.\n/);
  });
});
