import type { Article } from '#core/article.ts';
import type { Intent } from '#core/intent.ts';
import { policySchema } from '#core/policy.ts';
import type { Classifier } from '#core/ports/classifier.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import type { Signal, Understanding } from '#core/understanding.ts';
import { createHashingEmbedder } from '../knowledge/hashing-embedder.ts';

const head = { product: 'all', version: 1, review: '2027-05-31' } as const;

/** A shop small enough to be learnt in no time: two topics for customers, one for staff. */
export const ARTICLES: readonly Article[] = [
  { ...head, id: 'refund-time', language: 'zh', audience: 'customer', title: '退款多久到账', body: '验收合格后1个工作日内退款。\n\n## 信用卡\n退到信用卡需要5–7个工作日。' },
  { ...head, id: 'refund-time', language: 'en', audience: 'customer', title: 'How long a refund takes', body: 'A refund starts within 1 working day after inspection.\n\n## Credit card\nA refund to a credit card takes 5–7 working days.\n\n<script>alert(1)</script>\n\n[bad](javascript:alert(1)) [good](https://shop.example/x) ![picture](https://evil.example/p.png) <b onclick="x">bold</b>' },
  { ...head, id: 'shop-hours', language: 'en', audience: 'customer', title: 'Shop opening hours', body: 'Our shops are open from 10:00 to 22:00 every day.' },
  { ...head, id: 'refund-enquiry', language: 'zh', audience: 'staff', title: '客户查询退款多久到账时怎么做', body: '客服可以当场批准¥200以内的退款补偿，这句话只给员工看。', reasons: ['complaint'] },
  { ...head, id: 'refund-enquiry', language: 'en', audience: 'staff', title: 'When a customer asks after a refund', body: 'Agents may grant up to ¥200 at once. Staff only.', reasons: ['complaint'] },
];

/** No intents: questions are answered by search alone. */
export const INTENTS: ReadonlyMap<string, Intent> = new Map();

/** People who ask for a person, complain or are VIPs are handed over; somebody is always there. */
export const POLICY = policySchema.parse({
  rules: [
    { id: 'asks-for-person', when: { signal: 'person' }, reason: 'asked', priority: 'normal', team: 'service', firstReplyMinutes: 10 },
    { id: 'complains', when: { signal: 'complaint' }, reason: 'complaint', priority: 'high', team: 'service', firstReplyMinutes: 30 },
    { id: 'is-vip', when: { tier: ['vip'], isMatter: true }, reason: 'vip', priority: 'urgent', team: 'service', firstReplyMinutes: 5 },
  ],
  teams: { service: { name: { zh: '客服', en: 'Customer service' }, hours: { from: '00:00', to: '24:00' } } },
  timeZone: 'Asia/Shanghai',
});

const SIGNALS: readonly (readonly [Signal['kind'], RegExp])[] = [
  ['person', /转人工|talk to a person/i],
  ['complaint', /投诉|complain/i],
  ['danger', /着火|on fire/i],
  ['leaving', /换别家|going elsewhere/i],
];

/** Hears calls for a person, complaints, fire and farewells to the company by fixed words, and nothing else. */
export const classifier: Classifier = {
  understand(text, fallback) {
    const understanding: Understanding = {
      language: /\p{Script=Han}/u.test(text) ? 'zh' : /[a-z]/i.test(text) ? 'en' : fallback,
      intents: [],
      isOutOfScope: true,
      sentiment: 0,
      mood: 'neutral',
      urgency: 0,
      signals: SIGNALS.flatMap(([kind, pattern]) => {
        const [words] = pattern.exec(text) ?? [];
        return words === undefined ? [] : [{ kind, words: [words], confidence: 1 }];
      }),
      entities: [],
      because: { words: [] },
    };
    return Promise.resolve(understanding);
  },
};

/** The shop's knowledge base: the real one, over the few articles. */
export function createSmallKnowledge(): Promise<KnowledgeBase> {
  return createKnowledgeBase({ articles: ARTICLES, embedder: createHashingEmbedder(), search: 'exact' });
}
