import { describe, expect, it } from 'vitest';
import { acceptsPerson } from '#core/accept-offer.ts';
import { EMPTY_MEMORY } from '#core/conversation.ts';
import { decideOn, LOST, POLICY, TALK, withMemory } from './decide-on.ts';
import { understanding } from './samples.ts';

const OFFERED = { ...EMPTY_MEMORY, offersPerson: true };
const nothing = understanding({ isOutOfScope: true, intents: [] });
const meaning = (id: string) => understanding({ intents: [{ id, confidence: 0.9 }] });

describe('saying yes to the person who was offered', () => {
  it.each(['好', '好的。', '可以', '行吧', '嗯', '要', '转一下', '那就转吧！', '麻烦你了～', 'OK', 'Yes please', 'yes, please', 'yeah!', 'Sure.', 'go ahead', 'That would be great!'])('is "%s"', (text) => {
    expect(acceptsPerson(OFFERED, text, nothing)).toBe(true);
  });

  it('is any other yes by its meaning', () => {
    expect(acceptsPerson(OFFERED, '那敢情好', meaning('affirm'))).toBe(true);
  });

  it.each([
    ['不用了', 'deny'],
    ['谢谢', 'thanks'],
    ['好像还是不行', 'refund-status'],
    ['可以退款吗', 'refund-status'],
    ['yes but when is my refund here', 'refund-status'],
  ])('is not "%s"', (text, id) => {
    expect(acceptsPerson(OFFERED, text, meaning(id))).toBe(false);
  });

  it('is not what only sounds a little like a yes, or says more', () => {
    const unsure = understanding({ intents: [{ id: 'affirm', confidence: 0.44 }] });
    expect(acceptsPerson(OFFERED, '改好了', unsure)).toBe(false);
    expect(acceptsPerson(OFFERED, '讲好送的滤芯没送，讲好加的积分没加，讲好回的电话没回，你们讲得出做得到吗', meaning('affirm'))).toBe(false);
  });

  it('is not a yes to anything else', () => {
    expect(acceptsPerson(EMPTY_MEMORY, '好的', meaning('affirm'))).toBe(false);
  });

  it('hands over by the rule for those who ask for a person, and cites the yes', () => {
    const said = { ...LOST, text: '好的', conversation: withMemory({ offersPerson: true }) };
    expect(decideOn(said)).toMatchObject({ kind: 'hand_over', reason: 'asked', rule: { id: 'customer-asks-for-person' }, words: ['好的'] });
    expect(decideOn({ ...said, understanding: meaning('affirm'), intent: TALK.intent })).toMatchObject({ kind: 'hand_over', rule: { id: 'customer-asks-for-person' } });
  });

  it('hands over for being asked also where the words were not understood for the second time', () => {
    expect(decideOn({ ...LOST, text: '行吧', conversation: withMemory({ offersPerson: true, notUnderstood: 1 }) })).toMatchObject({ reason: 'asked' });
  });

  it('does nothing of the sort where no person was offered, or no rule hands over for it', () => {
    const said = { ...TALK, text: '好的', understanding: meaning('affirm') };
    expect(decideOn({ ...said, conversation: withMemory({}) })).toMatchObject({ kind: 'answer', reason: 'talk' });
    const rules = POLICY.rules.filter(({ when }) => when.signal !== 'person');
    expect(decideOn({ ...said, conversation: withMemory({ offersPerson: true }), policy: { ...POLICY, rules } })).toMatchObject({ kind: 'answer', reason: 'talk' });
  });
});
