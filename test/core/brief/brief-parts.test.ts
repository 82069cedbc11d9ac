import { beforeAll, describe, expect, it } from 'vitest';
import { CUSTOMER_KINDS } from '#core/brief/brief-rules.ts';
import { composeBrief } from '#core/brief/compose-brief.ts';
import { HOW_TO_ANSWER, kindOf } from '#core/brief/customer-kind.ts';
import { moodTurnOf } from '#core/brief/mood-turn.ts';
import { ruleInWords } from '#core/brief/rule-words.ts';
import { shortForm } from '#core/brief/short-form.ts';
import type { BriefSources } from '#core/brief/sources.ts';
import type { Policy } from '#core/policy.ts';
import type { UnderstoodMessage } from '#core/ports/store.ts';
import type { Understanding } from '#core/understanding.ts';
import { COMPANY, conversation, handover, INTENTS, message, MINUTE, NOON, realPolicy, understanding } from '../samples.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await realPolicy();
});

const said = (seq: number, text: string, more: Partial<Understanding> = {}): UnderstoodMessage & { understanding: Understanding } => ({ message: message({ seq, text, at: NOON - (10 - seq) * MINUTE }), understanding: understanding(more) });
const order = { kind: 'order', value: '20261107-0032', text: '20261107-0032', start: 0, end: 13 } as const;
const phone = { kind: 'phone', value: '13800001001', text: '13800001001', start: 0, end: 11 } as const;
const brief = (transcript: readonly UnderstoodMessage[], more: Partial<BriefSources> = {}) =>
  composeBrief({ conversation: conversation({ state: 'waiting' }), handover: handover(), handovers: [handover()], transcript, customer: undefined, staffArticles: [], intents: INTENTS, company: COMPANY, reader: '陈晨', policy, now: NOON, ...more });

describe('what is missing', () => {
  it('is what the request needs and nobody has said', () => {
    expect(brief([said(1, '退款没到')]).missing?.map(({ en }) => en)).toEqual(['order number', 'how it was paid']);
    expect(brief([said(1, '订单20261107-0032，微信付的，退款没到', { entities: [order] })]).missing).toBeUndefined();
  });

  it('is nothing for what asks for nothing', () => {
    expect(brief([said(1, '你们几点开门', { intents: [{ id: 'shop-hours', confidence: 0.9 }] })]).missing).toBeUndefined();
  });
});

describe('risks', () => {
  const risks = (transcript: readonly UnderstoodMessage[], more: Partial<BriefSources> = {}) => brief(transcript, more).risks?.map(({ risk }) => risk);

  it('name what was heard, most dangerous first, with the words', () => {
    const transcript = [said(1, '再不处理我就发小红书，也会找律师', { signals: [{ kind: 'law', words: ['律师'], confidence: 1 }, { kind: 'leaving', words: ['再也不买'], confidence: 1 }] })];
    expect(risks(transcript)).toEqual(['law', 'public', 'leaving']);
    expect(brief(transcript).risks?.[1]?.why.zh).toContain('小红书');
  });

  it('name what is late, VIPs and those who come again', () => {
    expect(risks([], { now: NOON + 200 * MINUTE, conversation: conversation({ state: 'waiting', tier: 'vip' }), handovers: [handover({ id: 'h-0', openedAt: NOON - 3_600_000 }), handover()] })).toEqual(['late', 'vip', 'repeated']);
  });

  it('are none where nothing is wrong', () => {
    expect(risks([said(1, '退款没到')])).toBeUndefined();
  });
});

describe('the rule that fired', () => {
  it('is told in plain words, for every rule of the policy in both languages', () => {
    for (const { id } of policy.rules) {
      const words = ruleInWords(policy, id);
      expect(words?.zh, id).toMatch(/\p{Script=Han}/u);
      expect(words?.en, id).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('is not made up where the policy has it no more', () => {
    expect(ruleInWords(policy, 'gone')).toBeUndefined();
  });
});

describe('where the mood turned', () => {
  const moods = (...sentiments: number[]) => sentiments.map((sentiment, seq) => ({ seq, text: `m${seq}`, sentiment, mood: 'neutral' }));
  it.each([[[0.2, 0.1, -0.6, -0.7], { seq: 2, text: 'm2', to: 'worse' }], [[-0.6, -0.5, 0.3], { seq: 2, text: 'm2', to: 'better' }], [[0, 0.1, 0], undefined], [[], undefined]] as const)('%j is %j', (sentiments, turn) => {
    expect(moodTurnOf(moods(...sentiments))).toEqual(turn);
  });
});

describe('the kind of customer', () => {
  const kind = (...texts: string[]) => kindOf(texts.map((text, i) => said(i + 1, text, /!!|！！/.test(text) ? { mood: 'angry', sentiment: -0.8 } : {})), policy.brief);

  it.each([
    ['hot-tempered', ['叫你们老板来！！', '今天必须给我解决']],
    ['hot-tempered', ['GET ME YOUR MANAGER right now!!', 'you are all useless']],
    ['suspicious', ['你确定吗', '上次也是这么说的，凭什么信你们']],
    ['suspicious', ['Are you sure?', 'Last time you said three days. How do I know this is true?']],
    ['rational', ['因为快递延误所以超过了七天', '请说明一下你们的依据']],
    ['rational', ['First of all, it arrived late.', 'According to your terms, please explain the details.']],
    ['compliant', ['都行，您看着办', '你们专业，听你们的']],
    ['compliant', ['Either is fine, up to you', 'I trust you, you know best']],
    ['outgoing', ['哈哈我跟你说，气死我了', '天哪真的太棒😂']],
    ['outgoing', ['omg you know what', 'haha love it 😂']],
    ['reserved', ['坏了', '不转', '嗯']],
    ['independent', ['我查过资料了，问题在于电机', '我认为你们应该换主板']],
    ['independent', ['I have already checked the wiring', 'In my opinion you should replace the board']],
    ['childish', ['我不管，反正你们赔', '都是你们的错']],
    ['childish', ["I don't care, it's all your fault", 'why should I pay, not fair']],
  ] as const)('%s shows in %j', (expected, texts) => {
    expect(kind(...texts)?.kind).toBe(expected);
    expect(kind(...texts)?.signs.length).toBeGreaterThanOrEqual(2);
  });

  it.each([['退款什么时候到账', '订单20261107-0032'], ['How long does a refund take?', 'I paid by card']])('is not named from ordinary words such as "%s"', (...texts) => {
    expect(kind(...texts)).toBeUndefined();
  });

  it('has a way to be answered, and adds it to the next steps', () => {
    expect(CUSTOMER_KINDS).toHaveLength(8);
    const steps = brief([said(1, '叫你们老板来！！', { mood: 'angry', sentiment: -0.8 }), said(2, '今天必须给我解决')]).nextSteps;
    expect(steps.at(-1)).toEqual(HOW_TO_ANSWER['hot-tempered']);
  });
});

describe('what the customer sees', () => {
  const transcript = [said(2, '订单20261107-0032的退款没到，电话13800001001', { entities: [order, phone] })];
  const form = (more = {}) => shortForm({ handover: handover(more), transcript, intents: INTENTS });

  it('is the own request and facts, with what identifies a person masked', () => {
    expect(form()).toEqual({ points: [{ point: 'request', value: '订单20261107-0032的退款没到，电话13800001001' }, { point: 'order', value: '20261107-0032' }, { point: 'phone', value: '138****1001' }], isRight: false });
  });

  it('shows corrections beside what stood there', () => {
    expect(form({ brief: { corrections: [{ point: 'order', said: '0033', at: 1 }] } })?.points[1]).toEqual({ point: 'order', value: '20261107-0033', was: '20261107-0032' });
  });

  it('never has tier, mood, rule, reason, notes or a kind of customer', () => {
    expect(Object.keys(form() ?? {}).toSorted()).toEqual(['isRight', 'points']);
    expect(JSON.stringify(form())).not.toMatch(/tier|mood|rule|complaint|note|kind/);
  });

  it('is nothing after a mere call for a person', () => {
    const call = [said(1, '转人工', { intents: [{ id: 'signal-person', confidence: 1 }], signals: [{ kind: 'person', words: ['转人工'], confidence: 1 }] })];
    expect(shortForm({ handover: handover({ reason: 'asked' }), transcript: call, intents: INTENTS })).toBeUndefined();
  });
});
