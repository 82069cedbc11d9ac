import { beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_MEMORY, type Memory, type ShownArticle } from '#core/conversation.ts';
import { decide, type DecisionInput } from '#core/decide.ts';
import type { Decision } from '#core/decision.ts';
import type { Evidence } from '#core/passage.ts';
import type { Policy } from '#core/policy.ts';
import type { SignalKind, Understanding } from '#core/understanding.ts';
import { NOON, conversation, INTENTS, passage, realPolicy, understanding } from './samples.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await realPolicy();
});

const FOUND: Evidence = { verdict: 'found', passages: [passage()], topics: [] };
const NONE: Evidence = { verdict: 'none', passages: [], topics: [] };
const UNCLEAR: Evidence = {
  verdict: 'unclear',
  passages: [],
  topics: [{ articleId: 'refund-time', title: '退款多久到账' }, { articleId: 'return-fee', title: '退货运费' }],
};
const SHOWN: ShownArticle = { articleId: 'refund-time', language: 'zh', title: '退款多久到账', helped: 'unknown' };

const decideOn = (more: Partial<DecisionInput> = {}): Decision =>
  decide({
    conversation: conversation(),
    text: '退款什么时候到账',
    understanding: understanding(),
    evidence: FOUND,
    hasChosen: false,
    previous: undefined,
    now: NOON,
    hasModelFailed: false,
    isTeamThere: true,
    policy,
    intent: INTENTS.get('refund-status'),
    ...more,
  });
const withMemory = (memory: Partial<Memory>) => conversation({ memory: { ...EMPTY_MEMORY, ...memory } });
const signalling = (kind: SignalKind, words: readonly string[] = ['词']): Understanding => understanding({ signals: [{ kind, words, confidence: 1 }] });
const talk = { understanding: understanding({ intents: [{ id: 'thanks', confidence: 0.9 }] }), intent: INTENTS.get('thanks'), evidence: NONE, text: '谢谢' };
const lost = { understanding: understanding({ isOutOfScope: true, intents: [] }), intent: undefined, evidence: NONE, text: '火星上几点了' };

/** What fires each rule of the shipped policy, rules in the order of the file. */
const FIRING: readonly { readonly rule: string; readonly reason: string; readonly priority: string; readonly team: string; readonly when: () => Partial<DecisionInput> }[] = [
  { rule: 'danger-to-people', reason: 'danger', priority: 'urgent', team: 'complaints', when: () => ({ understanding: signalling('danger', ['冒烟']) }) },
  { rule: 'customer-asks-for-person', reason: 'asked', priority: 'normal', team: 'service', when: () => ({ understanding: signalling('person', ['转人工']) }) },
  { rule: 'law-press-or-regulator', reason: 'law', priority: 'urgent', team: 'complaints', when: () => ({ understanding: signalling('law', ['12315']) }) },
  { rule: 'complaint', reason: 'complaint', priority: 'high', team: 'complaints', when: () => ({ understanding: signalling('complaint', ['投诉']) }) },
  { rule: 'vip-customer', reason: 'vip', priority: 'high', team: 'vip', when: () => ({ conversation: conversation({ tier: 'vip' }) }) },
  { rule: 'customer-is-leaving', reason: 'leaving', priority: 'high', team: 'service', when: () => ({ understanding: signalling('leaving', ['再也不买']) }) },
  { rule: 'strong-negative-mood', reason: 'mood', priority: 'high', team: 'service', when: () => ({ understanding: understanding({ sentiment: -0.8 }) }) },
  { rule: 'falling-mood', reason: 'mood', priority: 'high', team: 'service', when: () => ({ conversation: withMemory({ sentiments: [0.5, 0] }), understanding: understanding({ sentiment: -0.5 }) }) },
  { rule: 'two-answers-did-not-help', reason: 'unhelpful', priority: 'normal', team: 'service', when: () => ({ conversation: withMemory({ shown: [SHOWN], unhelpfulAnswers: 1 }), text: '没有解决我的问题' }) },
  { rule: 'not-understood-twice', reason: 'not-understood', priority: 'normal', team: 'service', when: () => ({ ...lost, conversation: withMemory({ notUnderstood: 1 }) }) },
  { rule: 'model-failed', reason: 'model-failed', priority: 'normal', team: 'service', when: () => ({ ...lost, hasModelFailed: true }) },
];

describe('the shipped policy', () => {
  it('has exactly the rules that are tried here, in this order', () => {
    expect(policy.rules.map(({ id }) => id)).toEqual(FIRING.map(({ rule }) => rule));
  });

  it.each(FIRING)('hands over by $rule, as the file says', ({ rule, reason, priority, team, when }) => {
    expect(decideOn(when())).toMatchObject({ kind: 'hand_over', reason, rule: { id: rule, reason, priority, team } });
  });

  it.each(FIRING)('takes $rule away: then the same words fire nothing', ({ rule, when }) => {
    const rest = { ...policy, rules: policy.rules.filter(({ id }) => id !== rule) };
    expect(decideOn({ ...when(), policy: rest }).kind).not.toBe('hand_over');
  });

  it('lets the rule that stands first win where several fire, and goes down the list one by one', () => {
    const everything: Partial<DecisionInput> = {
      conversation: conversation({ tier: 'vip', memory: { ...EMPTY_MEMORY, sentiments: [0.9, 0.5], shown: [SHOWN], unhelpfulAnswers: 2, notUnderstood: 2 } }),
      understanding: understanding({
        sentiment: -1,
        signals: (['leaving', 'complaint', 'law', 'person', 'danger'] as const).map((kind) => ({ kind, words: [kind], confidence: 1 })),
      }),
      hasModelFailed: true,
    };
    const fired: string[] = [];
    for (let rules = policy.rules; ; ) {
      const decision = decideOn({ ...everything, policy: { ...policy, rules } });
      if (decision.kind !== 'hand_over') break;
      fired.push(decision.rule.id);
      rules = rules.filter(({ id }) => id !== decision.rule.id);
    }
    expect(fired).toEqual(FIRING.map(({ rule }) => rule));
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

  it.each(['key', 'regular', 'small'] as const)('does not hand a %s customer over for being one', (tier) => {
    expect(decideOn({ conversation: conversation({ tier }) })).toMatchObject({ kind: 'answer', reason: 'found' });
  });

  it("answers a VIP's small talk itself, and brings a person for the topic a VIP chose", () => {
    const vip = conversation({ tier: 'vip' });
    expect(decideOn({ ...talk, conversation: vip })).toMatchObject({ kind: 'answer', reason: 'talk' });
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
    expect(decideOn({ ...lost, understanding: understanding({ isOutOfScope: true, intents: [], signals }) })).toMatchObject({ kind: 'hand_over', reason: 'asked' });
  });

  it('does not call for a person when small talk needs no model', () => {
    expect(decideOn({ ...talk, hasModelFailed: true })).toMatchObject({ kind: 'answer', reason: 'talk' });
  });

  it('does not count a failed search as words that were not understood', () => {
    expect(decideOn({ ...lost, hasModelFailed: true, conversation: withMemory({ notUnderstood: 1 }) })).toMatchObject({ reason: 'model-failed' });
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
    expect(decideOn({ ...talk, evidence: FOUND })).toEqual({ kind: 'answer', reason: 'talk', intentId: 'thanks' });
  });

  it('is clarified when topics compete', () => {
    expect(decideOn({ evidence: UNCLEAR })).toEqual({ kind: 'clarify', reason: 'topics_compete', topics: UNCLEAR.topics });
  });

  it('is not clarified with a single topic', () => {
    expect(decideOn({ evidence: { ...UNCLEAR, topics: UNCLEAR.topics.slice(0, 1) } })).toMatchObject({ reason: 'not_found' });
  });

  it('says honestly that nothing was found, the first time', () => {
    expect(decideOn(lost)).toEqual({ kind: 'answer', reason: 'not_found' });
  });

  it('asks again when there were no words', () => {
    expect(decideOn({ ...lost, text: '？？！😀' })).toEqual({ kind: 'answer', reason: 'ask_again' });
  });

  it('takes the first "that did not help" with an apology, and only after an answer', () => {
    const said = { text: '没有解决我的问题', evidence: NONE };
    expect(decideOn({ ...said, conversation: withMemory({ shown: [SHOWN] }) })).toEqual({ kind: 'answer', reason: 'did_not_help' });
    expect(decideOn(said)).toEqual({ kind: 'answer', reason: 'not_found' });
  });
});

describe('a conversation that the bot does not own', () => {
  it('goes on answering what it can at night, while the customer waits and nobody is on duty', () => {
    const atNight = { conversation: conversation({ state: 'waiting' }), isTeamThere: false };
    expect(decideOn(atNight)).toMatchObject({ kind: 'answer', reason: 'found' });
    expect(decideOn({ ...atNight, evidence: NONE })).toMatchObject({ kind: 'stay_silent' });
    expect(decideOn({ ...atNight, conversation: conversation({ state: 'human' }) })).toMatchObject({ kind: 'stay_silent' });
  });

  it.each(['waiting', 'human', 'closed'] as const)('hears nothing from it in state %s, whatever is said', (state) => {
    const silent = { kind: 'stay_silent', reason: 'person_owns' };
    expect(decideOn({ conversation: conversation({ state }) })).toEqual(silent);
    expect(decideOn({ conversation: conversation({ state, tier: 'vip' }), understanding: signalling('danger') })).toEqual(silent);
  });
});
