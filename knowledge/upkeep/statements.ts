import type { Article } from '#core/article.ts';
import { blocksOf, sectionsOf } from '../markdown-sections.ts';
import { sentencesOf } from '../sentences.ts';
import { figuresIn, type Figure } from './figures.ts';

/** One sentence, list item or table row of an article, with the figures that it states. */
export type Statement = {
  readonly article: Pick<Article, 'id' | 'language' | 'audience' | 'title' | 'product'>;
  readonly headings: readonly string[];
  /** Place of its section in the article, from 0. */
  readonly section: number;
  readonly text: string;
  readonly figures: readonly Figure[];
};

/** Everything that an article states, in order. Code is left out. */
export function statementsOf(article: Article): Statement[] {
  const { id, language, audience, title, product } = article;
  const head = { id, language, audience, title, product };
  return sectionsOf(article.body).flatMap(({ headings, blocks }, section) =>
    blocks.flatMap(({ kind, text }) => piecesOf(kind, text)).map((text) => ({ article: head, headings, section, text, figures: figuresIn(text) })),
  );
}

function piecesOf(kind: ReturnType<typeof blocksOf>[number]['kind'], text: string): string[] {
  const pieces = kind === 'prose' ? sentencesOf(text) : kind === 'list' ? text.split('\n').flatMap((item) => sentencesOf(item.replace(/^\s*(?:[-*+]|\d{1,3}[.)、])\s+/, ''))) : kind === 'table' ? rowsOf(text) : [];
  return pieces.map((piece) => piece.replace(/\s+/g, ' ').trim()).filter((piece) => piece !== '');
}

/** Rows of a table, each cell under its column's name. */
function rowsOf(table: string): string[] {
  const rows = table.split('\n').map((row) => row.replace(/^\s*\||\|\s*$/g, '').split('|').map((cell) => cell.trim()));
  const [names = [], , ...rest] = rows;
  return rest.map((cells) => cells.map((cell, at) => (at === 0 ? cell : `${names[at] ?? ''} ${cell}`)).join(' · '));
}
