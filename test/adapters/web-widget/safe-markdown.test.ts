import { describe, expect, it } from 'vitest';
import { safeHref, splitMarkers, toSafeNodes } from '#adapters/web/widget/safe-markdown.ts';
import type { SafeNode } from '#adapters/web/widget/safe-markdown.ts';

const NONE: ReadonlySet<number> = new Set();
const TAGS = new Set(['p', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'strong', 'em', 'code', 'pre', 'a', 'br']);

function walk(nodes: readonly SafeNode[]): Exclude<SafeNode, string | { readonly cite: number }>[] {
  return nodes.flatMap((node) => (typeof node === 'string' || 'cite' in node ? [] : [node, ...walk(node.children)]));
}

function textOf(nodes: readonly SafeNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : 'cite' in node ? `[${node.cite}]` : textOf(node.children))).join('');
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<div onclick="alert(1)">\n\n**bold**\n\n</div>',
  '<style>body{display:none}</style>',
  '<!-- --><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](<java\nscript:alert(1)>)',
  '[x](\u0001javascript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](javascript%3Aalert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](blob:https://example.com/1)',
  '[x](file:///etc/passwd)',
  '[x](//evil.example)',
  '[x](/api/web/end)',
  '[x](https:evil)',
  '[x][1]\n\n[1]: javascript:alert(1)',
  '<javascript:alert(1)>',
  '<https://example.com/"onmouseover="alert(1)>',
  '![x](https://evil.example/pixel.png)',
  '![x](javascript:alert(1))',
  '[![x](https://evil.example/p.png)](javascript:alert(1))',
  '![x][p]\n\n[p]: https://evil.example/pixel.png',
  '| a |\n|---|\n| <img src=x onerror=alert(1)> |',
  '- <img src=x onerror=alert(1)>\n- [x](javascript:alert(1))',
  '> <script>alert(1)</script>',
  '# <img src=x onerror=alert(1)>',
  '`<img src=x>` <b onmouseover=alert(1)>x</b>',
  '```html\n<script>alert(1)</script>\n```',
  '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
  '~~<img src=x onerror=alert(1)>~~',
  '- [x] <input autofocus onfocus=alert(1)>',
];

describe('what a message may contain', () => {
  it.each(HOSTILE)('makes nothing harmful of %j', (markdown) => {
    for (const node of walk(toSafeNodes(markdown, NONE))) {
      expect(TAGS).toContain(node.tag);
      expect(Object.keys(node).filter((key) => !['tag', 'children', 'href', 'start'].includes(key))).toEqual([]);
      if (node.href !== undefined) expect(node.href).toMatch(/^(https?:\/\/|mailto:|tel:)/);
    }
  });

  it('shows HTML and images as they were written', () => {
    expect(textOf(toSafeNodes('a <b>x</b> ![pic](https://a.example/p.png)', NONE))).toBe('a <b>x</b> ![pic](https://a.example/p.png)');
  });

  it('shows a link with a forbidden scheme as text', () => {
    expect(toSafeNodes('[x](javascript:alert(1))', NONE)).toEqual([{ tag: 'p', children: ['[x](javascript:alert(1))'] }]);
  });

  it('keeps every word of an answer', () => {
    expect(textOf(toSafeNodes('# 退货\n\n签收次日起 **7 天**内可退。\n\n> 请保留包装', NONE))).toBe('退货签收次日起 7 天内可退。请保留包装');
    expect(textOf(toSafeNodes('江浙沪 1~2 天，其他 3~4 天', NONE))).toBe('江浙沪 1~2 天，其他 3~4 天');
  });

  it('draws paragraphs, lists, tables, bold, emphasis, code and line breaks', () => {
    const tags = walk(toSafeNodes('a **b** *c* `d`\ne\n\n- f\n\n3. g\n\n| h |\n|---|\n| i |', NONE)).map((node) => node.tag);
    expect(new Set(tags)).toEqual(new Set(['p', 'strong', 'em', 'code', 'br', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td']));
  });

  it('counts an ordered list from its own first number', () => {
    expect(toSafeNodes('3. g', NONE)).toMatchObject([{ tag: 'ol', start: 3 }]);
  });
});

describe('links', () => {
  it.each(['https://www.liwu.example/returns', 'http://a.example/', 'mailto:service@liwu.example', 'tel:400-000-5218'])('lets %s through', (href) => {
    expect(safeHref(href)).toBe(href);
  });

  it.each(['', 'javascript:alert(1)', ' javascript:alert(1)', '/help/x', '//evil.example', 'data:text/html,x', 'ftp://a.example'])('refuses %j', (href) => {
    expect(safeHref(href)).toBeUndefined();
  });
});

describe('markers of citations', () => {
  it('become citations where the answer has that number', () => {
    expect(splitMarkers('可以退[1]，运费见[3]', new Set([1, 2]))).toEqual(['可以退', { cite: 1 }, '，运费见', '[3]']);
  });

  it('stand beside each other', () => {
    expect(toSafeNodes('a[1][2]', new Set([1, 2]))).toEqual([{ tag: 'p', children: ['a', { cite: 1 }, { cite: 2 }] }]);
  });

  it('stay text inside code', () => {
    expect(toSafeNodes('`x[1]`', new Set([1]))).toEqual([{ tag: 'p', children: [{ tag: 'code', children: ['x[1]'] }] }]);
  });
});

describe('a text made to exhaust the page', () => {
  it.each([['quotes', '>'.repeat(100_000)], ['lists', '- '.repeat(50_000)], ['stars', '*_'.repeat(50_000)], ['brackets', '['.repeat(50_000)]])('is shown somehow: nested %s', (_, text) => {
    expect(toSafeNodes(`${text} hello`, new Set())).not.toEqual([]);
  });
});
