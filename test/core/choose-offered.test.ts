import { describe, expect, it } from 'vitest';
import { chooseOffered } from '#core/choose-offered.ts';
import { EMPTY_MEMORY } from '#core/conversation.ts';

const TOPICS = [
  { articleId: 'refund-time', title: '退款多久到账' },
  { articleId: 'return-fee', title: 'Who pays for the return' },
  { articleId: 'points', title: '积分' },
] as const;
const chosen = (text: string, count = 3): string | undefined => chooseOffered({ ...EMPTY_MEMORY, offered: TOPICS.slice(0, count) }, text)?.articleId;

describe('choosing one of the topics that were offered', () => {
  it.each([
    ['refund-time', ['1', '①', '一', '第一', '第一个', '第1个。', '第一条', 'first', 'The first one', 'the 1st']],
    ['return-fee', ['2', ' 2. ', '②', '二', '第二', '第二个', '第2项！', 'second', 'the second one.', '2nd one']],
    ['points', ['3', '③', '三', '第三个', 'third', 'the third one', 'The 3rd']],
  ])('by its place: %s', (articleId, words) => {
    expect(words.map((said) => chosen(said))).toEqual(words.map(() => articleId));
  });

  it.each([
    ['退款多久到账', 'refund-time'],
    [' 退款多久到账。', 'refund-time'],
    ['who pays for the RETURN', 'return-fee'],
    ['积分', 'points'],
  ])('by its title: "%s"', (said, articleId) => {
    expect(chosen(said)).toBe(articleId);
  });

  it('by its title rather than by its place', () => {
    const offered = [{ articleId: 'a', title: 'A' }, { articleId: 'one', title: '1' }];
    expect(chooseOffered({ ...EMPTY_MEMORY, offered }, '1')?.articleId).toBe('one');
  });

  it.each(['4', '0', '12', '第四个', '第二个月退款', '2个小时', 'second hand', 'the first one is broken', '退款', ''])('is not "%s"', (said) => {
    expect(chosen(said)).toBeUndefined();
  });

  it('is not a place at which nothing was offered', () => {
    expect(chosen('第三个', 2)).toBeUndefined();
    expect(chosen('1', 0)).toBeUndefined();
  });
});
