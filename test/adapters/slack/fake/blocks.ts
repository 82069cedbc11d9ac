import { z } from 'zod';
import { messageBlock, plain, viewBlock } from './block-shapes.ts';
import { Refusal } from './refusal.ts';
import type { FakeBlock } from './types.ts';

/** What Slack takes altogether in one message's blocks, characters; undocumented (slackapi/bolt-js#2509). */
export const MOST_CHARACTERS = 13_200;
const MOST_MESSAGE_BLOCKS = 50;
const MOST_VIEW_BLOCKS = 100;

/** Blocks of a message as Slack keeps them, each with a `block_id`. Refuses with `invalid_blocks` or `msg_blocks_too_long`. */
export function checkMessageBlocks(blocks: unknown): readonly FakeBlock[] {
  const checked = parse(z.array(messageBlock).max(MOST_MESSAGE_BLOCKS), blocks, 'invalid_blocks', '/blocks');
  if (countCharacters(checked) > MOST_CHARACTERS) throw new Refusal('msg_blocks_too_long');
  return named(checked, 'invalid_blocks');
}

const modal = z.strictObject({
  type: z.literal('modal'), title: plain(24), blocks: z.array(viewBlock).max(MOST_VIEW_BLOCKS), submit: plain(24).optional(), close: plain(24).optional(),
  callback_id: z.string().max(255).optional(), private_metadata: z.string().max(3000).optional(), external_id: z.string().max(255).optional(),
  clear_on_close: z.boolean().optional(), notify_on_close: z.boolean().optional(), submit_disabled: z.boolean().optional(),
}).refine((view) => view.submit !== undefined || !view.blocks.some(({ type }) => type === 'input'), 'a view with input blocks must have submit');
const home = z.strictObject({
  type: z.literal('home'), blocks: z.array(viewBlock).max(MOST_VIEW_BLOCKS),
  callback_id: z.string().max(255).optional(), private_metadata: z.string().max(3000).optional(), external_id: z.string().max(255).optional(),
});

/** A view as an app gives it. */
export type GivenView = { readonly type: 'modal' | 'home'; readonly blocks: readonly FakeBlock[]; readonly title: string; readonly submit: string | undefined; readonly callbackId: string; readonly privateMetadata: string; readonly notifyOnClose: boolean };

/** Reads a view. Refuses with `invalid_arguments`. */
export function checkView(view: unknown, type: 'modal' | 'home'): GivenView {
  const given = type === 'modal' ? parse(modal, view, 'invalid_arguments', '/view') : parse(home, view, 'invalid_arguments', '/view');
  const words = given.type === 'modal' ? { title: given.title.text, submit: given.submit?.text, notifyOnClose: given.notify_on_close ?? false } : { title: '', submit: undefined, notifyOnClose: false };
  if (JSON.stringify(view).length > 250_000) throw new Refusal('view_too_large');
  return { type, ...words, blocks: named(given.blocks, 'invalid_arguments'), callbackId: given.callback_id ?? '', privateMetadata: given.private_metadata ?? '' };
}

function parse<T>(schema: z.ZodType<T>, value: unknown, error: string, where: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const messages = result.error.issues.flatMap((issue) => describe(issue, where));
  throw new Refusal(error, { messages });
}

function describe(issue: z.core.$ZodIssue, where: string): string[] {
  const path = `${where}${issue.path.map((part) => `/${String(part)}`).join('')}`;
  // Which of an element's kinds was meant is told by its type; its own faults are the ones with the deepest path.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const kinds = issue.errors.filter((issues) => !issues.some(({ path: inner }) => inner[0] === 'type'));
    return (kinds[0] ?? issue.errors[0] ?? []).flatMap((inner) => describe(inner, path));
  }
  return [`${issue.message} [json-pointer:${path}]`];
}

let unnamed = 0;

function named(blocks: readonly Readonly<{ type: string; block_id?: string | undefined }>[], error: string): readonly FakeBlock[] {
  const whole = blocks.map((block) => ({ ...block, block_id: block.block_id ?? `blk${(unnamed++).toString(36)}` }));
  const ids = whole.map(({ block_id }) => block_id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new Refusal(error, { messages: [`block_id "${twice}" already exists`] });
  for (const block of whole) {
    const actions = elementsOf(block).flatMap(({ action_id }) => (action_id === undefined ? [] : [action_id]));
    const again = actions.find((id, i) => actions.indexOf(id) !== i);
    if (again !== undefined) throw new Refusal(error, { messages: [`action_id "${again}" already exists`] });
  }
  return whole.map((block) => nameActions(block));
}

/** An interactive element as it stands in a block. */
export type FakeElement = { readonly type: string; readonly action_id?: string; readonly value?: string; readonly text?: { readonly text: string }; readonly [field: string]: unknown };

/** The elements of a block that people can use. */
export function elementsOf(block: Readonly<Record<string, unknown>>): readonly FakeElement[] {
  const parts = [block['accessory'], block['element'], ...(block['type'] === 'actions' && Array.isArray(block['elements']) ? (block['elements'] as unknown[]) : [])];
  return parts.filter((part): part is FakeElement => typeof part === 'object' && part !== null);
}

/** Slack gives an `action_id` to every element that has none. */
function nameActions(block: FakeBlock): FakeBlock {
  const give = (element: unknown): unknown => (typeof element === 'object' && element !== null && !('action_id' in element) && 'type' in element && element.type !== 'image' ? { ...element, action_id: `act${(unnamed++).toString(36)}` } : element);
  if (block.type === 'actions') return { ...block, elements: (block['elements'] as unknown[]).map(give) };
  if (block['accessory'] !== undefined) return { ...block, accessory: give(block['accessory']) };
  return block['element'] === undefined ? block : { ...block, element: give(block['element']) };
}

function countCharacters(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countCharacters(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [field, inner]) => sum + (['type', 'block_id', 'action_id', 'style'].includes(field) ? 0 : countCharacters(inner)), 0);
}
