import { characterMaps } from './character-maps.ts';
import { blocksOf } from './pdf-blocks.ts';
import { dropFurniture } from './pdf-furniture.ts';
import { blocksToMarkdown } from './pdf-markdown.ts';
import { GAPS, piecesOf, segmentsOf } from './pdf-pieces.ts';
import type { Piece, Segment } from './pdf-pieces.ts';
import { findTables } from './pdf-rows.ts';
import { taggedBlocks } from './pdf-tags.ts';
import type { TagNode } from './pdf-tags.ts';
import { refused } from './read-result.ts';
import type { RawResult } from './read-result.ts';
import { statedDays } from './stated-days.ts';

/** Fewer characters than this for each page are stamps on pictures. */
const MIN_CHARACTERS = 10;

type ReadPage = { readonly segments: readonly Segment[]; readonly height: number; readonly tree: TagNode | null };

/** A PDF by pdf.js: by its tags where it has good ones, else by where and how large its letters stand. */
export async function readPdf(bytes: Uint8Array): Promise<RawResult> {
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).includes('%PDF-')) {
    return refused('broken', 'is no PDF inside; open it in the program that wrote it and export it again');
  }
  const { getDocumentProxy } = await import('unpdf');
  let title: unknown;
  let days: ReturnType<typeof statedDays> = {};
  const pages: ReadPage[] = [];
  try {
    // Nothing of the file runs, and its fonts are not drawn.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, disableFontFace: true, verbosity: 0, cMapUrl: characterMaps(), cMapPacked: true });
    const info = (await pdf.getMetadata().catch(() => undefined))?.info as Record<string, unknown> | undefined;
    title = info?.['Title'];
    days = statedDays(Object.entries(info?.['Custom'] ?? {}).flatMap(([name, value]) => (typeof value === 'string' ? [[nameOf(name), value] as const] : [])));
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const [left = 0, bottom = 0, , top = 0] = page.view;
      const { items } = await page.getTextContent({ includeMarkedContent: true });
      const tree = (await page.getStructTree().catch(() => null)) as TagNode | null;
      const pieces = piecesOf(items).map((piece) => ({ ...piece, x: piece.x - left, right: piece.right - left, y: piece.y - bottom }));
      pages.push({ segments: segmentsOf(pieces, GAPS.cells), height: top - bottom, tree });
      page.cleanup();
    }
    await pdf.destroy();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PasswordException') return refused('encrypted', 'is protected by a password; save it without one and import it again');
    return refused('broken', 'is damaged and cannot be opened; open it in the program that wrote it and export it again');
  }
  const characters = pages.flatMap(({ segments }) => segments).reduce((sum, { text }) => sum + text.length, 0);
  if (characters === 0 || characters < pages.length * MIN_CHARACTERS) {
    return refused('scanned', 'has no text that can be read: its pages are pictures, or its fonts are not in the file; export it with embedded fonts, or let a program recognise the text (OCR) and import its result');
  }
  if ('reason' in days) return { documents: [], refusals: [days] };
  const blocks = dropFurniture(pages).map((segments, index) => {
    const pieces: Piece[] = segments.flatMap((segment) => segment.pieces);
    return taggedBlocks(pages[index]?.tree, pieces) ?? blocksOf(findTables(segments));
  });
  const read = blocksToMarkdown(blocks);
  return { documents: [{ head: { title: read.title ?? usefulTitle(title), ...days }, body: read.body }], refusals: [] };
}

/** The name of a property: its bytes are UTF-8 (ISO 32000-2, 7.3.5), given as Latin-1. */
function nameOf(name: string): string {
  return Buffer.from(name, 'latin1').toString('utf8');
}

/** A title from the file's properties, unless a program has put a file name or its own words there. */
function usefulTitle(title: unknown): string | undefined {
  if (typeof title !== 'string') return undefined;
  const text = title.trim();
  return text === '' || /\.(?:docx?|pdf|html?|txt|xlsx?|indd|pptx?)$|^(?:untitled|microsoft word|未命名|about:blank)/i.test(text) ? undefined : text;
}
