import { elementsOf, type FakeElement } from './blocks.ts';
import type { FakeBlock, FakeEphemeral, FakePost, FakeView } from './types.ts';

/** Everything a person reads: text of all blocks or the text, labels of buttons in `[ ]`, choices in `( )`, names of files. */
export function readSeen(seen: FakePost | FakeEphemeral | FakeView): string {
  const lines = 'title' in seen ? [seen.title, ...seen.blocks.map(readBlock), seen.submit === undefined ? '' : `[${seen.submit}]`] : [...(seen.blocks.length > 0 ? seen.blocks.map(readBlock) : [seen.text]), ...('files' in seen ? seen.files.map(({ name }) => `📎 ${name}`) : [])];
  return lines.filter((line) => line !== '').join('\n');
}

function readBlock(block: FakeBlock): string {
  const { text, fields, label, hint, elements, alt_text: alt, title } = block;
  const words = [text, ...(Array.isArray(fields) ? (fields as unknown[]) : []), label, hint, title].map(textOf);
  const inside = block.type === 'context' && Array.isArray(elements) ? (elements as unknown[]).map((part) => textOf((part as { text?: unknown }).text)) : block.type === 'rich_text' ? [deepText(elements)] : [];
  return [...words, ...inside, ...elementsOf(block).map(readElement), typeof alt === 'string' ? alt : ''].filter((line) => line !== '').join('\n');
}

function readElement(element: FakeElement): string {
  if (element.type === 'button') return `[${textOf(element.text)}]`;
  if (element.type === 'plain_text_input') return typeof element['initial_value'] === 'string' ? `‹${element['initial_value']}›` : '';
  return optionsOf(element).map((option) => `(${textOf(option.text)})`).join(' ');
}

/** The options of a menu, those in groups as well. */
export function optionsOf(element: FakeElement): readonly { readonly text: { readonly text: string }; readonly value: string }[] {
  const groups = (element['option_groups'] ?? []) as readonly { readonly options: [] }[];
  return [...((element['options'] ?? []) as []), ...groups.flatMap(({ options }) => options)];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string' ? value.text : '');

function deepText(value: unknown): string {
  if (Array.isArray(value)) return value.map(deepText).join('');
  if (typeof value !== 'object' || value === null) return '';
  return 'text' in value && typeof value.text === 'string' ? value.text : 'elements' in value ? deepText(value.elements) : '';
}
