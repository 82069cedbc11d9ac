import type { Entity } from '#core/understanding.ts';
import type { EntityFinder } from './entities.ts';
import { classFigures, shareOf } from './figures.ts';
import type { ClassFigures } from './figures.ts';

/** A row: a text and the facts in it, in the text's own words. */
export type EntityRow = { readonly text: string; readonly entities: readonly { readonly kind: Entity['kind']; readonly text: string }[] };

/** Figures of one evaluation; a fact is right when kind and words are; `accuracy` is the share of rows without any fault. */
export type EntityReport = {
  readonly rows: { readonly test: number };
  readonly accuracy: number;
  readonly interval: readonly [number, number];
  readonly macroF1: number;
  readonly classes: Readonly<Record<string, ClassFigures>>;
  readonly msPerMessage: number;
};

const KINDS = ['order', 'phone', 'email', 'amount', 'date', 'time', 'product', 'id-card', 'bank-card', 'address', 'name'] as const satisfies readonly Entity['kind'][];

/** A row of a file. Answers with what is wrong. */
export function parseEntityRow({ text, entities }: Readonly<Record<string, unknown>>): EntityRow | string {
  if (typeof text !== 'string') return '"text" is missing or not a string.';
  if (!Array.isArray(entities)) return '"entities" is missing or not a list; write [] for none.';
  const made: EntityRow['entities'][number][] = [];
  for (const entity of entities as readonly unknown[]) {
    if (typeof entity !== 'object' || entity === null) return 'an entity must be {"kind", "text"}.';
    const { kind, text: words } = entity as { kind?: unknown; text?: unknown };
    const known = KINDS.find((name) => name === kind);
    if (known === undefined) return `the kind ${JSON.stringify(kind)} is unknown; the kinds are ${KINDS.join(', ')}.`;
    if (typeof words !== 'string' || !text.includes(words)) return `the words ${JSON.stringify(words)} are not in the text.`;
    made.push({ kind: known, text: words });
  }
  return { text, entities: made };
}

/** Measures what a finder finds, for the kinds that the rows have. */
export function evaluateEntities(test: readonly EntityRow[], find: EntityFinder): EntityReport {
  const kinds = KINDS.filter((kind) => test.some(({ entities }) => entities.some((entity) => entity.kind === kind)));
  const started = performance.now();
  const heard = test.map((row) => ({ row, told: find(row.text).filter(({ kind }) => kinds.includes(kind)) }));
  const msPerMessage = (performance.now() - started) / Math.max(1, test.length);
  const classes = Object.fromEntries(
    kinds.map((kind) => {
      let [hits, meant, told] = [0, 0, 0];
      for (const one of heard) {
        const own = one.row.entities.filter((entity) => entity.kind === kind);
        const found = one.told.filter((entity) => entity.kind === kind).map(({ text }) => text);
        meant += own.length;
        told += found.length;
        hits += own.filter(({ text }) => found.includes(text)).length;
      }
      return [kind, classFigures(hits, meant, told)];
    }),
  );
  const exact = heard.filter(({ row, told }) => told.length === row.entities.length && row.entities.every(({ kind, text }) => told.some((entity) => entity.kind === kind && entity.text === text)));
  const { share, low, high } = shareOf(exact.length, heard.length);
  const all = Object.values(classes);
  return {
    rows: { test: test.length },
    accuracy: share ?? 0,
    interval: [low, high],
    macroF1: all.length === 0 ? 0 : all.reduce((sum, { f1 }) => sum + f1, 0) / all.length,
    classes,
    msPerMessage,
  };
}
