import { beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '#core/conversation.ts';
import { BatonError } from '#core/errors.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { takeTurn, type TurnResult, type TurnTools } from '#core/turn.ts';
import { handover, MINUTE, NIGHT, NOON, understanding } from './samples.ts';
import { citedBy, lease, prepareTurns, textsOf, turn as takeOne } from './turns.ts';

let tools: TurnTools;
beforeAll(async () => {
  tools = await prepareTurns();
});

const turn = (texts: readonly string[], more: Partial<Conversation> = {}, other: Partial<TurnTools> = {}) => takeOne(tools, texts, more, other);

/** Says one thing after another, each turn with the memory of the one before. */
const converse = (...texts: string[]): Promise<TurnResult[]> => converseWith({}, ...texts);
async function converseWith(other: Partial<TurnTools>, ...texts: string[]): Promise<TurnResult[]> {
  const results: TurnResult[] = [];
  let now: Partial<Conversation> = {};
  for (const text of texts) {
    const result = await turn([text], now, other);
    results.push(result);
    const { memory, language, handledSeq, ownership } = result.change;
    now = { ...now, ...(memory ? { memory } : {}), ...(language ? { language } : {}), ...(handledSeq ? { handledSeq } : {}), ...ownership };
  }
  return results;
}

/** Ports that count and record, in front of the real ones. */
function recording() {
  const understood: string[] = [];
  const searched: Parameters<KnowledgeBase['search']>[0][] = [];
  const seen: Partial<TurnTools> = {
    classifier: { understand: (text, fallback) => (understood.push(text), tools.classifier.understand(text, fallback)) },
    knowledge: { ...tools.knowledge, search: (query) => (searched.push(query), tools.knowledge.search(query)) },
  };
  return { understood, searched, seen };
}

describe('a turn', () => {
  it.each([
    ['zh', '退款多久能到账', 'refund-time.zh'],
    ['en', 'When are your shops open?', 'shop-hours.en'],
  ] as const)('in %s answers from the knowledge base, with the source', async (language, text, source) => {
    const result = await turn([text], { language: language === 'zh' ? 'en' : 'zh' });
    expect(result.decision).toMatchObject({ kind: 'answer', reason: 'found' });
    expect(citedBy(result)).toContain(source);
    expect(result.change).toMatchObject({ language, handledSeq: 1, understandings: [{ seq: 1, understanding: { language } }] });
    expect(result.change.memory?.shown).toMatchObject([{ articleId: source.slice(0, -3), language, helped: 'unknown' }]);
    expect(result.change).not.toHaveProperty('ownership');
  });

  it('reads a burst as one, understands each message, and takes all of them up', async () => {
    const { understood, searched, seen } = recording();
    const burst = ['我的退款', '多久能到账', '是支付宝付的'];
    const result = await turn(burst, {}, seen);
    expect(result.change.handledSeq).toBe(3);
    expect(result.change.messages).toHaveLength(1);
    expect(citedBy(result)).toContain('refund-time.zh');
    expect(result.change.understandings?.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(understood).toEqual([...burst, burst.join('\n')]);
    expect(searched.map(({ text }) => text)).toEqual([burst.join('\n')]);
    expect(result.change.memory?.sentiments).toHaveLength(1);
  });

  it.each([
    ['zh', ['你好', '在吗', '退款多久能到账'], 'refund-time.zh'],
    ['en', ['hello', 'good morning', 'When are your shops open?'], 'shop-hours.en'],
  ] as const)('answers the question of a burst that begins with greetings (%s)', async (_, burst, source) => {
    const { searched, seen } = recording();
    const result = await turn(burst, {}, seen);
    expect(citedBy(result)).toContain(source);
    expect(searched.map(({ text }) => text)).toEqual([burst[2]]);
    expect(result.change.understandings).toHaveLength(3);
    expect(result.change.handledSeq).toBe(3);
  });

  it('greets back when a burst is nothing but greetings', async () => {
    expect((await turn(['你好', '在吗'])).decision).toMatchObject({ kind: 'answer', reason: 'talk', intentId: 'greeting' });
  });

  it.each([
    ['small talk that carries a signal', understanding({ intents: [{ id: 'greeting', confidence: 0.9 }], signals: [{ kind: 'danger', words: ['冒烟'], confidence: 1 }] })],
    ['words about the last answer', understanding({ intents: [{ id: 'deny', confidence: 0.9 }] })],
  ])('keeps in a burst what matters: %s', async (_, first) => {
    const { searched, seen } = recording();
    const classifier = { understand: (text: string) => Promise.resolve(text === '第一句' ? first : understanding()) };
    await turn(['第一句', '退款多久能到账'], {}, { ...seen, classifier });
    expect(searched.map(({ text }) => text)).toEqual(['第一句\n退款多久能到账']);
  });

  it('reads at most 8,000 characters of a flood as one', async () => {
    const { understood, seen } = recording();
    await turn(Array.from({ length: 3 }, () => '退款'.repeat(2_000)), {}, seen);
    expect(understood.at(-1)).toHaveLength(8_000);
  });

  it('searches for customers only, whoever asks', async () => {
    const { searched, seen } = recording();
    await turn(['赔偿标准是多少，内部怎么规定的'], { customerId: 'c-1001' }, seen);
    expect(searched).toMatchObject([{ audience: 'customer' }]);
  });

  it.each(['转人工', 'I want to talk to a person', '你们客服人呢，给我找个真人'])('brings a person at once for "%s"', async (text) => {
    const result = await turn([text]);
    expect(result.decision).toMatchObject({ kind: 'hand_over', reason: 'asked' });
    expect(result.change).toMatchObject({ ownership: { state: 'waiting', epoch: 2 }, openHandover: { reason: 'asked', team: 'service' }, news: ['handover'] });
  });

  it('brings a person when two answers did not help', async () => {
    const results = await converse('退款多久能到账', '没有解决我的问题', '退款还是没有收到', '没用');
    expect(results.map(({ decision }) => decision.reason)).toEqual(['found', 'did_not_help', 'found', 'unhelpful']);
    expect(results.at(-1)?.change.openHandover).toMatchObject({ reason: 'unhelpful', ruleId: 'two-answers-did-not-help' });
    expect(results.at(-1)?.change.memory?.shown.at(-1)).toMatchObject({ helped: 'no' });
  });

  it('brings a person when it has not understood twice', async () => {
    const results = await converse('量子纠缠的薛定谔方程怎么解', '我问薛定谔方程怎么解');
    expect(results.map(({ decision }) => decision.reason)).toEqual(['not_found', 'not-understood']);
  });

  it('brings a person when it has asked back and asked back, and still has to', async () => {
    const topics = [{ articleId: 'refund-time', title: '退款多久到账' }, { articleId: 'member-points', title: '积分怎么算' }];
    const knowledge: KnowledgeBase = { ...tools.knowledge, search: () => Promise.resolve({ verdict: 'unclear', passages: [], topics }) };
    const results = await converseWith({ knowledge }, '会员退款积分', '就是会员的退款积分', '我说的是会员退款的积分');
    expect(results.map(({ decision }) => decision.reason)).toEqual(['topics_compete', 'topics_compete', 'not-understood']);
  });

  it.each([
    ['nothing was found', ['量子纠缠的薛定谔方程怎么解', '好的'], ['not_found', 'asked']],
    ['an answer had not helped', ['退款多久能到账', '没有解决我的问题', '行吧'], ['found', 'did_not_help', 'asked']],
    ['there was only an order number', ['20261103-0118', 'yes please'], ['order_only', 'asked']],
  ])('brings the person whom it offered when %s, as soon as the customer says yes', async (_, texts, reasons) => {
    const results = await converse(...texts);
    expect(results.map(({ decision }) => decision.reason)).toEqual(reasons);
    expect(results.at(-1)?.change.openHandover).toMatchObject({ ruleId: 'customer-asks-for-person', words: texts.slice(-1) });
  });

  it('does not take a yes for one to a person when something else was said in between', async () => {
    const results = await converse('量子纠缠的薛定谔方程怎么解', '退款多久能到账', '好的');
    expect(results.map(({ decision }) => decision.reason)).toEqual(['not_found', 'found', 'talk']);
  });

  it('names the order of which nothing but the number was said', async () => {
    const result = await turn(['我的订单号是20261103 0118']);
    expect(result.decision).toEqual({ kind: 'answer', reason: 'order_only' });
    expect(textsOf(result)).toEqual([expect.stringContaining('订单 20261103-0118。')]);
  });

  it('of a customer who comes back after a complaint that an agent closed brings a person', async () => {
    const previous = handover({ claimedAt: NOON - 60 * MINUTE, endedAt: NOON - 30 * MINUTE, outcome: 'closed' });
    const result = await takeTurn({ ...lease(['门店几点开门'], { segment: 2 }), previous }, tools, NOON);
    expect(result.change.openHandover).toMatchObject({ ruleId: 'comes-back-after-complaint', reason: 'complaint', dueAt: NOON + 60 * MINUTE });
  });
});

describe('a danger', () => {
  const smoke = ['空气净化器冒烟了'];

  it.each([
    ['by day', NOON],
    ['by night', NIGHT],
  ])('(%s) is answered with the safety line first, then with the beginning of the article on safety, then with the notice', async (_, now) => {
    const composed: unknown[] = [];
    const knowledge: KnowledgeBase = { ...tools.knowledge, compose: (query, passages) => (composed.push(passages), tools.knowledge.compose(query, passages)) };
    const result = await takeTurn(lease(smoke), { ...tools, knowledge }, now);
    expect(result.change.messages?.map(({ author }) => author)).toEqual(['bot', 'bot', 'system']);
    expect(textsOf(result)[0]).toContain('24 小时安全专线 400-000-5219');
    expect(textsOf(result)[1]).toMatch(/^在同事到来之前，这些也许能帮到您：\n\n./);
    expect(composed).toEqual([(await tools.knowledge.passagesOf('safety-first', 'zh', 'customer')).slice(0, 1)]);
    expect(new Set(citedBy(result))).toEqual(new Set(['safety-first.zh']));
    expect(result.change).toMatchObject({ openHandover: { reason: 'danger', priority: 'urgent' }, memory: { shown: [{ articleId: 'safety-first' }] } });
  });

  it('is answered so whatever was found, also when the search is down', async () => {
    const search = () => Promise.reject(new BatonError('unavailable', 'the search is down'));
    const result = await turn(smoke, {}, { knowledge: { ...tools.knowledge, search }, onModelFailure: () => undefined });
    expect(new Set(citedBy(result))).toEqual(new Set(['safety-first.zh']));
  });

  it('brings a person and the safety line also when nothing can be shown', async () => {
    const heard: unknown[] = [];
    const down = new BatonError('unavailable', 'the shelf is gone');
    const knowledge = { ...tools.knowledge, passagesOf: () => Promise.reject(down) };
    const result = await turn(smoke, {}, { knowledge, onModelFailure: (error) => heard.push(error) });
    expect(result.change).toMatchObject({ ownership: { state: 'waiting' }, openHandover: { reason: 'danger' } });
    expect(textsOf(result)).toEqual([expect.stringContaining('400-000-5219'), '']);
    expect(heard).toEqual([down]);
  });
});

describe('the one who asks', () => {
  it('is looked up: a VIP gets the answer and a person', async () => {
    const result = await turn(['退款多久能到账'], { customerId: 'c-1001' });
    expect(result.change).toMatchObject({ customer: { name: '林晓岚', tier: 'vip' }, openHandover: { reason: 'vip', priority: 'high', team: 'vip' } });
    expect(citedBy(result)).toContain('refund-time.zh');
    expect(result.change.messages?.map(({ author }) => author)).toEqual(['bot', 'bot', 'system']);
  });

  it('is a visitor without id, and nobody is asked', async () => {
    const { change } = await turn(['退款多久能到账'], {}, { directory: { find: () => expect.fail('asked') } });
    expect(change).not.toHaveProperty('customer');
  });

  it('is answered as before when the directory is down, and somebody hears of it', async () => {
    const heard: unknown[] = [];
    const down = new BatonError('unavailable', 'the directory is down');
    const result = await turn(['退款多久能到账'], { customerId: 'c-1001', tier: 'key', customerName: '林晓岚' }, { directory: { find: () => Promise.reject(down) }, onDirectoryFailure: (error) => heard.push(error) });
    expect(result.decision).toMatchObject({ kind: 'answer', reason: 'found' });
    expect(result.change).not.toHaveProperty('customer');
    expect(heard).toEqual([down]);
  });
});

describe('a model that fails', () => {
  const failure = new BatonError('unavailable', 'the model is down');
  const fails = () => Promise.reject(failure);

  it.each([
    ['understanding', (): Partial<TurnTools> => ({ classifier: { understand: fails } })],
    ['searching', (): Partial<TurnTools> => ({ knowledge: { ...tools.knowledge, search: fails } })],
  ])('at %s brings a person instead of silence, with the words of the customer kept', async (_, broken) => {
    const heard: unknown[] = [];
    const result = await turn(['退款多久能到账'], {}, { ...broken(), onModelFailure: (error) => heard.push(error) });
    expect(result.change).toMatchObject({ ownership: { state: 'waiting' }, openHandover: { reason: 'model-failed' }, handledSeq: 1, language: 'zh' });
    expect(result.change.understandings).toHaveLength(1);
    expect(textsOf(result)[0]).toContain('暂时答不上来');
    expect(new Set(heard)).toEqual(new Set([failure]));
  });

  it('at one message of a burst costs no answer when the whole is understood', async () => {
    const classifier = { understand: (text: string, fallback: 'zh' | 'en') => (text === '你好' ? fails() : tools.classifier.understand(text, fallback)) };
    const result = await turn(['你好', '退款多久能到账'], {}, { classifier, onModelFailure: () => undefined });
    expect(result.decision).toMatchObject({ kind: 'answer', reason: 'found' });
  });

  it('at searching costs no small talk its reply', async () => {
    const result = await turn(['谢谢'], {}, { knowledge: { ...tools.knowledge, search: fails }, onModelFailure: () => undefined });
    expect(result.decision).toMatchObject({ kind: 'answer', reason: 'talk', intentId: 'thanks' });
  });
});

describe('while a person owns the conversation', () => {
  const shown = [{ articleId: 'refund-time', language: 'zh', title: '退款多久到账', helped: 'unknown' }] as const;
  const memory = { unhelpfulAnswers: 1, notUnderstood: 0, sentiments: [0.1], offered: [], offersPerson: false, shown };

  it.each(['waiting', 'human'] as const)('(%s) the bot says nothing and searches nothing, and the desk hears of it', async (state) => {
    const { searched, seen } = recording();
    const { change } = await turn(['我要投诉', '没用'], { state, memory, agentId: state === 'human' ? 'chen' : undefined }, seen);
    expect(searched).toEqual([]);
    expect(change.news).toEqual(['customer_message']);
    expect(change).not.toHaveProperty('messages');
    expect(change).not.toHaveProperty('ownership');
    expect(change).toMatchObject({ handledSeq: 2, understandings: [{ seq: 1 }, { seq: 2 }] });
  });

  const waiting = (text: string, now: number) =>
    takeTurn({ ...lease([text], { state: 'waiting', memory }), handover: handover({ reason: 'asked', team: 'service' }) }, tools, now);

  it('goes on answering at night, while the customer waits, without choices, and the desk hears of it', async () => {
    const result = await waiting('退款多久能到账', NIGHT);
    expect(result.decision).toMatchObject({ kind: 'answer', reason: 'found' });
    expect(citedBy(result)).toContain('refund-time.zh');
    expect(result.change.messages?.map(({ extras }) => extras?.quickReplies ?? [])).toEqual([[]]);
    expect(result.change.news).toEqual(['customer_message']);
    expect(result.change).not.toHaveProperty('ownership');
  });

  it('is silent at night about what it cannot answer, and by day about everything', async () => {
    for (const [text, now] of [['量子纠缠的薛定谔方程怎么解', NIGHT], ['退款多久能到账', NOON], ['13800001001', NOON]] as const) {
      expect((await waiting(text, now)).decision).toEqual({ kind: 'stay_silent', reason: 'person_owns' });
    }
  });

  it.each([
    ['我的电话是138 0000 1001', '最迟今天 11:00（中国时间）给您打电话（尾号 1001）'],
    ['anna@mail.example', "we'll e-mail you today at 11:00 (China Time)"],
  ])('promises at night to reach the customer where they say: "%s"', async (text, words) => {
    const result = await waiting(text, NIGHT);
    expect(result.decision).toMatchObject({ kind: 'answer', reason: 'waiting' });
    expect(result.change.touchHandover).toHaveProperty('callback');
    expect(textsOf(result)).toEqual([expect.stringContaining(words)]);
    expect(result.change.news).toEqual(['customer_message']);
  });

  it.each(['没用', '谢谢'])('"%s" is said to the person, not about the article of the bot', async (text) => {
    const { change } = await turn([text], { state: 'human', agentId: 'chen', memory });
    expect(change.memory).toMatchObject({ unhelpfulAnswers: 1, shown });
    expect(change.memory?.sentiments).toHaveLength(2);
  });

  it.each([
    ['谢谢', NOON],
    ['没用', undefined],
    ['谢谢，那运费呢', undefined],
  ])('"%s" to a person: nobody owes a reply to thanks alone', async (text, since) => {
    const { change } = await turn([text], { state: 'human', agentId: 'chen' });
    expect(change.touchHandover?.courtesySince).toBe(since);
  });
});

describe('a topic that was offered', () => {
  const memory = { unhelpfulAnswers: 0, notUnderstood: 1, sentiments: [0], offered: [{ articleId: 'member-points', title: '积分怎么算' }, { articleId: 'gone', title: '退款多久能到账' }], offersPerson: false, shown: [] };

  it.each([' 积分怎么算 ', '1', '第一个', 'the first one'])('is answered from its article when it is chosen: "%s"', async (text) => {
    const result = await turn([text], { memory });
    expect(result.decision).toMatchObject({ kind: 'answer', reason: 'chosen' });
    expect(citedBy(result)).toContain(text.startsWith('the') ? 'member-points.en' : 'member-points.zh');
    expect(result.change.memory).toMatchObject({ offered: [], notUnderstood: 0 });
  });

  it('is searched for when its article has gone meanwhile', async () => {
    expect(citedBy(await turn(['退款多久能到账'], { memory }))).toContain('refund-time.zh');
  });
});

describe('that an AI answers', () => {
  it('is said with the first words of a segment where the channel does not say it, and then no more', async () => {
    const first = await turn(['退款多久能到账'], { channel: 'terminal' });
    expect(textsOf(first)[0]).toMatch(/^您好，我是栗屋的 AI 助理/);
    const memory = first.change.memory;
    if (!memory) throw new Error('nothing was remembered');
    expect(textsOf(await turn(['门店几点开门'], { channel: 'terminal', memory }))[0]).not.toContain('我是栗屋的 AI 助理');
  });

  it('is not said again by a channel that says it itself', async () => {
    expect(textsOf(await turn(['退款多久能到账'], { channel: 'web' }))[0]).not.toContain('我是栗屋的 AI 助理');
  });
});
