import { ASKED_KINDS, type AskedKind } from '#core/brief/asks-again.ts';
import type { Language } from '#core/language.ts';

/** A first message of an agent: what the brief had, and what of it is asked for again. */
export type RepeatsRow = { readonly id: string; readonly language: Language; readonly text: string; readonly known: readonly AskedKind[]; readonly asks: readonly AskedKind[] };

/** Reads a row of `baton eval repeats`, or tells what is wrong with it as a sentence. */
export function parseRepeatsRow(row: Readonly<Record<string, unknown>>): RepeatsRow | string {
  const { id, language, text } = row;
  const [known, asks] = [kindsOf(row['known']), kindsOf(row['asks'])];
  if (typeof id !== 'string') return '"id" is missing. Give each row a name.';
  if (language !== 'zh' && language !== 'en') return '"language" must be "zh" or "en".';
  if (typeof text !== 'string' || text.trim() === '') return '"text" must be what the agent writes.';
  if (known === undefined || asks === undefined) return `"known" and "asks" must be lists of ${ASKED_KINDS.join(', ')}.`;
  return { id, language, text, known, asks };
}

function kindsOf(value: unknown): readonly AskedKind[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const kinds = ASKED_KINDS.filter((kind) => value.includes(kind));
  return kinds.length === value.length ? kinds : undefined;
}
