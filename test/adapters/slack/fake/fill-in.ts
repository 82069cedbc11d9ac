import { elementsOf, type FakeElement } from './blocks.ts';
import { optionsOf } from './read.ts';
import type { FakeView } from './types.ts';

/** Fields of an answer. */
export type Filled = Readonly<Record<string, unknown>>;

/**
 * What a modal's fields hold once somebody has filled them in by action_id: `state.values` as Slack gives it, and the
 * labels of required fields that stay empty. Throws an `Error` for a field or a choice that is not there, or text beyond the limit.
 */
export function fillIn(view: FakeView, given: Readonly<Record<string, string | readonly string[]>>): { readonly values: Readonly<Record<string, Filled>>; readonly missing: readonly string[] } {
  const fields = view.blocks.flatMap((block) => elementsOf(block).filter(({ type }) => type !== 'button' && type !== 'overflow').map((element) => ({ block, element })));
  const known = fields.map(({ element }) => element.action_id);
  const stranger = Object.keys(given).find((id) => !known.includes(id));
  if (stranger !== undefined) throw new Error(`There is no field ${stranger}; there are ${known.join(', ')}.`);
  const values: Record<string, Record<string, unknown>> = {};
  const missing: string[] = [];
  for (const { block, element } of fields) {
    const id = element.action_id ?? '';
    const held = holds(element, given[id]);
    const inside = (values[block.block_id] ??= {});
    inside[id] = { type: element.type, ...held.value };
    if (held.isEmpty && block.type === 'input' && block['optional'] !== true) missing.push((block['label'] as { text: string }).text);
  }
  return { values, missing };
}

type Held = { readonly value: Filled; readonly isEmpty: boolean };

function holds(element: FakeElement, given: string | readonly string[] | undefined): Held {
  const one = typeof given === 'string' ? given : given?.[0];
  const many = typeof given === 'string' ? [given] : given;
  switch (element.type) {
    case 'plain_text_input': {
      const text = one ?? (element['initial_value'] as string | undefined);
      const most = (element['max_length'] as number | undefined) ?? 3000;
      if ((text ?? '').length > most) throw new Error(`The field takes ${most} characters.`);
      return { value: { value: text === undefined || text === '' ? null : text }, isEmpty: text === undefined || text === '' };
    }
    case 'users_select':
      return single('selected_user', one ?? (element['initial_user'] as string | undefined));
    case 'channels_select':
      return single('selected_channel', one ?? (element['initial_channel'] as string | undefined));
    case 'datepicker':
      return single('selected_date', one ?? (element['initial_date'] as string | undefined));
    case 'file_input':
      return { value: { files: [] }, isEmpty: true };
    case 'checkboxes':
    case 'multi_static_select': {
      const options = many === undefined ? ((element['initial_options'] ?? []) as readonly unknown[]) : many.map((value) => choice(element, value));
      return { value: { selected_options: options }, isEmpty: options.length === 0 };
    }
    default: {
      const option = one === undefined ? element['initial_option'] : choice(element, one);
      return { value: { selected_option: option ?? null }, isEmpty: option === undefined };
    }
  }
}

const single = (field: string, value: string | undefined): Held => ({ value: { [field]: value ?? null }, isEmpty: value === undefined });

function choice(element: FakeElement, value: string): unknown {
  const option = optionsOf(element).find((one) => one.value === value || one.text.text === value);
  if (!option) throw new Error(`There is no choice ${value}; there are ${optionsOf(element).map((one) => one.value).join(', ')}.`);
  return option;
}
