import { describe, expect, it } from 'vitest';
import { asksHow, corrects, isQuestion, saysStop, saysYes } from '#core/actions/consent.ts';
import type { Language } from '#core/language.ts';

const CANCEL = { yes: { zh: '确认取消订单', en: 'Yes, cancel the order' }, no: { zh: '保留订单', en: 'Keep the order' }, yesWords: ['取消吧', '(?:yes )?cancel (?:it|the order)'] };
const languageOf = (text: string): Language => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en');

describe('consent to something that changes things', () => {
  it.each(['好', '好的', '好的，谢谢', '可以', '是的。', '确认', '对，没问题', '嗯嗯', '麻烦你了，好的', '确认取消订单', '取消吧', 'OK', '👌', 'yes', 'Yes please', 'yep, go ahead', "that's right", 'Sure, thanks!', 'Yes, cancel the order', 'cancel it', 'ok'])('is given by "%s"', (text) => {
    expect(saysYes(text, languageOf(text), CANCEL)).toBe(true);
  });

  it.each(['', '谢谢', '好吗', '可以取消吗？', '好的，但是地址要改', '不好', '不可以', '等等', '不确定', '也许', '好像不对', '好贵', '取消', 'ok but not this one', 'yes?', 'not ok', "I'm not sure", 'thanks', 'cancel', 'yes, but change the address first', 'maybe', 'right, how long does it take', 'no'])('is not given by "%s"', (text) => {
    expect(saysYes(text, languageOf(text), CANCEL)).toBe(false);
  });

  it.each(['不要', '不用了', '先不要', '算了', '不取消了', '别取消', '保留订单', '算了吧', '不用了，谢谢', '我再想想', 'no', 'No, thanks', 'never mind', "don't", 'Keep the order', 'keep my order', 'not now', 'I changed my mind', 'forget it'])('is refused by "%s"', (text) => {
    expect(saysStop(text, languageOf(text), CANCEL, true)).toBe(true);
    expect(saysYes(text, languageOf(text), CANCEL)).toBe(false);
  });

  it.each(['好的', '不对，是另一个订单', '不是这个地址', '改', '取消订单', '我的订单到哪了', 'yes', 'no, the other order', 'what about the refund'])('is not refused by "%s"', (text) => {
    expect(saysStop(text, languageOf(text), CANCEL, false)).toBe(false);
  });

  it('is neither given nor refused by a bare "cancel" where cancelling is what is asked about', () => {
    expect(['取消', 'cancel'].map((text) => saysStop(text, languageOf(text), CANCEL, true))).toEqual([false, false]);
    expect(['取消', 'cancel'].map((text) => saysStop(text, languageOf(text), CANCEL, false))).toEqual([true, true]);
  });
});

describe('a customer', () => {
  it.each(['不对，是另一个订单', '地址写错了', '改成 3 号楼', 'no, the other order', 'that is the wrong address', 'I meant 20261119-0284'])('sets something right: "%s"', (text) => {
    expect(corrects(text, languageOf(text))).toBe(true);
  });

  it.each(['怎么看物流', '退款多久到账', '能取消吗', '这单还取消得了吗', 'how do I cancel', 'can I change the address', 'how long does it take'])('asks how: "%s"', (text) => {
    expect(asksHow(text, languageOf(text))).toBe(true);
  });

  it.each(['我的快递到哪了', '帮我取消订单', '改一下收货地址', 'where is my order', 'please cancel my order', 'can you check my order', "what's my refund status"])('asks for it: "%s"', (text) => {
    expect(asksHow(text, languageOf(text))).toBe(false);
  });

  it.each(['你们几点开门', '运费谁出？', 'when do you open', 'Is it free?'])('asks a question: "%s"', (text) => {
    expect(isQuestion(text, languageOf(text))).toBe(true);
  });
});
