import { fileURLToPath } from 'node:url';
import type { Article } from '#core/article.ts';
import { EMPTY_MEMORY, type Conversation, type Handover } from '#core/conversation.ts';
import type { Intent } from '#core/intent.ts';
import type { Message } from '#core/message.ts';
import type { FoundPassage } from '#core/passage.ts';
import type { Policy } from '#core/policy.ts';
import type { Understanding } from '#core/understanding.ts';
import { readPolicy } from '#src/policy-file.ts';

/** Noon in Shanghai on Wednesday 10 March 2027: every team of the policy is there. */
export const NOON = Date.UTC(2027, 2, 10, 4, 0);
/** Half past midnight of the same night in Shanghai: nobody is there. */
export const NIGHT = Date.UTC(2027, 2, 10, 16, 30);
export const MINUTE = 60_000;
export const COMPANY = { zh: '栗屋', en: 'Liwu Home' };

/** The policy that is shipped. */
export function realPolicy(): Promise<Policy> {
  return readPolicy(fileURLToPath(new URL('../../intents/policy.yaml', import.meta.url)));
}

export const conversation = (more: Partial<Conversation> = {}): Conversation => ({
  id: 'c-1',
  channel: 'web',
  address: 'v-1',
  state: 'bot',
  epoch: 1,
  segment: 1,
  language: 'zh',
  customerId: undefined,
  customerName: '',
  tier: 'regular',
  agentId: undefined,
  agentName: undefined,
  memory: EMPTY_MEMORY,
  handledSeq: 0,
  lastSeq: 1,
  closeReason: undefined,
  closedBy: undefined,
  rating: undefined,
  ratingComment: undefined,
  createdAt: NOON,
  updatedAt: NOON,
  ...more,
});

export const understanding = (more: Partial<Understanding> = {}): Understanding => ({
  language: 'zh',
  intents: [{ id: 'refund-status', confidence: 0.9 }],
  isOutOfScope: false,
  sentiment: 0,
  mood: 'neutral',
  urgency: 0.3,
  signals: [],
  entities: [],
  because: { words: [] },
  ...more,
});

export const passage = (articleId = 'refund-time', more: Partial<FoundPassage> = {}): FoundPassage => ({
  id: `${articleId}/zh#1`,
  articleId,
  language: 'zh',
  audience: 'customer',
  title: '退款多久到账',
  headings: [],
  text: '支付宝、微信支付1–3个工作日。',
  score: 0.9,
  ...more,
});

export const handover = (more: Partial<Handover> = {}): Handover => ({
  id: 'h-1',
  conversationId: 'c-1',
  segment: 1,
  reason: 'complaint',
  ruleId: 'complaint',
  words: ['投诉'],
  priority: 'high',
  team: 'complaints',
  openedAt: NOON,
  dueAt: NOON + 120 * MINUTE,
  claimedAt: undefined,
  firstReplyAt: undefined,
  endedAt: undefined,
  outcome: undefined,
  ...more,
});

export const message = (more: Partial<Message> = {}): Message => ({
  id: `m-${more.seq ?? 1}`,
  conversationId: 'c-1',
  seq: 1,
  cursor: more.seq ?? 1,
  segment: 1,
  author: 'customer',
  visibility: 'all',
  text: '退款什么时候到账',
  extras: {},
  status: 'sent',
  at: NOON,
  ...more,
});

const intent = (id: string, kind: Intent['kind'], more: Partial<Intent> = {}): Intent => ({
  id,
  name: { zh: `${id} 名`, en: `${id} name` },
  kind,
  topics: [],
  urgency: 0,
  examples: { zh: [], en: [] },
  ...more,
});

/** A catalogue of four. */
export const INTENTS: ReadonlyMap<string, Intent> = new Map(
  [
    intent('refund-status', 'question', { topics: ['refund-time', 'refund-missing'] }),
    intent('thanks', 'talk', { reply: { zh: '不客气。', en: "You're welcome." } }),
    intent('signal-person', 'signal', { signal: 'person' }),
    intent('signal-complaint', 'signal', { signal: 'complaint', topics: ['complaint-how'] }),
  ].map((each) => [each.id, each]),
);

export const staffArticle = (id: string, language: 'zh' | 'en', body: string, reasons: Article['reasons'] = ['complaint']): Article => ({
  id,
  language,
  audience: 'staff',
  title: `title of ${id}`,
  product: 'all',
  version: 1,
  review: '2027-05-31',
  reasons,
  body,
});
