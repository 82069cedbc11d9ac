import { describe, expect, it } from 'vitest';
import { anchorOf, helpPath } from '#core/protocol.ts';

describe('where a citation leads', () => {
  it.each([
    [{ articleId: 'refund-time', language: 'zh' }, '/help/refund-time?lang=zh'],
    [{ articleId: 'refund-time', language: 'en', headings: [] }, '/help/refund-time?lang=en'],
    [{ articleId: 'refund-time', language: 'en', headings: ['Can I pay by card?'] }, '/help/refund-time?lang=en#can-i-pay-by-card'],
    [{ articleId: 'a b', language: 'en', headings: ['Cards', '¥10 & more'] }, '/help/a%20b?lang=en#cards.10-more'],
  ] as const)('%j is %s', (place, path) => {
    expect(helpPath(place)).toBe(path);
  });

  it('is written so that every browser reads it, Chinese too', () => {
    const path = helpPath({ articleId: 'refund-time', language: 'zh', headings: ['退到信用卡：多久？'] });
    expect(decodeURIComponent(new URL(path, 'http://localhost').hash)).toBe(`#${anchorOf(['退到信用卡：多久？'])}`);
    expect(anchorOf(['退到信用卡：多久？'])).toBe('退到信用卡-多久');
  });
});
