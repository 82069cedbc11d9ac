import { beforeAll, describe, expect, it } from 'vitest';
import { foldText } from '#intents/fold-text.ts';
import { loadLexicon } from '#intents/load-lexicon.ts';
import { loadPolarity } from '#intents/polarity.ts';
import { createMoodReader } from '#intents/sentiment.ts';
import type { Feeling } from '#intents/sentiment.ts';
import { createSignalFinder } from '#intents/signal-finder.ts';
import type { SignalFinder } from '#intents/signal-finder.ts';
import { fileURLToPath } from 'node:url';

let read: (text: string) => Feeling;
let signals: SignalFinder;
beforeAll(async () => {
  const lexicon = await loadLexicon(fileURLToPath(new URL('../../intents/lexicon', import.meta.url)));
  const reader = createMoodReader(lexicon, await loadPolarity());
  read = (text) => reader(foldText(text), text);
  signals = createSignalFinder(lexicon);
});

describe('sentiment and mood', () => {
  it.each([
    ['你们就是骗子，太过分了！！', 'angry'],
    ['垃圾服务，气死我了', 'angry'],
    ['this is absolutely unacceptable, you are useless', 'angry'],
    ['真是服了，三天还没发货，好棒棒', 'angry'],
    ['oh great, another broken promise', 'angry'],
    ['非常失望，质量太差', 'disappointed'],
    ['I am very disappointed with the quality', 'disappointed'],
    ['我很担心会不会有事', 'worried'],
    ['I am worried it is not safe', 'worried'],
    ['看不懂，什么意思啊', 'confused'],
    ["I'm confused, I don't understand this", 'confused'],
    ['急急急，今天必须送到', 'urgent'],
    ['please hurry, it is urgent', 'urgent'],
    ['谢谢，太棒了，非常满意', 'pleased'],
    ['thank you so much, excellent service', 'pleased'],
    ['我的订单什么时候发货', 'neutral'],
    ['where can I see my points', 'neutral'],
  ] as const)('hears %j as %s', (text, mood) => {
    expect(read(text).mood).toBe(mood);
  });

  it.each([
    ['不好用', 'negative'],
    ['一点都不满意', 'negative'],
    ['not good at all', 'negative'],
    ["I don't recommend it", 'negative'],
    ['没有失望', 'positive'],
    ['no problem, thanks', 'positive'],
  ] as const)('turns the words under a negation: %j is %s', (text, side) => {
    expect(Math.sign(read(text).sentiment)).toBe(side === 'negative' ? -1 : 1);
  });

  it('grows with stronger words, exclamation marks and capitals', () => {
    expect(read('非常生气').sentiment).toBeLessThan(read('生气').sentiment);
    expect(read('terrible!!!').sentiment).toBeLessThan(read('terrible').sentiment);
    expect(read('THIS IS TERRIBLE SERVICE').sentiment).toBeLessThan(read('this is terrible service').sentiment);
  });

  it('keeps ordinary questions near zero and abuse below -0.8', () => {
    for (const text of ['怎么退货', '洗衣机漏水了怎么办', 'how do I return this', 'my parcel has not arrived']) {
      expect(read(text).sentiment, text).toBeGreaterThan(-0.6);
    }
    for (const text of ['你们这群骗子，垃圾公司，气死我了！！', 'you scammers, worst service ever, I am furious!!']) {
      expect(read(text).sentiment, text).toBeLessThan(-0.8);
    }
  });
});

describe('praise and blame', () => {
  it.each([
    '退款多久到账',
    '怎么退货',
    '发票怎么开，谢谢',
    '你好，请问几点关门',
    '怎么投诉',
    'how long does a refund take',
    'hi, where can I see my points? thanks',
    'can you recommend a rice cooker',
  ])('%j is neither', (text) => {
    expect(read(text).polarity).toBe('neutral');
  });

  it.each([
    '真是服了，三天还没发货，好棒棒',
    'great job losing my parcel',
    'wow, another broken one, well done',
    '太棒了，刚买一天就坏了',
    'Lovely, the third repair and it broke again',
    '物流真给力，从隔壁市发来走了十天',
    '真准时，只晚了六个小时',
    '你们是用乌龟送货的吧',
    '恭喜你们又少发了一件',
    'great service, five agents and five different answers',
    'right on time, only six hours late',
    'love being told to wait another week',
    'you must be delivering by donkey',
  ])('%j is not praise', (text) => {
    expect(read(text).polarity).toBe('negative');
  });

  it.each(['客服很耐心，问题解决了', 'great job, thank you!', '谢谢你', 'love my new purifier, it is so quiet', '修了一次之后再没坏过，感谢师傅', '之前丢的包裹找到了，谢谢你们', 'thanks, you replaced the broken one and I am very happy', 'the agent was patient and stayed with me until it worked'])('%j is praise', (text) => {
    expect(read(text).polarity).toBe('positive');
  });

  it.each(['送得很快，味道也好，下次还点', '量大实惠，包装严实'])('leans to praise: %j', (text) => {
    expect(read(text).lean).toBeGreaterThan(0);
  });

  it.each(['等了两个小时才送来，菜都凉透了', '跟图片完全不一样，根本没法吃'])('leans to blame: %j', (text) => {
    expect(read(text).lean).toBeLessThan(0);
  });
});

describe('signals by fixed words', () => {
  it.each([
    ['我要投诉你们的师傅', 'complaint'],
    ["I'd like to file a formal complaint", 'complaint'],
    ['炸锅冒烟了！', 'danger'],
    ['there is smoke coming out of the fryer', 'danger'],
    ['再不处理我就打12315', 'law'],
    ['you will hear from my lawyer', 'law'],
    ['I will file a chargeback', 'law'],
    ['再也不买你们家的东西', 'leaving'],
    ["I'm taking my business elsewhere", 'leaving'],
    ['插座发黑发烫', 'danger'],
    ['孩子的手被夹住了', 'danger'],
    ['my toddler swallowed a button battery', 'danger'],
    ['我去消协告你们', 'law'],
    ['再不退我就发抖音曝光', 'law'],
    ['reporting you to the BBB', 'law'],
    ['my son was taken to the hospital', 'danger'],
    ['没有冒烟，但是插头着火了', 'danger'],
    ['会漏电吗？我刚被电了一下', 'danger'],
    ['给我个说法', 'complaint'],
    ['以后不会再来了', 'leaving'],
    ['I will never shop here again', 'leaving'],
  ] as const)('%j is a matter of %s, with the words that say so', (text, kind) => {
    const words = signals(foldText(text)).get(kind);
    expect(words?.length).toBeGreaterThan(0);
    for (const word of words ?? []) expect(foldText(text)).toContain(word);
  });

  it.each([
    ['五天还没送到，真是服了', 'complaint'],
    ['电饭煲底烧黑了怎么洗', 'danger'],
    ['我们是法院后勤处，要买几台净化器', 'law'],
    ['is it better than another brand', 'leaving'],
  ] as const)('%j is no matter of %s by its words alone', (text, kind) => {
    expect(signals(foldText(text)).has(kind)).toBe(false);
  });

  it('are doubtful where the form speaks against them', () => {
    expect(signals('空调用久了会漏电吗').doubtful).toContain('danger');
    expect(signals('does it have protection against leaks').doubtful).toContain('danger');
    expect(signals('炸锅刚才冒火花了').doubtful).not.toContain('danger');
    expect(signals('wo yao tui huo').doubtful).toContain('person');
    expect(signals('客服态度真好，点赞').doubtful).toContain('complaint');
    expect(signals('看新闻说有扫地机起火，你们的安全吗').doubtful).toContain('danger');
  });

  it('weigh for a complaint what holds the company to account, and little what is anger about a fault', () => {
    expect(signals('你们客服又不理我真是气死我了').complaint).toBeGreaterThan(0);
    expect(signals('洗衣机又不转了真是气死我了').complaint).toBeLessThan(-2);
    expect(signals('your driver shouted at me and nobody apologised').complaint).toBeGreaterThan(0);
    expect(signals('the washer broke again, so annoying').complaint).toBeLessThan(-2);
  });

  it.each([
    '投诉流程是什么',
    '怎么投诉，多久有回复',
    '我不是要投诉，只是问问',
    '空气净化器有没有漏电保护',
    '门锁一直报警怎么关',
    'does it work with another brand of bulb',
    'can I connect a smoke detector to the hub',
    'how do I make a complaint',
    '能不能换一家店自提',
    '人工费怎么收',
    '空调能除烟味吗',
    '投诉怎么处理',
    '法律规定的七天无理由怎么算',
    '工商银行的卡能付吗',
    '会漏电吗',
    '炸锅炸了两次薯条都不脆',
    '孩子睡着了再来装',
    '停电死机怎么办',
    '摄像头画面曝光太亮',
    'can you deliver to the hospital on Nanjing Road',
    'does the purifier remove cigarette smoke',
    'is there a discount on social media',
    'can I switch to another delivery day',
  ])('%j is no signal', (text) => {
    expect([...signals(foldText(text)).keys()]).toEqual([]);
  });
});
