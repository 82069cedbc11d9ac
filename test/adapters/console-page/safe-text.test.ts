import { describe, expect, it } from 'vitest';
import type { Citation } from '#core/protocol.ts';
import { draftOf, EMPTY_DRAFT, keepDraft, putBack, withText } from '#adapters/console/page/drafts.ts';
import { newId } from '#adapters/console/page/new-id.ts';
import { inlineParts, safeHref } from '#adapters/console/page/safe-text.ts';

const citation: Citation = { number: 1, articleId: 'refund-time', language: 'zh', title: '退款', headings: [] };

describe('links', () => {
  it('lead to the web, mail, telephone and own pages', () => {
    for (const href of ['https://a.example/x', 'http://a.example', 'mailto:a@b.example', 'tel:4000005218', '/help/refund-time?lang=zh']) expect(safeHref(href)).toBe(href);
  });

  it('lead nowhere else', () => {
    for (const href of ['javascript:alert(1)', ' JavaScript:alert(1)', 'data:text/html,x', '//evil.example', '/\\evil.example', 'vbscript:x', 'file:///etc', 'relative']) {
      expect(safeHref(href), href).toBeUndefined();
    }
  });
});

describe('a text', () => {
  it('keeps every character outside of what becomes a link or a mark', () => {
    const text = 'a <b>x</b> https://a.example/p?q=1, [1] [2] 完';
    const shown = inlineParts(text, [citation]).map((part) => (part.kind === 'citation' ? `[${part.citation.number}]` : part.text));
    expect(shown.join('')).toBe(text);
  });

  it('ends an address before the punctuation of its sentence, Chinese or English', () => {
    const links = inlineParts('请看https://a.example/x，或 https://b.example/y. 谢谢（https://c.example）', []).flatMap((part) => (part.kind === 'link' ? [part.href] : []));
    expect(links).toEqual(['https://a.example/x', 'https://b.example/y', 'https://c.example']);
  });

  it('turns a mark into a citation only when there is one', () => {
    expect(inlineParts('见[1][7]', [citation]).map(({ kind }) => kind)).toEqual(['text', 'citation', 'text']);
  });
});

describe('a draft', () => {
  it('takes a suggested reply in without losing what was written, and only once', () => {
    expect(withText('', '建议')).toBe('建议');
    expect(withText('您好 \n', '建议')).toBe('您好\n\n建议');
    expect(withText('您好\n\n建议', '建议')).toBe('您好\n\n建议');
  });

  it('is kept for each conversation', () => {
    keepDraft('a', { reply: '写到一半', note: '' });
    expect(draftOf('a').reply).toBe('写到一半');
    expect(draftOf('b')).toEqual(EMPTY_DRAFT);
    keepDraft('a', EMPTY_DRAFT);
    expect(draftOf('a')).toEqual(EMPTY_DRAFT);
  });

  it('takes back what could not be sent', () => {
    keepDraft('c', { reply: '', note: '备注' });
    putBack('c', 'reply', '没发出去');
    expect(draftOf('c')).toEqual({ reply: '没发出去', note: '备注' });
  });
});

it('a new id is a random UUID, and no two are equal', () => {
  const ids = Array.from({ length: 100 }, newId);
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
