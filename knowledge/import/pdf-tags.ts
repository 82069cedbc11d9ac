import type { Block } from './pdf-blocks.ts';
import { joinLines, segmentsOf } from './pdf-pieces.ts';
import type { Piece } from './pdf-pieces.ts';

/** The structure that a tagged PDF says it has (ISO 32000-2, 14.7), as pdf.js gives it for a page. */
export type TagNode = { readonly role?: string; readonly type?: string; readonly id?: string; readonly children?: readonly TagNode[] };

/** The tree speaks for a page when it names at least this share of its words. */
const MIN_COVERED = 0.7;

const HEADING = /^H([1-6])?$|^Title$/;
const TEXT_ROLES = new Set(['P', 'BlockQuote', 'Caption', 'Note', 'LBody', 'Lbl', 'TOCI', 'Code', 'Formula']);

/** Blocks of a tagged page, in the order of its structure; `undefined` when the tags leave too much out. */
export function taggedBlocks(tree: TagNode | null | undefined, pieces: readonly Piece[]): Block[] | undefined {
  if (!tree) return undefined;
  const named = new Set<string>();
  collectIds(tree, named);
  const count = (some: readonly Piece[]): number => some.reduce((sum, { text }) => sum + text.length, 0);
  const covered = pieces.filter(({ mark }) => mark !== undefined && named.has(mark));
  if (pieces.length === 0 || count(covered) < count(pieces) * MIN_COVERED) return undefined;
  const byMark = Map.groupBy(covered, ({ mark }) => mark ?? '');
  const blocks: Block[] = [];
  walk(tree, byMark, blocks);
  return blocks;
}

function walk(node: TagNode, pieces: ReadonlyMap<string, readonly Piece[]>, blocks: Block[]): void {
  const role = node.role ?? '';
  const heading = HEADING.exec(role);
  if (heading) return pushText(blocks, node, pieces, heading[1] === undefined ? 1 : Number(heading[1]));
  if (role === 'Table') {
    const rows = childrenOf(node, (child) => child.role === 'TR').map((row) => childrenOf(row, (child) => child.role === 'TD' || child.role === 'TH').map((cell) => textOf(cell, pieces).text));
    if (rows.some((row) => row.some((cell) => cell !== ''))) blocks.push({ kind: 'table', rows });
    return undefined;
  }
  if (role === 'LI') return pushItem(blocks, node, pieces);
  const holdsText = node.children?.some(({ type, role: inner }) => type === 'content' || inner === 'Span' || inner === 'NonStruct' || inner === 'Link') ?? false;
  const holdsBlocks = childrenOf(node, (child) => HEADING.test(child.role ?? '') || ['P', 'Table', 'L', 'LI', 'Div', 'Sect'].includes(child.role ?? '')).length > 0;
  if ((TEXT_ROLES.has(role) || holdsText) && !holdsBlocks) return pushText(blocks, node, pieces);
  for (const child of node.children ?? []) walk(child, pieces, blocks);
  return undefined;
}

function pushText(blocks: Block[], node: TagNode, pieces: ReadonlyMap<string, readonly Piece[]>, level?: number): void {
  const { text, size } = textOf(node, pieces);
  if (text !== '') blocks.push({ kind: 'text', text, size, ...(level === undefined ? {} : { level }) });
}

function pushItem(blocks: Block[], node: TagNode, pieces: ReadonlyMap<string, readonly Piece[]>): void {
  const inner = childrenOf(node, (child) => child.role === 'L');
  const nested = new Set<string>();
  for (const list of inner) collectIds(list, nested);
  const own = new Map([...pieces].filter(([mark]) => !nested.has(mark)));
  const { text, size } = textOf(node, own);
  if (text !== '') blocks.push({ kind: 'item', text, size });
  for (const list of inner) walk(list, pieces, blocks);
}

function textOf(node: TagNode, pieces: ReadonlyMap<string, readonly Piece[]>): { text: string; size: number } {
  const ids = new Set<string>();
  collectIds(node, ids);
  const segments = segmentsOf([...ids].flatMap((id) => pieces.get(id) ?? []));
  return { text: segments.map(({ text }) => text).reduce(joinLines, '').trim(), size: segments[0]?.size ?? 0 };
}

function collectIds(node: TagNode, ids: Set<string>): void {
  if (node.type === 'content' && node.id !== undefined) ids.add(node.id);
  for (const child of node.children ?? []) collectIds(child, ids);
}

/** The nearest nodes below one that are wanted. */
function childrenOf(node: TagNode, isWanted: (child: TagNode) => boolean): TagNode[] {
  return (node.children ?? []).flatMap((child) => (isWanted(child) ? [child] : childrenOf(child, isWanted)));
}
