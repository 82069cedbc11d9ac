import type { Language } from '#core/language.ts';

/** A short conversation up to and after a handover, and what its brief must have. */
export type BriefRow = {
  readonly id: string;
  readonly language: Language;
  readonly messages: readonly { readonly by: 'customer' | 'agent'; readonly text: string }[];
  /** The intent of what the customer wants. */
  readonly want: string;
  readonly order?: string;
  /** English names of what is still missing. */
  readonly missing: readonly string[];
  /** How many promises with a time people made. */
  readonly promises: number;
};

/** Reads a row of `baton eval brief`, or tells what is wrong with it as a sentence. */
export function parseBriefRow(row: Readonly<Record<string, unknown>>): BriefRow | string {
  const { id, language, want, order, promises = 0 } = row;
  const messages = Array.isArray(row['messages']) ? row['messages'].flatMap((each: unknown) => messageOf(each) ?? []) : [];
  const missing = Array.isArray(row['missing']) ? row['missing'].filter((name) => typeof name === 'string') : undefined;
  if (typeof id !== 'string') return '"id" is missing. Give each row a name.';
  if (language !== 'zh' && language !== 'en') return '"language" must be "zh" or "en".';
  if (messages.length === 0) return '"messages" must be a list of {"by": "customer" or "agent", "text": "…"}.';
  if (typeof want !== 'string') return '"want" must be the intent of what the customer wants.';
  if (missing === undefined) return '"missing" must be a list of names, [] for none.';
  if (order !== undefined && typeof order !== 'string') return '"order" must be an order number.';
  if (typeof promises !== 'number') return '"promises" must be a number.';
  return { id, language, messages, want, missing, promises, ...(order === undefined ? {} : { order }) };
}

function messageOf(value: unknown): BriefRow['messages'][number] | undefined {
  if (typeof value !== 'object' || value === null || !('by' in value) || !('text' in value)) return undefined;
  const { by, text } = value;
  return (by === 'customer' || by === 'agent') && typeof text === 'string' ? { by, text } : undefined;
}
