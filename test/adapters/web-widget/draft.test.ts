import { describe, expect, it } from 'vitest';
import { MAX_MESSAGE_LENGTH } from '#core/protocol.ts';
import { safeDraft, withDraft } from '#adapters/web/widget/draft.ts';

describe('what a page may put into the composer', () => {
  it('is one short line of text', () => {
    expect(safeDraft('空气净化器 A3：')).toBe('空气净化器 A3：');
    expect(safeDraft('a\r\nb\u2028c\u0000d')).toBe('a b c d');
    expect(safeDraft('x'.repeat(5000))).toHaveLength(200);
  });

  it.each([undefined, null, 7, {}, ['x'], '', ' \n '])('is not %j', (draft) => {
    expect(safeDraft(draft)).toBeUndefined();
  });
});

describe('the composer’s text', () => {
  it('begins with the product that was asked about', () => {
    expect(withDraft('', 'A3：', '')).toBe('A3：');
  });

  it('keeps what the customer has written, behind it', () => {
    expect(withDraft('多久换滤芯', 'A3：', '')).toBe('A3：多久换滤芯');
  });

  it('changes the product when another one is asked about', () => {
    expect(withDraft('A3：多久换滤芯', 'W5：', 'A3：')).toBe('W5：多久换滤芯');
    expect(withDraft('A3：', 'A3：', 'A3：')).toBe('A3：');
  });

  it('loses no word of a message that would become too long', () => {
    const long = 'x'.repeat(MAX_MESSAGE_LENGTH);
    expect(withDraft(long, 'A3：', '')).toBe(long);
  });
});
