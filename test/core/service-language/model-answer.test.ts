import { describe, expect, it } from 'vitest';
import { createAnswerCheck } from '#core/model-answer/answer-check.ts';
import { sourcesOf } from '#core/model-answer/evidence.ts';
import { ownWordsOf } from '#core/model-answer/own-words.ts';
import { systemText } from '#core/model-answer/prompt.ts';
import { BOUNDARY } from '../model-answer/tools.ts';
import { COMPANY, passage } from '../samples.ts';
import { realCheck } from './tools.ts';

const sources = sourcesOf([passage('refund-time', { text: '退款一般1–7个工作日到账，原路退回。这是公司的规定，退款不能改到别的卡。' })]);

describe('an answer of a model', () => {
  it('that says what is never said gives way to the passages’ own words', async () => {
    const { isNeverSaid } = await realCheck();
    const answer = (text: string) => {
      const check = createAnswerCheck({ sources, language: 'zh', ownWords: ownWordsOf([systemText({ language: 'zh', company: COMPANY, boundary: BOUNDARY })]), canary: BOUNDARY, isNeverSaid });
      check.push(text);
      return check.end();
    };
    expect(answer('退款1–7个工作日到账。[1] 这是公司的规定，退款不能改到别的卡。[1]')).toMatchObject({ verdict: 'never_said', answer: undefined });
    expect(answer('退款1–7个工作日到账，原路退回。[1]').verdict).toBe('checked');
  });
});
