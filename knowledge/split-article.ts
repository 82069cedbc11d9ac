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

/**
 * The passages of an article, in order: one for each part under a heading, with the heading path kept. Longer parts are
 * cut between blocks, then at Chinese and English sentence ends; tables and code stay whole however long they are.
 */
export async function splitArticle(article: Article): Promise<Passage[]> {
  const passages: Passage[] = [];
  for (const section of sectionsOf(article.body)) {
    for (const text of await cutBlocks(section.blocks)) {
      passages.push({
        id: `${article.id}/${article.language}#${passages.length + 1}`,
        articleId: article.id,
        language: article.language,
        audience: article.audience,
        title: article.title,
        headings: section.headings,
        text,
      });
    }
  }
  return passages;
}

async function cutBlocks(blocks: readonly Block[]): Promise<string[]> {
  const pieces: string[] = [];
  for (const block of blocks) {
    const isWhole = block.kind === 'table' || block.kind === 'code' || widthOf(block.text) <= MAX_PASSAGE_WIDTH;
    pieces.push(...(isWhole ? [block.text] : await splitProse(block.text, MAX_PASSAGE_WIDTH)));
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
