import { describe, expect, it } from 'vitest';
import { EMPTY_MEMORY } from '#core/conversation.ts';
import type { DecisionInput } from '#core/decide.ts';
import { decideOn, FOUND, LOST, NONE, POLICY, SHOWN, signalling, stating, TALK, UNCLEAR, withMemory } from './decide-on.ts';
import { conversation, handover, MINUTE, NOON, understanding } from './samples.ts';

/** A complaint that an agent closed an hour ago. */
const CLOSED_COMPLAINT = handover({ claimedAt: NOON - 90 * MINUTE, endedAt: NOON - 60 * MINUTE, outcome: 'closed' });
type Firing = {
  readonly rule: string;
  readonly reason: string;
  readonly priority: string;
  readonly team: string;
  readonly when: () => Partial<DecisionInput>;
  /** The rule that takes the same words where this one is not there. */
  readonly otherwise?: string;
};

/** What fires each rule of the shipped policy, rules in the order of the file. */
const FIRING: readonly Firing[] = [
  { rule: 'danger-to-people', reason: 'danger', priority: 'urgent', team: 'complaints', when: () => ({ understanding: signalling('danger', ['冒烟']) }) },
  { rule: 'law-press-or-regulator', reason: 'law', priority: 'urgent', team: 'complaints', when: () => ({ understanding: signalling('law', ['12315']) }) },
  { rule: 'vip-complaint', reason: 'complaint', priority: 'urgent', team: 'vip', when: () => ({ conversation: conversation({ tier: 'vip' }), understanding: signalling('complaint', ['投诉']) }), otherwise: 'complaint' },
  { rule: 'complaint', reason: 'complaint', priority: 'high', team: 'complaints', when: () => ({ understanding: signalling('complaint', ['投诉']) }) },
  { rule: 'comes-back-after-complaint', reason: 'complaint', priority: 'high', team: 'complaints', when: () => ({ conversation: conversation({ segment: 2 }), previous: CLOSED_COMPLAINT }) },
  { rule: 'vip-customer', reason: 'vip', priority: 'high', team: 'vip', when: () => ({ conversation: conversation({ tier: 'vip' }) }) },
  { rule: 'customer-asks-for-person', reason: 'asked', priority: 'normal', team: 'service', when: () => ({ understanding: signalling('person', ['转人工']) }) },
  { rule: 'customer-is-leaving', reason: 'leaving', priority: 'high', team: 'service', when: () => ({ understanding: signalling('leaving', ['再也不买']) }) },
  { rule: 'strong-negative-mood', reason: 'mood', priority: 'high', team: 'service', when: () => ({ understanding: understanding({ sentiment: -0.8 }) }) },
  { rule: 'falling-mood', reason: 'mood', priority: 'high', team: 'service', when: () => ({ conversation: withMemory({ sentiments: [0.5, 0] }), understanding: understanding({ sentiment: -0.5 }) }) },
  { rule: 'two-answers-did-not-help', reason: 'unhelpful', priority: 'normal', team: 'service', when: () => ({ conversation: withMemory({ shown: [SHOWN], unhelpfulAnswers: 1 }), text: '没有解决我的问题' }) },
  { rule: 'not-understood-twice', reason: 'not-understood', priority: 'normal', team: 'service', when: () => ({ ...LOST, conversation: withMemory({ notUnderstood: 1 }) }) },
  { rule: 'three-questions-unanswered', reason: 'not-understood', priority: 'normal', team: 'service', when: () => ({ ...LOST, conversation: withMemory({ notUnderstood: 2, subject: ['粉色的炸锅还有吗'] }) }) },
  { rule: 'model-failed', reason: 'model-failed', priority: 'normal', team: 'service', when: () => ({ ...LOST, hasModelFailed: true }) },
];

describe('the shipped policy', () => {
  it('has exactly the rules that are tried here, in this order', () => {
    expect(POLICY.rules.map(({ id }) => id)).toEqual(FIRING.map(({ rule }) => rule));
  });

  it.each(FIRING)('hands over by $rule, as the file says', ({ rule, reason, priority, team, when }) => {
    expect(decideOn(when())).toMatchObject({ kind: 'hand_over', reason, rule: { id: rule, reason, priority, team } });
  });

  it.each(FIRING)('takes $rule away: then the same words fire nothing, or the rule for everybody', ({ rule, when, otherwise }) => {
    const decision = decideOn({ ...when(), policy: { ...POLICY, rules: POLICY.rules.filter(({ id }) => id !== rule) } });
    expect(decision.kind === 'hand_over' ? decision.rule.id : undefined).toBe(otherwise);
  });

  // A first turn cannot have a falling mood, a third one does not open the conversation again, and a search that failed has not found nothing.
  it.each([
    ['first', [], ['falling-mood', 'not-understood-twice', 'three-questions-unanswered']],
    ['third', [0.9, 0.5], ['comes-back-after-complaint', 'not-understood-twice', 'three-questions-unanswered']],
  ])('lets the rule that stands first win where several fire, and goes down the list one by one, in a %s turn', (_, sentiments, impossible) => {
    const everything: Partial<DecisionInput> = {
      conversation: conversation({ tier: 'vip', segment: 2, memory: { ...EMPTY_MEMORY, sentiments, shown: [SHOWN], unhelpfulAnswers: 2, notUnderstood: 2 } }),
      previous: CLOSED_COMPLAINT,
      understanding: understanding({
        sentiment: -1,
        signals: (['leaving', 'complaint', 'law', 'person', 'danger'] as const).map((kind) => ({ kind, words: [kind], confidence: 1 })),
      }),
      hasModelFailed: true,
    };
    const fired: string[] = [];
    for (let { rules } = POLICY; ; ) {
      const decision = decideOn({ ...everything, policy: { ...POLICY, rules } });
      if (decision.kind !== 'hand_over') break;
      fired.push(decision.rule.id);
      rules = rules.filter(({ id }) => id !== decision.rule.id);
    }
    expect(fired).toEqual(FIRING.map(({ rule }) => rule).filter((rule) => !impossible.includes(rule)));
  });

  it('cites the words that fired the rule', () => {
    expect(decideOn({ understanding: signalling('complaint', ['投诉', '太差了']) })).toMatchObject({ words: ['投诉', '太差了'] });
    expect(decideOn({ conversation: conversation({ tier: 'vip' }) })).toMatchObject({ words: [] });
  });

  it('gives the answer along only where the rule wants it and there is one', () => {
    expect(decideOn({ conversation: conversation({ tier: 'vip' }) })).toMatchObject({ passages: [{ articleId: 'refund-time' }] });
    expect(decideOn({ conversation: conversation({ tier: 'vip' }), evidence: UNCLEAR })).toMatchObject({ passages: [] });
    expect(decideOn({ understanding: signalling('complaint') })).toMatchObject({ passages: [] });
  });

  it.each(['complaint', 'leaving'] as const)('answers a message that only sounds like %s as well, and one that says so not', (kind) => {
    const sounding = understanding({ signals: [{ kind, words: [], confidence: 0.8 }] });
    expect(decideOn({ understanding: sounding })).toMatchObject({ kind: 'hand_over', reason: kind, passages: [{ articleId: 'refund-time' }] });
    expect(decideOn({ understanding: sounding, evidence: NONE })).toMatchObject({ kind: 'hand_over', passages: [] });
    expect(decideOn({ understanding: signalling(kind) })).toMatchObject({ kind: 'hand_over', reason: kind, passages: [] });
  });

  it('shows in a danger what keeps people safe, whatever was found', () => {
    for (const evidence of [FOUND, NONE, UNCLEAR]) {
      expect(decideOn({ understanding: signalling('danger'), evidence })).toMatchObject({ rule: { article: 'safety-first' }, passages: [] });
    }
  });

  it.each(['key', 'regular', 'small'] as const)('does not hand a %s customer over for being one', (tier) => {
    expect(decideOn({ conversation: conversation({ tier }) })).toMatchObject({ kind: 'answer', reason: 'found' });
  });

  it("answers a VIP's small talk itself, and brings a person for the topic a VIP chose", () => {
    const vip = conversation({ tier: 'vip' });
    expect(decideOn({ ...TALK, conversation: vip })).toMatchObject({ kind: 'answer', reason: 'talk' });
    expect(decideOn({ conversation: vip, hasChosen: true })).toMatchObject({ kind: 'hand_over', reason: 'vip' });
  });

  it.each([
    ['just above the limit', -0.79, []],
    ['a fall that stays positive', 0, [1, 1]],
    ['too small a fall', -0.3, [0.5, 0.5]],
    ['only two messages', -0.5, [0.5]],
    ['a fall longer ago than three messages', -0.3, [0.9, -0.3, -0.3]],
    ['a mood that rises', -0.1, [-0.7, -0.4]],
  ])('keeps serving with %s', (_, sentiment, sentiments) => {
    expect(decideOn({ understanding: understanding({ sentiment }), conversation: withMemory({ sentiments }) })).toMatchObject({ kind: 'answer' });
  });

  it('honours a request for a person also where nothing else is understood', () => {
    const signals = [{ kind: 'person', words: ['转人工'], confidence: 1 }] as const;
    expect(decideOn({ ...LOST, understanding: understanding({ isOutOfScope: true, intents: [], signals }) })).toMatchObject({ kind: 'hand_over', reason: 'asked' });
  });

  it('does not call for a person when small talk needs no model', () => {
    expect(decideOn({ ...TALK, hasModelFailed: true })).toMatchObject({ kind: 'answer', reason: 'talk' });
  });

  it('does not count a failed search as words that were not understood', () => {
    expect(decideOn({ ...LOST, hasModelFailed: true, conversation: withMemory({ notUnderstood: 1 }) })).toMatchObject({ reason: 'model-failed' });
  });

  it('counts asking back for the second time in a row as not understood, and the first time not', () => {
    const already = { notUnderstood: 1 };
    expect(decideOn({ evidence: UNCLEAR, conversation: withMemory(already) })).toMatchObject({ kind: 'clarify' });
    expect(decideOn({ evidence: UNCLEAR, conversation: withMemory({ offered: UNCLEAR.topics }) })).toMatchObject({ kind: 'clarify' });
    expect(decideOn({ evidence: UNCLEAR, conversation: withMemory({ ...already, offered: UNCLEAR.topics }) })).toMatchObject({ kind: 'hand_over', reason: 'not-understood' });
    expect(decideOn({ ...TALK, evidence: UNCLEAR, conversation: withMemory({ ...already, offered: UNCLEAR.topics }) })).toMatchObject({ reason: 'talk' });
  });

  it('offers a person again to somebody who asks another question, and calls one at the third without an answer', () => {
    const before = (notUnderstood: number) => withMemory({ notUnderstood, offersPerson: true, subject: ['粉色的炸锅还有吗'] });
    expect(decideOn({ ...LOST, conversation: before(1) })).toEqual({ kind: 'answer', reason: 'not_found' });
    expect(decideOn({ ...LOST, text: '炸锅粉色的到底有没有', conversation: before(1) })).toMatchObject({ kind: 'hand_over', rule: { id: 'not-understood-twice' } });
    expect(decideOn({ ...LOST, conversation: before(2) })).toMatchObject({ kind: 'hand_over', rule: { id: 'three-questions-unanswered' } });
    expect(decideOn({ ...TALK, conversation: before(2) })).toMatchObject({ kind: 'answer', reason: 'talk' });
  });

  it('does not count "that did not help" when the bot had only asked back', () => {
    const once = { text: '没用', evidence: NONE, conversation: withMemory({ shown: [SHOWN], unhelpfulAnswers: 1 }) };
    expect(decideOn(once)).toMatchObject({ kind: 'hand_over', reason: 'unhelpful' });
    expect(decideOn({ ...once, conversation: withMemory({ shown: [SHOWN], unhelpfulAnswers: 1, offered: UNCLEAR.topics }) })).toEqual({ kind: 'answer', reason: 'not_found' });
  });
});

describe('a turn that no rule takes', () => {
  it('is answered from what was found', () => {
    expect(decideOn()).toEqual({ kind: 'answer', reason: 'found', passages: FOUND.passages });
  });

  it('is answered from the topic the customer chose', () => {
    expect(decideOn({ hasChosen: true })).toEqual({ kind: 'answer', reason: 'chosen', passages: FOUND.passages });
  });

  it('is small talk, also when an article would fit', () => {
    expect(decideOn({ ...TALK, evidence: FOUND })).toEqual({ kind: 'answer', reason: 'talk', intentId: 'thanks' });
  });

  it('is clarified when topics compete', () => {
    expect(decideOn({ evidence: UNCLEAR })).toEqual({ kind: 'clarify', reason: 'topics_compete', topics: UNCLEAR.topics });
  });

  it('is not clarified with a single topic', () => {
    expect(decideOn({ evidence: { ...UNCLEAR, topics: UNCLEAR.topics.slice(0, 1) } })).toMatchObject({ reason: 'not_found' });
  });

  it('says honestly that nothing was found, the first time', () => {
    expect(decideOn(LOST)).toEqual({ kind: 'answer', reason: 'not_found' });
  });

  it('asks again when there were no words', () => {
    expect(decideOn({ ...LOST, text: '？？！😀' })).toEqual({ kind: 'answer', reason: 'ask_again' });
  });

  it('takes the first "that did not help" with an apology, and only after an answer', () => {
    const said = { text: '没有解决我的问题', evidence: NONE };
    expect(decideOn({ ...said, conversation: withMemory({ shown: [SHOWN] }) })).toEqual({ kind: 'answer', reason: 'did_not_help' });
    expect(decideOn(said)).toEqual({ kind: 'answer', reason: 'not_found' });
  });
});

describe('an order number', () => {
  const said = (text: string, number = '20261103-0118'): Partial<DecisionInput> => ({ ...stating('order', number), text });

  it.each(['20261103-0118', ' 20261103-0118。', '我的订单号是20261103-0118', '订单号：20261103-0118', '单号 20261103-0118', '这是订单号码20261103-0118', 'My order number is 20261103-0118.', 'Order 20261103-0118'])(
    'alone is answered with what can be done about an order, whatever was found: "%s"',
    (text) => {
      for (const evidence of [FOUND, NONE, UNCLEAR]) expect(decideOn({ ...said(text), evidence })).toEqual({ kind: 'answer', reason: 'order_only' });
    },
  );

  it('alone is one with capital letters too', () => {
    expect(decideOn(said('订单号 LW20261103A8', 'LW20261103A8'))).toEqual({ kind: 'answer', reason: 'order_only' });
  });

  it('alone is understood: it is no second miss', () => {
    for (const evidence of [NONE, UNCLEAR]) {
      expect(decideOn({ ...said('20261103-0118'), evidence, conversation: withMemory({ notUnderstood: 1, offered: UNCLEAR.topics }) })).toEqual({ kind: 'answer', reason: 'order_only' });
    }
  });

  it.each(['订单 20261103-0118 什么时候到', 'When will order 20261103-0118 arrive?', '20261103-0118 和 20261103-0119'])('within a question is a question: "%s"', (text) => {
    expect(decideOn(said(text))).toMatchObject({ kind: 'answer', reason: 'found' });
  });

  it('alone brings a VIP a person', () => {
    expect(decideOn({ ...said('20261103-0118'), conversation: conversation({ tier: 'vip' }) })).toMatchObject({ kind: 'hand_over', reason: 'vip' });
  });
});

describe('a conversation that the bot does not own', () => {
  it('gives the safety line to whoever reports a danger while waiting, by day and by night', () => {
    const danger = { understanding: signalling('danger', ['冒烟']), conversation: conversation({ state: 'waiting' }) };
    for (const isTeamThere of [true, false]) expect(decideOn({ ...danger, isTeamThere })).toEqual({ kind: 'answer', reason: 'danger' });
    expect(decideOn({ ...danger, conversation: conversation({ state: 'human' }) })).toMatchObject({ kind: 'stay_silent' });
  });

  it('goes on answering what it can at night, while the customer waits and nobody is on duty', () => {
    const atNight = { conversation: conversation({ state: 'waiting' }), isTeamThere: false };
    expect(decideOn(atNight)).toMatchObject({ kind: 'answer', reason: 'found' });
    expect(decideOn({ ...atNight, evidence: NONE })).toMatchObject({ kind: 'stay_silent' });
    expect(decideOn({ ...atNight, conversation: conversation({ state: 'human' }) })).toMatchObject({ kind: 'stay_silent' });
    expect(decideOn({ ...atNight, isTeamThere: true })).toMatchObject({ kind: 'stay_silent' });
  });

  it('does not explain at night how to complain to whoever complains while waiting: it passes that on', () => {
    const atNight = { conversation: conversation({ state: 'waiting' }), isTeamThere: false, understanding: signalling('complaint', ['投诉']) };
    for (const evidence of [FOUND, NONE]) expect(decideOn({ ...atNight, evidence })).toEqual({ kind: 'answer', reason: 'passed_on' });
    expect(decideOn({ ...atNight, isTeamThere: true })).toMatchObject({ kind: 'stay_silent' });
  });

  it.each([
    ['phone', '13800001001'],
    ['email', 'anna@mail.example'],
  ] as const)('notes a %s number or address that is left at night while the customer waits, and at no other time', (kind, text) => {
    const left = { ...stating(kind, text), conversation: conversation({ state: 'waiting' }), isTeamThere: false };
    for (const evidence of [FOUND, NONE]) expect(decideOn({ ...left, evidence })).toEqual({ kind: 'answer', reason: 'noted' });
    expect(decideOn({ ...left, isTeamThere: true })).toEqual({ kind: 'stay_silent', reason: 'person_owns' });
    expect(decideOn({ ...left, conversation: conversation({ state: 'human' }) })).toEqual({ kind: 'stay_silent', reason: 'person_owns' });
    expect(decideOn({ ...left, evidence: NONE, conversation: conversation() })).toEqual({ kind: 'answer', reason: 'not_found' });
  });

  it.each(['waiting', 'human', 'closed'] as const)('hears nothing from it in state %s, whatever is said', (state) => {
    const silent = { kind: 'stay_silent', reason: 'person_owns' };
    expect(decideOn({ conversation: conversation({ state }) })).toEqual(silent);
    expect(decideOn({ conversation: conversation({ state, tier: 'vip' }), understanding: signalling('complaint') })).toEqual(silent);
  });
});
