import { Marked, type Token, type Tokens } from 'marked';
import { BatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import { anchorOf } from '#core/protocol.ts';
import type { Route } from '#core/route.ts';
import type { WebContext } from './server.ts';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const isSafeLink = (href: string): boolean => /^(?:https?:|mailto:|tel:)/i.test(href);

/** Names of the parts of the article that is being shown, by their headings. */
const anchors = new WeakMap<Token, string>();

/** Markdown as HTML without any HTML of the author's: tags are shown as text, images and strange links are dropped. */
const markdown = new Marked({
  renderer: {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
    image: ({ text }: Tokens.Image) => escapeHtml(text),
    heading(this: { parser: { parseInline(tokens: Tokens.Heading['tokens']): string } }, token: Tokens.Heading) {
      const anchor = anchors.get(token);
      return `<h${token.depth}${anchor === undefined ? '' : ` id="${escapeHtml(anchor)}"`}>${this.parser.parseInline(token.tokens)}</h${token.depth}>\n`;
    },
    link(this: { parser: { parseInline(tokens: Tokens.Link['tokens']): string } }, { href, tokens }: Tokens.Link) {
      const label = this.parser.parseInline(tokens);
      return isSafeLink(href) ? `<a href="${escapeHtml(href)}" rel="noopener nofollow">${label}</a>` : label;
    },
  },
});

const WORDS = {
  zh: { help: '帮助中心', reviewed: '内容核对至', other: 'English', otherLanguage: 'en' },
  en: { help: 'Help centre', reviewed: 'Checked until', other: '中文', otherLanguage: 'zh' },
} as const;

/** An article's text as HTML, each of its parts with the name by which citations link to it. */
function render(body: string): string {
  const tokens = markdown.lexer(body);
  let path: Tokens.Heading[] = [];
  for (const token of tokens) {
    if (!isHeading(token)) continue;
    path = [...path.filter(({ depth }) => depth < token.depth), token];
    anchors.set(token, anchorOf(path.map(({ text }) => text)));
  }
  return markdown.parser(tokens);
}

function isHeading(token: Token): token is Tokens.Heading {
  return token.type === 'heading';
}

/** The public page of an article for customers, to which citations link. Staff articles are not found here. */
export function helpRoute({ knowledge, company }: Pick<WebContext, 'knowledge' | 'company'>): Route {
  return {
    method: 'GET',
    path: '/help/:id',
    async handle({ params, url }) {
      const language: Language = url.searchParams.get('lang') === 'en' ? 'en' : 'zh';
      const article = await knowledge.article(params['id'] ?? '', language, 'customer');
      if (!article || article.language !== language) {
        throw new BatonError('not_found', '没有找到这篇文章，它可能已经更新或下架。 · There is no such article; it may have been renamed or retired.');
      }
      const words = WORDS[language];
      const html = `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(article.title)} · ${escapeHtml(company[language])}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/help.css">
</head>
<body>
<header><a href="/">${escapeHtml(company[language])}</a> <span>${words.help}</span> <a class="language" href="?lang=${words.otherLanguage}" lang="${words.otherLanguage}">${words.other}</a></header>
<main>
<h1>${escapeHtml(article.title)}</h1>
${render(article.body)}
${article.review === undefined ? '' : `<footer>${words.reviewed} ${article.review}</footer>`}
</main>
</body>
</html>
`;
      return new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' } });
    },
  };
}
