import { describe, expect, it } from 'vitest';
import { EMPTY_MEMORY, type Memory, type ShownArticle } from '#core/conversation.ts';
import type { Decision } from '#core/decision.ts';
import { rememberCustomer, rememberDecision, rememberMood, saysItDidNotHelp } from '#core/memory.ts';
import { passage, realPolicy, understanding } from './samples.ts';

const shown = (articleId: string, helped: ShownArticle['helped'] = 'unknown'): ShownArticle => ({ articleId, language: 'zh', title: articleId, helped });
const memory = (more: Partial<Memory> = {}): Memory => ({ ...EMPTY_MEMORY, ...more });
const denial = understanding({ intents: [{ id: 'deny', confidence: 0.8 }] });
const found = (...passages: ReturnType<typeof passage>[]): Decision => ({ kind: 'answer', reason: 'found', passages });

describe('what the customer says about an answer', () => {
  it.each(['没有解决我的问题', "That didn't solve it", 'that didn’t solve it!', '答非所问。', '没用', 'not helpful', 'This does not help me.'])('"%s" says that it did not help', (text) => {
    expect(saysItDidNotHelp(memory({ shown: [shown('refund-time')] }), text, understanding())).toBe(true);
  });

  it.each(['没有收到退款', '这个滤芯没用过可以退吗', 'does it help against dust'])('"%s" is a question', (text) => {
    expect(saysItDidNotHelp(memory({ shown: [shown('refund-time')] }), text, understanding())).toBe(false);
  });

  it('shows it by asking the very same again, however it is written', () => {
    const asked = memory({ shown: [shown('refund-time')], subject: ['退货', '退款多久到？'] });
    expect(saysItDidNotHelp(asked, '退款多久到', understanding())).toBe(true);
    expect(saysItDidNotHelp(asked, '退货', understanding())).toBe(false);
    expect(saysItDidNotHelp(memory({ subject: ['退款多久到'] }), '退款多久到', understanding())).toBe(false);
    expect(saysItDidNotHelp(memory({ shown: [shown('refund-time')], subject: ['???'] }), '？？', understanding())).toBe(false);
  });

  it('says it by its meaning too, and never before the first answer', () => {
    expect(saysItDidNotHelp(memory({ shown: [shown('refund-time')] }), '不对', denial)).toBe(true);
    expect(saysItDidNotHelp(memory(), '没用', denial)).toBe(false);
  });

  it('does not say it right after the bot has only asked back', () => {
    const before = memory({ shown: [shown('refund-time')], unhelpfulAnswers: 1, offered: [{ articleId: 'x', title: 'x' }, { articleId: 'y', title: 'y' }] });
    for (const said of [understanding(), denial]) {
      expect(saysItDidNotHelp(before, '没用', said)).toBe(false);
      expect(rememberCustomer(before, '没用', said)).toMatchObject({ unhelpfulAnswers: 1, shown: [{ helped: 'unknown' }] });
    }
  });

  it('marks the last article and counts', () => {
    const before = memory({ shown: [shown('return-how', 'yes'), shown('refund-time')], unhelpfulAnswers: 1 });
    const after = rememberCustomer(before, '没用', understanding());
    expect(after.shown.map(({ helped }) => helped)).toEqual(['yes', 'no']);
    expect(after.unhelpfulAnswers).toBe(2);
  });

  it.each(['thanks', 'affirm', 'goodbye'])('takes "%s" as a yes and begins to count anew', (id) => {
    const before = memory({ shown: [shown('refund-time')], unhelpfulAnswers: 1 });
    expect(rememberCustomer(before, '好', understanding({ intents: [{ id, confidence: 0.9 }] }))).toMatchObject({ unhelpfulAnswers: 0, shown: [{ helped: 'yes' }] });
  });

  it('leaves article and count alone with a new question', () => {
    const before = memory({ shown: [shown('refund-time')], unhelpfulAnswers: 1 });
    expect(rememberCustomer(before, '门店几点开门', understanding())).toMatchObject({ unhelpfulAnswers: 1, shown: [{ helped: 'unknown' }] });
  });
});

describe('the mood of the customer', () => {
  it('is kept oldest first, the last ten', () => {
    let kept = memory();
    for (let i = 0; i < 12; i++) kept = rememberCustomer(kept, '嗯', understanding({ sentiment: i / 100 }));
    expect(kept.sentiments).toEqual([0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11]);
  });

  it('is all that is kept of words to a person', () => {
    const before = memory({ shown: [shown('refund-time')], unhelpfulAnswers: 1, sentiments: [0.1] });
    expect(rememberMood(before, { ...denial, sentiment: -0.4 })).toEqual({ ...before, sentiments: [0.1, -0.4] });
  });
});

describe('what the bot did', () => {
  it('shows an article, and forgets choices and misses', () => {
    const before = memory({ notUnderstood: 1, offered: [{ articleId: 'x', title: 'x' }], shown: [shown('return-how', 'yes')] });
    const after = rememberDecision(before, found(passage('refund-time'), passage('refund-missing')));
    expect(after).toMatchObject({ notUnderstood: 0, offered: [] });
    expect(after.shown).toEqual([shown('return-how', 'yes'), { articleId: 'refund-time', language: 'zh', title: '退款多久到账', helped: 'unknown' }]);
  });

  it('shows an article again at the end of the list, with its judgement open', () => {
    const before = memory({ shown: [shown('refund-time', 'no'), shown('return-how')] });
    expect(rememberDecision(before, found(passage('refund-time'))).shown.map(({ articleId, helped }) => [articleId, helped])).toEqual([['return-how', 'unknown'], ['refund-time', 'unknown']]);
  });

  it('finds nothing: one miss more', () => {
    const once = rememberDecision(memory(), { kind: 'answer', reason: 'not_found' });
    expect(rememberDecision(once, { kind: 'answer', reason: 'not_found' }).notUnderstood).toBe(2);
  });

  it('offers topics, until something else is said', () => {
    const topics = [{ articleId: 'refund-time', title: '退款多久到账' }, { articleId: 'return-fee', title: '退货运费' }];
    const asked = rememberDecision(memory({ notUnderstood: 1 }), { kind: 'clarify', reason: 'topics_compete', topics });
    expect(asked).toMatchObject({ offered: topics, notUnderstood: 0 });
    expect(rememberDecision(asked, { kind: 'answer', reason: 'talk', intentId: 'thanks' }).offered).toEqual([]);
  });

  it('asks back again and again: a miss each time but the first, until something else is said', () => {
    const clarify: Decision = { kind: 'clarify', reason: 'topics_compete', topics: [{ articleId: 'x', title: 'x' }, { articleId: 'y', title: 'y' }] };
    const misses: number[] = [];
    let kept = memory({ notUnderstood: 1 });
    for (let i = 0; i < 3; i++) misses.push((kept = rememberDecision(kept, clarify)).notUnderstood);
    expect(misses).toEqual([0, 1, 2]);
    const between = rememberDecision(rememberDecision(memory(), clarify), found(passage()));
    expect(rememberDecision(between, clarify).notUnderstood).toBe(0);
  });

  it.each(['not_found', 'did_not_help', 'order_only'] as const)('offers a person with "%s"', (reason) => {
    expect(rememberDecision(memory({ offered: [{ articleId: 'x', title: 'x' }] }), { kind: 'answer', reason })).toMatchObject({ offersPerson: true, offered: [] });
  });

  it('says anything else: the offer of a person is over', async () => {
    const rule = (await realPolicy()).rules[0];
    if (!rule) throw new Error('no rule');
    const others: readonly Decision[] = [
      found(passage()),
      { kind: 'answer', reason: 'chosen', passages: [passage()] },
      { kind: 'answer', reason: 'talk', intentId: 'thanks' },
      { kind: 'answer', reason: 'ask_again' },
      { kind: 'answer', reason: 'noted' },
      { kind: 'clarify', reason: 'topics_compete', topics: [{ articleId: 'x', title: 'x' }, { articleId: 'y', title: 'y' }] },
      { kind: 'hand_over', reason: rule.reason, rule, words: [], passages: [] },
    ];
    for (const decision of others) expect(rememberDecision(memory({ offersPerson: true }), decision).offersPerson).toBe(false);
  });

  it('takes an order number: neither a miss nor an article', () => {
    const before = memory({ notUnderstood: 1, shown: [shown('refund-time')] });
    expect(rememberDecision(before, { kind: 'answer', reason: 'order_only' })).toEqual({ ...before, offersPerson: true });
  });

  it('hands over: the counts begin anew, moods and articles stay, the one given along is added in any language', async () => {
    const { rules } = await realPolicy();
    const rule = rules.find(({ id }) => id === 'vip-customer');
    if (!rule) throw new Error('no such rule');
    const before = memory({ unhelpfulAnswers: 1, notUnderstood: 1, sentiments: [-0.2], offered: [{ articleId: 'x', title: 'x' }], shown: [shown('return-how', 'no')] });
    const english = passage('vip-service', { language: 'en', title: 'VIP service' });
    const after = rememberDecision(before, { kind: 'hand_over', reason: 'vip', rule, words: [], passages: [english, passage('refund-time')] });
    expect(after).toEqual({
      unhelpfulAnswers: 0,
      notUnderstood: 0,
      sentiments: [-0.2],
      offered: [],
      offersPerson: false,
      shown: [shown('return-how', 'no'), { articleId: 'vip-service', language: 'en', title: 'VIP service', helped: 'unknown' }],
    });
  });

  it('stays silent: nothing changes', () => {
    const before = memory({ unhelpfulAnswers: 1, shown: [shown('refund-time')] });
    expect(rememberDecision(before, { kind: 'stay_silent', reason: 'person_owns' })).toBe(before);
  });
});
