import type { Article } from '#core/article.ts';
import type { Passage } from '#core/passage.ts';
import { sectionsOf } from './markdown-sections.ts';
import type { Block } from './markdown-sections.ts';
import { splitProse } from './split-prose.ts';
import { widthOf } from './width.ts';

/** The widest passage, in columns (a Chinese character is two): about 500 Chinese characters or 170 English words. */
export const MAX_PASSAGE_WIDTH = 1000;

/** A tail narrower than this is no passage of its own: it joins the piece before it. */
const MIN_TAIL_WIDTH = 40;

/** Words that end with a colon and are no wider lead to the table or code below, and stay with it. */
const MAX_LEAD_WIDTH = 200;

/** What is cut out of an article: a text with the headings above it, outermost first. */
export type Cut = Pick<Passage, 'headings' | 'text'>;

/**
 * The passages of an article, in order: one for each part under a heading, with the heading path kept. Longer parts are
 * cut between blocks, then at Chinese and English sentence ends; tables and code stay whole
 * however long they are, with the words that lead to them.
 */
export async function splitArticle(article: Article): Promise<Passage[]> {
  return toPassages(article, await cutBody(article.body));
}

/** What the body of an article is cut into. */
export async function cutBody(body: string): Promise<Cut[]> {
  const cuts: Cut[] = [];
  for (const { headings, blocks } of sectionsOf(body)) {
    for (const text of await cutBlocks(blocks)) cuts.push({ headings, text });
  }
  return cuts;
}

/** What was cut out of an article, as its passages. */
export function toPassages({ id, language, audience, title }: Article, cuts: readonly Cut[]): Passage[] {
  return cuts.map(({ headings, text }, at) => ({ id: `${id}/${language}#${at + 1}`, articleId: id, language, audience, title, headings, text }));
}

async function cutBlocks(blocks: readonly Block[]): Promise<string[]> {
  const pieces: string[] = [];
  let lead: string | undefined;
  for (const { kind, text } of blocks) {
    const isFigure = kind === 'table' || kind === 'code';
    if (isFigure && lead !== undefined) pieces[pieces.length - 1] = `${lead}\n\n${text}`;
    else pieces.push(...(isFigure || widthOf(text) <= MAX_PASSAGE_WIDTH ? [text] : await splitProse(text, MAX_PASSAGE_WIDTH)));
    const last = pieces.at(-1);
    lead = !isFigure && last !== undefined && leadsOn(last) ? last : undefined;
  }
  const packed: string[] = [];
  for (const piece of pieces) {
    const last = packed.at(-1);
    const fits = last !== undefined && (widthOf(last) + widthOf(piece) <= MAX_PASSAGE_WIDTH || widthOf(piece) < MIN_TAIL_WIDTH);
    if (fits) packed[packed.length - 1] = `${last}\n\n${piece}`;
    else packed.push(piece);
  }
  return packed;
}

/** Do these words say nothing without the table or code below them? */
function leadsOn(text: string): boolean {
  const width = widthOf(text);
  return width < MIN_TAIL_WIDTH || (width <= MAX_LEAD_WIDTH && /[:：][*_\s]*$/.test(text));
}
