import type { Article } from '#core/article.ts';
import { casesSchema } from '#core/cases/rules.ts';
import type { FoundPassage } from '#core/passage.ts';
import { type Policy, policySchema } from '#core/policy.ts';
import type { Classifier } from '#core/ports/classifier.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import type { TurnTools } from '#core/turn.ts';
import type { Signal } from '#core/understanding.ts';

/** What customers of the runs say, with the number of the message, so that no two are alike. */
export const QUESTION = '退款多久到账';
export const COMPLAINT = '我要投诉';

const ARTICLE: Article = { id: 'refund-time', language: 'zh', audience: 'customer', title: '退款多久到账', product: 'all', version: 1, review: '2027-05-31', body: '验收合格后1个工作日内退款。退到信用卡需要5–7个工作日。' };
const PASSAGE: FoundPassage = { id: 'refund-time/zh#1', articleId: ARTICLE.id, language: 'zh', audience: 'customer', title: ARTICLE.title, headings: [], text: ARTICLE.body, score: 0.9 };

/** What the model of the runs says: true sentences, so that they pass the check and are shown as drafts. */
export const MODEL_SAYS = ['验收合格后1个工作日内退款。[1]', '退到信用卡', '需要5–7个工作日。[1]'];

/** Words of a case that nobody asks for when they are said: they never come while a person has the conversation. */
export const UNASKED = /最新情况|有进展：|再和您确认一次|我们问过您/;

/** Complaints are handed over to a team that is always there. */
const RULES = policySchema.parse({
  rules: [
    { id: 'complains', when: { signal: 'complaint' }, reason: 'complaint', priority: 'high', team: 'service', firstReplyMinutes: 30 },
    { id: 'asks', when: { signal: 'person' }, reason: 'asked', priority: 'normal', team: 'service', firstReplyMinutes: 10 },
  ],
  teams: {
    service: { name: { zh: '客服组', en: 'Customer service' }, hours: { from: '00:00', to: '24:00' } },
    vip: { name: { zh: '贵宾服务', en: 'VIP service' }, hours: { from: '00:00', to: '24:00' } },
  },
  timeZone: 'Asia/Shanghai',
});

/** Those rules, with cases whose news come every minute. */
export const POLICY: Policy = {
  ...RULES,
  cases: casesSchema.parse({
    team: 'service',
    authority: { agent: 200, lead: null },
    news: { within: '1 min', counts: 'clock' },
    confirm: { attempts: 3, every: { within: '1 min', counts: 'clock' } },
    departments: { repairs: { name: { zh: '维修部', en: 'Repairs' } } },
    causes: {},
  }),
};

const classifier: Classifier = {
  understand: (text, language) => {
    const signals: Signal[] = text.includes(COMPLAINT) ? [{ kind: 'complaint', words: [COMPLAINT], confidence: 1 }] : [];
    return Promise.resolve({ language, intents: [], isOutOfScope: true, sentiment: 0, mood: 'neutral', urgency: 0, signals, entities: [], because: { words: [] } });
  },
};

const knowledge: KnowledgeBase = {
  search: ({ text }) => Promise.resolve(text.includes(QUESTION) ? { verdict: 'found', passages: [PASSAGE], topics: [] } : { verdict: 'none', passages: [], topics: [] }),
  compose: (_query, [passage]) => passage && { text: `${passage.text} [1]`, citations: [{ number: 1, articleId: passage.articleId, language: 'zh', title: passage.title, headings: [] }] },
  passagesOf: () => Promise.resolve([PASSAGE]),
  article: (id) => Promise.resolve(id === ARTICLE.id ? ARTICLE : undefined),
  articles: () => Promise.resolve([ARTICLE]),
  status: () => ({ articles: 1, passages: 1, search: 'exact' }),
};

/** What turns are taken with: everything of Baton's own but understanding and search, which are none of ownership's business. */
export function turnTools(writer: TurnTools['writer'], onFailure: (error: unknown) => void): TurnTools {
  return {
    classifier,
    knowledge,
    directory: { find: () => Promise.resolve(undefined) },
    writer,
    policy: POLICY,
    intents: new Map(),
    company: { zh: '小店', en: 'Small Shop' },
    safetyPhone: '400-000-5219',
    saysItIsAi: () => true,
    onDirectoryFailure: onFailure,
    onModelFailure: onFailure,
  };
}
