import { beforeAll, describe, expect, it } from 'vitest';
import type { LanguageCheck } from '#core/service-language/check.ts';
import type { Situation } from '#core/service-language/situation.ts';
import { realCheck, situation } from './tools.ts';

let language: LanguageCheck;
beforeAll(async () => {
  language = await realCheck();
});

const rulesIn = (text: string, more: Partial<Situation> = {}): string[] => [...new Set(language.check(text, situation(more)).map(({ rule }) => rule))];
/** The reply with the first better wording taken. */
const bettered = (text: string, rule: string, more: Partial<Situation> = {}): string | undefined => {
  const better = language.check(text, situation(more)).find((finding) => finding.rule === rule)?.better;
  return better && text.slice(0, better.from) + better.text + text.slice(better.to);
};

describe('what is never said', () => {
  it.each([
    ['这是公司的规定', 'rule-as-reason'],
    ['这不是我的工作', 'not-my-job'],
    ['我不大清楚', 'dont-know'],
    ['不可能，绝对不会有这种事', 'impossible'],
    ['我绝没有说过那种话', 'never-said'],
    ['你搞错了', 'you-are-wrong'],
    ['这是其他部门耽误的', 'blame-others'],
    ['你去投诉吧', 'go-complain'],
    ['在吗？', 'bare-hello'],
    ['我也没有办法', 'cannot-help'],
    ['您先冷静一下', 'talking-down'],
    ['包您满意', 'promise-everything'],
    ['That is our policy.', 'rule-as-reason'],
    ["That's not my job.", 'not-my-job'],
    ["I don't know.", 'dont-know'],
    ["That's impossible.", 'impossible'],
    ['I never said that.', 'never-said'],
    ['You are mistaken.', 'you-are-wrong'],
    ["It is another department's delay.", 'blame-others'],
    ['Go ahead and complain.', 'go-complain'],
    ['Are you there?', 'bare-hello'],
    ["There's nothing I can do.", 'cannot-help'],
    ['Please calm down.', 'talking-down'],
    ['I guarantee it will work.', 'promise-everything'],
  ])('%s', (text, rule) => {
    expect(language.check(text, situation()).find((finding) => finding.rule === rule)).toMatchObject({ kind: 'never', why: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]/) } });
    expect(language.isNeverSaid(text)).toBe(true);
  });

  it.each(['這是公司的規定', '这 是 公 司 的 规 定', '这是　公司的规定', '这是**公司**的规定', '这是\u200B公司的规定', 'ＴＨＡＴ ＩＳ ＯＵＲ ＰＯＬＩＣＹ', 'that  is our   policy', 'That’s our policy'])('is heard in every form: %s', (text) => {
    expect(rulesIn(text)).toContain('rule-as-reason');
  });

  it.each([
    '您说的“这是公司的规定”，我来说明原因。',
    '同事对您说「不可能」，这样回答不妥，我向您道歉。',
    'You were told "that is not my job"; I am sorry about that.',
    '客服告诉您，这是公司的规定，我来重新核实。',
    '> 这是公司的规定\n我来说明一下原因。',
    '这不是规定的问题，我来看看怎么办。',
    '不知道您明天方便吗？',
    'It is not your fault.',
    '为了保证安全，请先断电。',
    'I cannot promise an exact hour.',
  ])('is not found in words of others, nor turned round: %s', (text) => {
    expect(language.check(text, situation()).filter(({ kind }) => kind === 'never')).toEqual([]);
  });

  it('is the writer’s own where the whole reply stands in quotation marks', () => {
    expect(rulesIn('“这是公司的规定”')).toContain('rule-as-reason');
  });

  it('is named by its place in the reply as it was written', () => {
    const text = '您好🙂，這 是 公 司 的 規 定，請諒解。';
    const [finding] = language.check(text, situation());
    expect(text.slice(finding?.from, finding?.to)).toBe('這 是 公 司 的 規 定');
  });

  it('has a better wording that fits into the sentence, in the language of the reply', () => {
    expect(bettered('您好，这是公司的规定，七天内才能退。', 'rule-as-reason')).toBe('您好，我来说明这样安排的原因，再看看能为您做些什么，七天内才能退。');
    expect(bettered('Sorry, that is our policy.', 'rule-as-reason')).toBe('Sorry, let me explain the reason and see what I can do for you.');
    expect(rulesIn(bettered('你搞错了。', 'you-are-wrong') ?? '')).toEqual([]);
  });
});

describe('what must not be missing', () => {
  it('is a greeting in the first reply, with the names of writer and company', () => {
    expect(bettered('您的包裹今天送到。', 'no-greeting', { isFirstReply: true })).toBe('您好，我是栗屋的陈静。您的包裹今天送到。');
    expect(rulesIn('您好，您的包裹今天送到。', { isFirstReply: true })).toEqual([]);
    expect(rulesIn('您的包裹今天送到。')).toEqual([]);
  });

  it('is an apology to whoever complains or is angry, once', () => {
    const reply = '您好，我是陈静。照片我收到了。';
    expect(bettered(reply, 'no-apology', { isFirstReply: true, reason: 'complaint' })).toBe('您好，我是陈静。给您带来这样的体验，很抱歉。照片我收到了。');
    expect(rulesIn(reply, { mood: 'angry' })).toEqual(['no-apology']);
    expect(rulesIn(reply, { sentiment: -0.8 })).toEqual(['no-apology']);
    expect(rulesIn(reply, { mood: 'angry', said: ['真的很抱歉。'] })).toEqual([]);
    expect(rulesIn(reply, { isFirstReply: true, reason: 'asked' })).toEqual([]);
  });

  it.each([
    ['我会尽快给您答复。', '我会[时间]前给您答复。'],
    ['I will call you back as soon as possible.', 'I will call you back by [time].'],
  ])('is a time in a promise: %s', (text, better) => {
    expect(bettered(text, 'promise-when')).toBe(better);
  });

  it.each(['我今天18点前给您答复。', '我会跟进这件事。今天18:00前给您结果。', '一有结果我马上告诉您。', 'I will call you back within 2 hours.', 'I will write as soon as the parcel arrives.', '请您尽快关闭阀门。', 'You can try again later.'])('is not missed where there is one, or where nothing is promised: %s', (text) => {
    expect(rulesIn(text)).toEqual([]);
  });

  it.each(['放心，会有人联系您的', '相关部门会处理', 'Someone will reach out to you.', 'It will be taken care of.'])('is somebody who keeps a promise: %s', (text) => {
    expect(rulesIn(text)).toEqual(['promise-who']);
  });

  it('is a last question before a goodbye', () => {
    expect(bettered('都办好了，祝您生活愉快！', 'no-closing-question')).toBe('都办好了，您看还有什么需要我为您做的吗？祝您生活愉快！');
    expect(bettered('All done. Have a nice day!', 'no-closing-question', { language: 'en' })).toBe('All done. Is there anything else I can do for you? Have a nice day!');
    expect(rulesIn('祝您生活愉快！', { said: ['还有什么可以帮您的吗？'] })).toEqual([]);
  });
});

describe('what is hard to read', () => {
  it('are words that only colleagues use, but not inside other words', () => {
    expect(bettered('您的RMA已经好了', 'jargon')).toBe('您的返修已经好了');
    expect(rulesIn('The information is in the app.')).toEqual([]);
  });

  it('are capitals and rows of marks, but neither short names nor one mark', () => {
    expect(bettered('READ THE EMAIL today.', 'shouting')).toBe('Read the email today.');
    expect(bettered('还没到账！！！', 'shouting')).toBe('还没到账！');
    expect(rulesIn('The USB port of the C3 is new! 好的！')).toEqual([]);
  });

  it('are long replies and many questions at once', () => {
    expect(rulesIn('请把照片发给我，'.repeat(40))).toEqual(['too-long']);
    expect(rulesIn('订单号是多少？哪天买的？坏在哪里？有发票吗？')).toEqual(['many-questions']);
  });

  it('are blanks that nobody has filled', () => {
    expect(rulesIn('[时间]前给您答复')).toEqual(['blank']);
    expect(rulesIn('Hello {customer}')).toEqual(['blank']);
  });
});

describe('any text', () => {
  it.each(['', '   ', '🙂', '……', '“”', '\uD800', 'a'.repeat(4_000), '您'.repeat(4_000), '这是公司规定'.repeat(600), '“'.repeat(2_000), '[('.repeat(2_000)])('is read to its end, with places inside it', (text) => {
    for (const { from, to, better } of language.check(text, situation({ isFirstReply: true, mood: 'angry' }))) {
      for (const place of [from, to, better?.from ?? from, better?.to ?? to]) expect(place >= 0 && place <= text.length).toBe(true);
      expect(from <= to).toBe(true);
    }
  });
});
