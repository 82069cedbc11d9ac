import type { Segment } from './pdf-pieces.ts';

/** The part of a page's height, above and below, in which running lines stand. */
const MARGIN = 0.12;
const pageNumber = /^[\s\-–—|·]*(?:(?:page|p\.?|第)?\s*\d{1,4}\s*(?:页|頁)?\s*(?:(?:of|\/|,|，|共)\s*(?:共)?\s*\d{1,4}\s*(?:页|頁)?)?|[ivxlc]{1,6})[\s\-–—|·]*$/i;

/** The segments of a page and its height, points. */
export type PageSegments = { readonly segments: readonly Segment[]; readonly height: number };

/**
 * Takes page numbers and running headers and footers away: what stands in the margin of half the pages with the same
 * words, figures aside. The lowest edge of a page counts from its own lowest and highest lines too, for wide margins.
 */
export function dropFurniture(pages: readonly PageSegments[]): Segment[][] {
  const seen = new Map<string, number>();
  for (const page of pages) for (const key of new Set(marginal(page).map(keyOf))) seen.set(key, (seen.get(key) ?? 0) + 1);
  const needed = Math.max(2, Math.ceil(pages.length / 2));
  return pages.map((page) => {
    const margins = marginal(page);
    const isRepeated = (segment: Segment): boolean => (seen.get(keyOf(segment)) ?? 0) >= needed;
    const isRunning = (segment: Segment): boolean => isRepeated(segment) || pageNumber.test(segment.text);
    // A figure beside other words is theirs, such as an amount with wide spaces around it.
    const running = new Set(margins.filter((segment) => isRepeated(segment) || (isRunning(segment) && margins.every((other) => !isBeside(segment, other) || isRunning(other)))));
    return page.segments.filter((segment) => !running.has(segment));
  });
}

function isBeside(one: Segment, other: Segment): boolean {
  return Math.abs(one.y - other.y) < Math.max(one.size, other.size) / 2;
}

function marginal({ segments, height }: PageSegments): Segment[] {
  return segments.filter(({ y }) => y < height * MARGIN || y > height * (1 - MARGIN));
}

function keyOf({ text, y }: Segment): string {
  return `${text.replaceAll(/\d+/g, '#').replaceAll(/\s+/g, ' ')}@${Math.round(y / 8)}`;
}
