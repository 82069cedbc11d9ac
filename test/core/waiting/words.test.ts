import { describe, expect, it } from 'vitest';
import { asksHowLong, readCallbackWords } from '#core/waiting/read-waiting.ts';
import type { Entity } from '#core/understanding.ts';

const entity = (kind: 'phone' | 'email', value: string): Entity => ({ kind, value, text: value, start: 0, end: value.length });
const PHONE = entity('phone', '13800138000');

describe('a question about the queue', () => {
  it.each([
    '还要等多久', '还要多久？', '要等多长时间啊', '多久能轮到我', '什么时候有人回我', '前面还有几个人', '我排第几', '排到哪了', '快到我了吗', '大概多久', '请问还要排队多久呢', '人工还要多久', '几点有人来',
    'how long will it take?', 'How long do I have to wait', 'how long is the wait', 'how many people are ahead of me', "what's my place in the queue", 'when will someone answer me', 'how much longer', 'ok, how long does this take?',
  ])('is heard in "%s"', (text) => expect(asksHowLong(text)).toBe(true));

  it.each([
    '退款要多久到账', '退款还要等多久', '师傅上门还要等多久', '发货要等多久', 'how much longer for my refund?', '快递多久能到', '保修多久', '维修师傅什么时候上门', '我等了三个星期的快递了', '空调安装要多长时间', '好的我等着', '你好',
    'how long does a refund take', 'how long is the warranty', 'when will my parcel arrive', 'I have waited for two weeks for my order', 'thanks, I will wait', 'how long does delivery to Chengdu take?',
  ])('is not heard in "%s"', (text) => expect(asksHowLong(text)).toBe(false));
});

describe('the wish to be called back', () => {
  const read = (text: string, entities: readonly Entity[] = [], hasAgreed = false, wasAsked = false) => readCallbackWords(text, entities, { hasAgreed, wasAsked });

  it.each([
    ['等不了，晚点回我电话13800138000', [PHONE], 'phone', '13800138000'],
    ['给我打电话 13800138000', [PHONE], 'phone', '13800138000'],
    ['明天上午10点给我回个电话', [], 'phone', ''],
    ['能不能打我手机', [], 'phone', ''],
    ['请回电', [], 'phone', ''],
    ['请问能给我打个电话吗', [], 'phone', ''],
    ['让师傅给我打电话', [], 'phone', ''],
    ['能不能让安装师傅给我打个电话', [], 'phone', ''],
    ['师傅说他会打电话，麻烦你们给我回电', [], 'phone', ''],
    ['the courier said he would phone, please call me back', [], 'phone', ''],
    ['请你们的师傅打电话给我', [], 'phone', ''],
    ['可以打电话给我吗', [], 'phone', ''],
    ['can you call me?', [], 'phone', ''],
    ['could someone ring me back please', [], 'phone', ''],
    ['我先走了，13800138000', [PHONE], 'phone', '13800138000'],
    ['发邮件给我 a@b.com', [entity('email', 'a@b.com')], 'email', 'a@b.com'],
    ['晚点再联系我', [], 'chat', ''],
    ['call me tomorrow at 10', [], 'phone', ''],
    ['please call me back on 13800138000', [PHONE], 'phone', '13800138000'],
    ["I can't wait, ring me later", [], 'phone', ''],
    ['e-mail me at a@b.com', [entity('email', 'a@b.com')], 'email', 'a@b.com'],
    ['get back to me tomorrow', [], 'chat', ''],
  ] as const)('is heard in "%s"', (text, entities, way, contact) => expect(read(text, entities)).toEqual({ kind: 'ask', way, contact }));

  it.each([
    '快递员打我电话我没接到', '师傅上门前会打电话给我吗', '骗子打我电话说退款', '请问打电话报修收费吗', '请问可以打电话报修吗', 'will the technician call me before coming?', 'the courier said he would phone me', 'how can I call back?', 'can I call you back later?',
    '说好昨天给我打电话的，到现在没人打', '没有人给我回电话', '不要给我打电话', '你们的电话是多少', '我的电话是13800138000，查一下订单', '师傅打过电话了', '一直没人联系我', '快递员没打电话就放门口了',
    'nobody called me back', 'you promised to call me yesterday and nobody did', "please don't call me", 'what is your phone number', 'they called me twice already', "you didn't call",
  ])('is not heard in "%s"', (text) => expect(read(text, /\d{11}/.test(text) ? [PHONE] : [])).toBeUndefined());

  it('is a number alone only where one was asked for', () => {
    expect(read('13800138000', [PHONE])).toBeUndefined();
    expect(read('13800138000', [PHONE], false, true)).toEqual({ kind: 'ask', way: 'phone', contact: '13800138000' });
  });

  it.each(['不用打电话了', '取消回电', '不用给我回电话了', "don't call me", 'cancel the callback', 'no need to call me'])('is withdrawn by "%s", where something was agreed', (text) => {
    expect(read(text, [], true)).toMatchObject({ kind: 'cancel' });
    expect(read(text)).toBeUndefined();
  });

  it.each(['改到明天下午3点', '换个时间，周五上午', 'can we make it 4pm instead', 'change it to tomorrow'])('is changed by "%s", where something was agreed', (text) => {
    expect(read(text, [], true)).toMatchObject({ kind: 'change' });
    expect(read(text)).toBeUndefined();
  });
});
