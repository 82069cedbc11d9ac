import { hash } from 'node:crypto';
import { z } from 'zod';
import { bordered, fingerprintAll } from './cache-file.ts';
import { keepBytes } from './kept-bytes.ts';
import { createPace } from './pace.ts';
import { packColumns, unpackColumns } from './pack-columns.ts';
import { MAX_PASSAGE_WIDTH } from './split-article.ts';
import type { Cut } from './split-article.ts';

/** What bodies of articles were cut into at earlier starts. */
export type KeptCuts = {
  /** Are the bodies of these articles all of them, in the same order? Then they are found by their place. */
  isSame(articles: Iterable<{ readonly body: string }>): Promise<boolean>;
  /** What a body was cut into; `undefined` for one that is not among them. `place` is where it stands when all are the same. */
  find(body: string, place?: number): readonly Cut[] | undefined;
};

/** An article's body with what it is cut into. */
export type CutBody = { readonly article: { readonly body: string }; readonly passages: readonly Cut[] };

/** Goes up whenever articles are cut in another way; then all are cut again. */
const FORMAT = 2;
const KEY = `${FORMAT} ${MAX_PASSAGE_WIDTH}`;
/** Letters of a body's fingerprint. */
const KEY_LENGTH = 32;
/** Added to places in `loose`, to tell them from places in the body. */
const LOOSE = 2 ** 31;

const factsSchema = z.object({
  /** Fingerprint of all bodies, in order. */
  whole: z.string(),
  /** Fingerprints of the bodies, one behind the other. */
  bodies: z.string(),
  /** Every heading path once. */
  paths: z.array(z.array(z.string())),
  /** Texts that do not stand in their body as they are, one behind the other. */
  loose: z.string(),
});

const NOTHING: KeptCuts = { isSame: async () => false, find: () => undefined };

/** Reads what `writeCuts` kept in a file. Without a file, or where it is missing or doubtful, nothing is known. */
export async function readCuts(file: string | undefined): Promise<KeptCuts> {
  const bytes = await keepBytes(file).read(KEY);
  if (bytes === undefined) return NOTHING;
  try {
    const { facts, take } = unpackColumns(bytes);
    const { whole, bodies, paths, loose } = factsSchema.parse(facts);
    const [ends, pathOf, from, to] = [take(Uint32Array), take(Uint32Array), take(Uint32Array), take(Uint32Array)];
    let places: Map<string, number> | undefined;
    const placeOf = (body: string): number | undefined => {
      places ??= new Map(Array.from(ends, (_, at) => [bodies.slice(at * KEY_LENGTH, (at + 1) * KEY_LENGTH), at]));
      return places.get(keyOf(body));
    };
    return {
      isSame: async (articles) => (await fingerprintAll(articles, ({ body }) => bordered([body]))) === whole,
      find(body, known) {
        const place = known ?? placeOf(body);
        if (place === undefined) return undefined;
        const cuts: Cut[] = [];
        for (let at = place === 0 ? 0 : ends[place - 1]!; at < ends[place]!; at += 1) {
          const [start, end] = [from[at]!, to[at]!];
          cuts.push({ headings: paths[pathOf[at]!] ?? [], text: start < LOOSE ? body.slice(start, end) : loose.slice(start - LOOSE, end - LOOSE) });
        }
        return cuts;
      },
    };
  } catch {
    return NOTHING;
  }
}

/** Keeps what bodies are cut into, in this order. A file that cannot be written only costs time at the next start. */
export async function writeCuts(file: string | undefined, texts: readonly CutBody[]): Promise<void> {
  if (file === undefined) return;
  const keys: string[] = [];
  const paths = new Map<string, { readonly place: number; readonly headings: readonly string[] }>();
  const loose: string[] = [];
  let looseLength = 0;
  const columns: readonly [ends: number[], pathOf: number[], from: number[], to: number[]] = [[], [], [], []];
  const [ends, pathOf, from, to] = columns;
  const pace = createPace();
  for (const { article: { body }, passages } of texts) {
    if (pace.isDue()) await pace.rest();
    keys.push(keyOf(body));
    let after = 0;
    for (const { headings, text } of passages) {
      const name = headings.join('\n');
      const path = paths.get(name) ?? { place: paths.size, headings };
      paths.set(name, path);
      pathOf.push(path.place);
      const found = body.indexOf(text, after);
      const start = found < 0 ? LOOSE + looseLength : found;
      from.push(start);
      to.push(start + text.length);
      if (found >= 0) after = found + text.length;
      else {
        loose.push(text);
        looseLength += text.length;
      }
    }
    ends.push(from.length);
  }
  const whole = await fingerprintAll(texts, ({ article }) => bordered([article.body]));
  const facts = { whole, bodies: keys.join(''), paths: [...paths.values()].map(({ headings }) => headings), loose: loose.join('') };
  await keepBytes(file).write(KEY, packColumns(facts, columns.map((column) => Uint32Array.from(column))));
}

function keyOf(body: string): string {
  return hash('sha256', body).slice(0, KEY_LENGTH);
}
