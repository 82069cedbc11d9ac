import { describe, expect, it } from 'vitest';
import { createMask, PERSONAL } from '#core/mask.ts';
import { findKnownNames, namesIn } from '#core/known-names.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { conversation } from './samples.ts';

const mask = createMask(createEntityFinder([]), PERSONAL);

describe('people who are known', () => {
  it.each([
    ['林晓岚', '林女士您好，退款到账了吗', '[姓名]您好，退款到账了吗'],
    ['林晓岚', '林晓岚的订单，晓岚说要退', '[姓名]的订单，[姓名]说要退'],
    ['林晓岚', '我叫林晓岚，电话13800001001', '我叫[姓名]，电话138****1001'],
    ['欧阳明', '欧阳先生，欧阳明已签收', '[姓名]，[姓名]已签收'],
    ['王芳', '王芳，王总，芳香剂怎么用', '[姓名]，[姓名]，芳香剂怎么用'],
    ['Emma Clarke', 'Dear Emma, Ms. Clarke and EMMA CLARKE are one', 'Dear [name], Ms. [name] and [name] are one'],
    ['Emma Clarke', '您好 Emma，Clarke女士', '您好 [姓名]，[姓名]女士'],
    ['Emma Clarke', 'Clarke, Emma lives in Clarkeville with a dilemma', '[name] lives in Clarkeville with a dilemma'],
    ['Will Young', 'Will it arrive? I am Will Young. Hi Will, young people', 'Will it arrive? I am [name]. Hi [name], young people'],
    ['Zoë Müller-Díaz', 'Zoë wrote, Mrs Müller-Díaz called', '[name] wrote, Mrs [name] called'],
  ])('%s is masked by any part of the name: %j', (person, text, masked) => {
    expect(mask(text, [person])).toBe(masked);
  });

  it('are also those who are addressed by a title, whoever they are', () => {
    expect(mask('I spoke to Mr. Bennet and Dr Ana Lopez about the Mr')).toBe('I spoke to Mr. [name] and Dr [name] about the Mr');
  });

  it.each(['Guest', 'Visitor 12', '访客', '客户', 'L', '', '  '])('are not whoever has no name of their own: %j', (person) => {
    const text = 'Guest L, visitor 12: 客户和访客都能退货吗 ';
    expect(mask(text, [person])).toBe(text);
  });

  it('are found where signs in a name mean something to a search', () => {
    expect(mask('(A+B) Corp. called', ['(A+B) Corp.'])).toBe('[name] called');
    expect(findKnownNames('', ['林晓岚'])).toEqual([]);
  });

  it('stay where names may stay', () => {
    expect(createMask(createEntityFinder([]), ['phone'])('林女士，13800001001', ['林晓岚'])).toBe('林女士，138****1001');
  });

  it('of a conversation are the customer and the colleague', () => {
    expect(namesIn(conversation({ customerName: '林晓岚', agentName: '陈晨' }))).toEqual(['林晓岚', '陈晨']);
    expect(namesIn(conversation({ customerName: ' ' }))).toEqual([]);
  });
});
