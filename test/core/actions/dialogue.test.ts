import { beforeAll, describe, expect, it } from 'vitest';
import { askForPatience } from '#core/actions/settle.ts';
import { type Conversation, EMPTY_MEMORY } from '#core/conversation.ts';
import { handBack } from '#core/desk/hand-back.ts';
import type { TurnTools } from '#core/turn.ts';
import { COMPANY, NOON } from '../samples.ts';
import { prepareTalk, type Talk, talkTo } from './talk.ts';

const MINUTE = 60_000;
let tools: TurnTools;
beforeAll(async () => {
  tools = await prepareTalk();
});

const talk = (more: Partial<Conversation> = {}): Talk => talkTo(tools, more);
const visitor = { zh: { language: 'zh' }, en: { language: 'en' } } as const;
const signedIn: Partial<Conversation> = { customerId: 'c-1008' };
/** What the endpoint says of an order. */
const order = (number: string, more: object = {}) => ({ status: 200, body: { number, customer: 'c-1008', status: 'paid', product: '扫地机器人 R7', amount: '¥2,999', placed: '2026-11-19', expected: '2026-11-25', ...more } });
const cancelled = { status: 200, body: { number: '20261119-0284', customer: 'c-1008', amount: '¥2,999', refund: 'R20261122-0284', before: false } };
/** Says all this, one after the other. */
const say = async (to: Talk, ...texts: string[]): Promise<Talk> => {
  for (const text of texts) await to.say(text);
  return to;
};
const valuesOf = ({ calls }: Talk) => calls.map(({ values }) => values);

describe('where is my order', () => {
  it.each([
    ['zh', ['我的订单20261107-0032到哪了', '1008']],
    ['zh', ['我的快递到哪了', '20261107-0032', '1008']],
    ['zh', ['20261107-0032', '手机号 13800001008']],
    ['zh', ['怎么看物流', '20261107 0032', '尾号1008']],
    ['en', ["where's my parcel", '20261107-0032 and 1008']],
    ['zh', ['我的快递到哪了', '20261107-0032，1008']],
    ['zh', ['我的订单２０２６１１０７－００３２到哪了', '１００８']],
    ['zh', ['我的快递到哪了', '订单 20261107-0032，尾号 1008']],
    ['en', ['where is my order 20261107-0032', '1008']],
    ['en', ["where's my parcel", 'it is 20261107-0032', 'the last four digits are 1008']],
    ['en', ['Where is my order 20261107-0032? The last four digits are 1008']],
  ] as const)('of a visitor (%s): %j', async (language, texts) => {
    const said = await say(talk(visitor[language]), ...texts);
    expect(valuesOf(said)).toEqual([{ order: '20261107-0032', phone: '1008' }]);
    expect(said.now().memory.action).toMatchObject({ stage: 'calling' });
    said.answer(order('20261107-0032'));
    expect(said.said.at(-1)).toContain(language === 'zh' ? '预计 2026-11-25 送达' : 'should reach you on 2026-11-25');
  });

  it('is asked for patience no more once it is answered', async () => {
    const said = await say(talk(visitor.zh), '我的订单20261107-0032到哪了', '1008');
    const [call] = said.calls;
    if (!call) throw new Error('nothing was called');
    expect(askForPatience(said.now(), call, COMPANY)?.messages).toHaveLength(1);
    said.answer(order('20261107-0032'));
    expect(askForPatience(said.now(), call, COMPANY)).toBeUndefined();
  });

  it('of a signed-in customer with one order on the way is told at once', async () => {
    expect(valuesOf(await say(talk(signedIn), '我的包裹到哪了'))).toEqual([{ order: '20261119-0284' }]);
  });

  it('of a signed-in customer with several lets them choose', async () => {
    const said = await say(talk({ customerId: 'c-two' }), '我的包裹到哪了');
    expect(said.calls).toEqual([]);
    expect(said.choices()).toEqual(['20261118-0001', '20261119-0284']);
    expect(valuesOf(await say(said, '20261119-0284'))).toEqual([{ order: '20261119-0284' }]);
  });

  it('of a product asks for no number', async () => {
    expect(valuesOf(await say(talk({ customerId: 'c-two' }), '我的智能门锁到哪了'))).toEqual([{ order: '20261118-0001' }]);
  });

  it('never answers with the customer’s order where they have named another', async () => {
    const said = await say(talk(signedIn), '帮我查下单号LW20250311086的物流');
    expect(said.calls).toEqual([]);
    expect(said.said.at(-1)).toContain('这好像不是订单号');
    expect(said.choices()).toContain('20261119-0284');
  });

  it('takes the order that was named before', async () => {
    const said = await say(talk(visitor.zh), '20261107-0032', '算了', '我的快递到哪了', '1008');
    expect(valuesOf(said)).toEqual([{ order: '20261107-0032', phone: '1008' }]);
  });

  it('goes on to the other one', async () => {
    const said = await say(talk(visitor.zh), '我的订单20261107-0032到哪了', '1008');
    said.answer(order('20261107-0032'));
    await say(said, '那20261119-0284呢');
    expect(valuesOf(said).at(-1)).toEqual({ order: '20261119-0284', phone: '1008' });
    expect(new Set(said.calls.map(({ id }) => id)).size).toBe(2);
  });

  it('asks again what did not fit, and takes it from the new answer', async () => {
    const said = await say(talk(visitor.zh), '我的订单20261107-0032到哪了', '9999');
    said.answer({ status: 404, body: { error: 'not_found' } });
    expect(said.said.at(-1)).toContain('没有查到');
    await say(said, '20261107-0032', '1008');
    expect(valuesOf(said).at(-1)).toEqual({ order: '20261107-0032', phone: '1008' });
  });

  it('brings a person after three that did not fit', async () => {
    const said = talk(visitor.zh);
    for (const phone of ['0001', '0002', '0003']) {
      await say(said, '我的订单20261107-0032到哪了', phone);
      said.answer({ status: 404, body: {} });
    }
    expect(said.now().state).toBe('waiting');
  });

  it('brings a person where answers make no sense three times', async () => {
    const said = await say(talk(visitor.zh), '我的订单到哪了', '随便', '不知道', '啦啦啦');
    expect(said.now().state).toBe('waiting');
    expect(said.said.at(-1)).toMatch(/^\[.*查询订单.*尚未执行/);
  });

  it('never asks a visitor for less than number and telephone', async () => {
    const said = await say(talk(visitor.en), 'where is my order 20261107-0032');
    expect(said.calls).toEqual([]);
    expect(said.said.at(-1)).toContain('last four digits');
  });
});

describe('an action with an effect', () => {
  const untilConfirm = (more: Partial<Conversation> = signedIn) => say(talk(more), '帮我取消订单 20261119-0284', '拍错了');

  it('says what it will do, and does nothing before the customer has confirmed', async () => {
    const said = await untilConfirm();
    expect(said.said.at(-1)).toBe('确认一下：取消订单 20261119-0284（原因：拍错了）。取消后不能恢复，钱款按原路退回。要取消吗？');
    expect(said.choices()).toEqual(['确认取消订单', '保留订单']);
    expect(said.calls).toEqual([]);
    await say(said, '确认取消订单');
    expect(said.calls).toMatchObject([{ action: 'cancel-order', customerId: 'c-1008', values: { order: '20261119-0284', reason: 'wrong-item' } }]);
    said.answer(cancelled);
    expect(said.said.at(-1)).toBe('订单 20261119-0284 已取消。¥2,999 会按原路退回，退款单号 R20261122-0284。');
    expect(said.now().memory.action).toBeUndefined();
  });

  it.each(['保留订单', '算了', '不取消了'])('is called off by "%s"', async (text) => {
    const said = await say(await untilConfirm(), text, '好的');
    expect(said.said.at(-2)).toContain('没有取消');
    expect(said.calls).toEqual([]);
  });

  it.each(['我想想啊', '哦', '这样啊'])('is not done on "%s"', async (text) => {
    const said = await say(await untilConfirm(), text);
    expect(said.calls).toEqual([]);
    expect(said.choices()).toContain('确认取消订单');
  });

  it('takes no yes that was written before the question, nor one in a burst with a correction', async () => {
    const said = await untilConfirm();
    said.wait(-30_000);
    await say(said, '好的');
    expect(said.calls).toEqual([]);
    const other = await untilConfirm({ customerId: 'c-two' });
    await other.say('不对，是另一个订单', '好的');
    expect(other.calls).toEqual([]);
  });

  it('takes no yes that was written while the question was still being put', async () => {
    const said = await untilConfirm();
    said.tooEarly();
    await say(said, '好的');
    expect(said.calls).toEqual([]);
    expect(said.choices()).toContain('确认取消订单');
    expect((await say(said, '好的')).calls).toHaveLength(1);
  });

  it.each(['好的', '嗯'])('takes "%s" to a later answer for no yes, and asks again', async (bare) => {
    const said = await say(await untilConfirm(), '退款多久到账？', '门店几点开门？', '会员积分怎么用？');
    expect(said.choices()).not.toContain('确认取消订单');
    await say(said, bare);
    expect(said.calls).toEqual([]);
    expect(said.choices()).toContain('确认取消订单');
    expect((await say(said, '好的')).calls).toHaveLength(1);
  });

  it('takes a yes that names it for one, whatever was said in between', async () => {
    const said = await say(await untilConfirm(), '退款多久到账？', '门店几点开门？', '会员积分怎么用？', '确认取消订单');
    expect(said.calls).toHaveLength(1);
  });

  it('takes a yes to the offer of a person for that', async () => {
    const action = { id: 'a-1', action: 'cancel-order', stage: 'confirming', values: { order: '20261119-0284', reason: 'wrong-item' }, tries: 0, at: NOON, isAside: true } as const;
    const said = talk({ ...signedIn, memory: { ...EMPTY_MEMORY, offersPerson: true, action } });
    expect((await said.say('好的')).decision).toMatchObject({ kind: 'hand_over', reason: 'asked' });
    expect(said.calls).toEqual([]);
    expect(said.said.at(-1)).toMatch(/^\[.*取消订单.*尚未执行/);
  });

  it.each([
    ['zh', '确认取消订单'],
    ['en', 'Yes, cancel the order'],
  ] as const)('is done once where the choice is pressed twice (%s)', async (language, pressed) => {
    const said = await say(talk({ ...signedIn, language }), language === 'zh' ? '帮我取消订单 20261119-0284' : 'please cancel order 20261119-0284', language === 'zh' ? '拍错了' : 'Too slow');
    await said.say(pressed, pressed);
    expect(said.calls).toHaveLength(1);
  });

  it('takes each of the reasons that it offers', async () => {
    for (const [language, asks] of [['zh', '帮我取消订单 20261119-0284'], ['en', 'please cancel order 20261119-0284']] as const) {
      const first = await say(talk({ ...signedIn, language }), asks);
      expect(first.choices()).toHaveLength(4);
      for (const choice of first.choices()) {
        const said = await say(talk({ ...signedIn, language }), asks, choice);
        expect([choice, said.now().memory.action?.stage]).toEqual([choice, 'confirming']);
      }
    }
  });

  it('reads back again what was set right, under another key', async () => {
    const said = await untilConfirm({ customerId: 'c-two' });
    const before = said.now().memory.action?.id;
    await say(said, '不对，是 20261118-0001');
    expect(said.said.at(-1)).toContain('取消订单 20261118-0001（原因：拍错了）');
    expect(said.now().memory.action?.id).not.toBe(before);
    await say(said, '不对，是另一个订单');
    expect(said.calls).toEqual([]);
    await say(said, '好的');
    expect(valuesOf(said)).toEqual([{ order: '20261119-0284', reason: 'wrong-item' }]);
  });

  it('answers a question in between and goes on where it was', async () => {
    const said = await untilConfirm();
    const result = await said.say('退款多久到账？');
    expect(result.decision).toMatchObject({ kind: 'answer', reason: 'found' });
    expect(said.said.at(-1)).toMatch(/回到刚才的事：确认一下：取消订单 20261119-0284/);
    expect(said.choices()).toContain('确认取消订单');
    await say(said, '好的');
    expect(said.calls).toHaveLength(1);
  });

  it('lapses after half an hour, and says so', async () => {
    const said = await untilConfirm();
    said.wait(31 * MINUTE);
    const { decision } = await said.say('好的');
    expect(decision).toMatchObject({ kind: 'act', reason: 'lapse' });
    expect(said.calls).toEqual([]);
    await say(said, '好的');
    expect(said.calls).toEqual([]);
  });

  it('gives way to a person at any time', async () => {
    const said = await untilConfirm();
    const { decision } = await said.say('转人工');
    expect(decision).toMatchObject({ kind: 'hand_over', reason: 'asked' });
    expect(said.said.at(-1)).toBe('[转人工时正在办理“取消订单”，尚未执行。已知：order 20261119-0284，reason 拍错了]');
    expect(said.now().memory.action).toBeUndefined();
  });

  it('gives way to a complaint that is said as its reason', async () => {
    const said = await say(talk(signedIn), '帮我取消订单 20261119-0284');
    expect((await said.say('你们这是欺骗消费者，我要投诉')).decision).toMatchObject({ kind: 'hand_over', reason: 'complaint' });
  });

  it('is for signed-in customers where it says so: visitors hear what they can do', async () => {
    const said = await say(talk(visitor.zh), '帮我取消订单 20261119-0284', '好的');
    expect(said.said[0]).toContain('登录账户后');
    expect(said.calls).toEqual([]);
  });

  it('is done so often and no more', async () => {
    const said = talk(signedIn);
    for (let times = 0; times < 6; times += 1) {
      await say(said, '帮我取消订单 20261119-0284', '拍错了', '确认取消订单');
      if (said.now().memory.action?.stage === 'calling') said.answer(cancelled);
    }
    expect(said.calls).toHaveLength(5);
    expect(said.said.some((text) => text.includes('办理过多次'))).toBe(true);
    // A person in between does not begin a new count.
    const owned = { ...said.now(), state: 'human', agentId: 'chen' } as const;
    expect(handBack(owned, undefined, { id: 'chen', name: '陈晨' }, undefined, undefined).memory?.acted).toHaveLength(5);
    said.wait(25 * 60 * MINUTE);
    expect((await say(said, '帮我取消订单 20261119-0284', '拍错了', '确认取消订单')).calls).toHaveLength(6);
  });

  it('is one at a time: what is asked meanwhile waits, and questions are answered', async () => {
    const said = await say(await untilConfirm(), '好的');
    expect((await said.say('我的快递到哪了')).decision).toMatchObject({ kind: 'act', reason: 'wait' });
    expect((await said.say('门店几点开门')).decision).toMatchObject({ kind: 'answer', reason: 'found' });
    expect(said.calls).toHaveLength(1);
    said.answer(cancelled);
    expect(said.said.at(-1)).toContain('已取消');
  });

  it('takes no address of before where the customer says that this one is wrong', async () => {
    const said = await say(talk(signedIn), '改一下收货地址', '南京市玄武区中山东路12号1栋301室', '不改了');
    await say(said, '改一下收货地址');
    await say(said, '南京市玄武区中山东路16号2栋101室', '不对，地址错了');
    expect(said.said.at(-1)).toContain('新的收货地址');
    expect(said.now().memory.action).toMatchObject({ stage: 'asking' });
  });

  it('takes an address over several lines whole', async () => {
    const zh = await say(talk(signedIn), '改一下收货地址', '江苏省南京市鼓楼区\n中山北路45号\n3栋101室');
    expect(zh.said.at(-1)).toContain('“江苏省南京市鼓楼区 中山北路45号 3栋101室”');
    const burst = talk(signedIn);
    await burst.say('改一下收货地址');
    await burst.say('等一下', '南京市玄武区中山东路12号1栋301室', '谢谢');
    expect(burst.said.at(-1)).toContain('“南京市玄武区中山东路12号1栋301室”');
  });

  it('takes an address as it was written, to the last room', async () => {
    const zh = await say(talk(signedIn), '改一下收货地址', '南京市玄武区中山东路12号1栋301室');
    expect(zh.said.at(-1)).toContain('“南京市玄武区中山东路12号1栋301室”');
    const en = await say(talk({ ...signedIn, language: 'en' }), 'please change the delivery address of 20261119-0284', '12 Garden Road, Nanjing, Room 301');
    expect(en.said.at(-1)).toContain('“12 Garden Road, Nanjing, Room 301”');
    await say(en, 'the address is wrong', '14 Garden Road, Nanjing, Room 302', 'yes please');
    expect(valuesOf(en)).toEqual([{ order: '20261119-0284', address: '14 Garden Road, Nanjing, Room 302' }]);
  });
});

describe('what actions leave alone', () => {
  it.each(['退款多久能到账', 'how do I cancel an order', '能改收货地址吗'])('"%s" gets its article, and what Baton could do', async (text) => {
    const said = talk({ ...signedIn, language: /\p{Script=Han}/u.test(text) ? 'zh' : 'en' });
    const { decision, change } = await said.say(text);
    expect(decision).toMatchObject({ kind: 'answer', reason: 'found' });
    expect(change.messages).toHaveLength(1);
    expect(said.now().memory.action).toMatchObject({ stage: 'offered' });
  });

  it('an offer that was not taken up means nothing later', async () => {
    const said = await say(talk(signedIn), '怎么取消订单', '门店几点开门', '好的');
    expect(said.now().memory.action).toBeUndefined();
    expect(said.calls).toEqual([]);
  });

  it('other things of the same intent: when it is delivered is no address', async () => {
    const { decision } = await talk(signedIn).say('送货能改到周五吗');
    expect(decision.kind).not.toBe('act');
  });

  it('everything, where there are none', async () => {
    const { decision } = await talkTo({ ...tools, actions: undefined }).say('我的快递到哪了');
    expect(decision).toMatchObject({ kind: 'answer', reason: 'found' });
  });
});
