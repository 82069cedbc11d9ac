import type { Classifier } from '#core/ports/classifier.ts';
import { shareOf } from './figures.ts';
import type { Share } from './figures.ts';
import { OUT_OF_SCOPE } from './evaluate-intents.ts';

/** A row of a set that was written apart from the catalogue. */
export type SetRow = { readonly text: string; readonly intent: string; readonly also: readonly string[]; readonly kind: string; readonly language: 'zh' | 'en' };

/** Figures of a set, each with its 95 % interval. */
export type SetReport = {
  /** First guess right, or out of scope and said to be so. */
  readonly all: Share;
  readonly languages: Readonly<Record<string, Share>>;
  readonly kinds: Readonly<Record<string, Share>>;
  /** Rows of a shop's business whose first guess is right, and those of other business that are refused. */
  readonly inScope: Share;
  readonly oosRecall: Share;
  /** The right intent is among the first three guesses. */
  readonly firstThree: Share;
  /** Rows that ask for several things: all of them found among the guesses. */
  readonly severalFound: Share;
  readonly confusions: readonly { readonly intent: string; readonly takenFor: string; readonly count: number }[];
};

/** A row of a file. Answers with what is wrong. */
export function parseSetRow({ text, intent, also, kind }: Readonly<Record<string, unknown>>, language: 'zh' | 'en'): SetRow | string {
  if (typeof text !== 'string') return '"text" is missing or not a string.';
  if (typeof intent !== 'string' || intent === '') return '"intent" is missing or not a word. Use "oos" for out of scope.';
  const further = Array.isArray(also) ? also.filter((id) => typeof id === 'string') : [];
  return { text, intent, also: further, kind: typeof kind === 'string' ? kind : 'plain', language };
}

/** Measures the classifier that serves, with everything around the model: courtesies, refusals, several requests. */
export async function evaluateSets(rows: readonly SetRow[], classifier: Classifier): Promise<SetReport> {
  const outcomes = await Promise.all(
    rows.map(async (row) => {
      const { intents } = await classifier.understand(row.text, row.language);
      const ids = intents.map(({ id }) => id);
      return { row, ids, guess: ids[0] ?? OUT_OF_SCOPE };
    }),
  );
  const count = (some: typeof outcomes, holds: (outcome: (typeof outcomes)[number]) => boolean) => shareOf(some.filter(holds).length, some.length);
  const isRight = ({ row, guess }: (typeof outcomes)[number]): boolean => guess === row.intent;
  const by = (key: (row: SetRow) => string): Record<string, Share> =>
    Object.fromEntries([...new Set(rows.map(key))].map((name) => [name, count(outcomes.filter(({ row }) => key(row) === name), isRight)]));
  const inScope = outcomes.filter(({ row }) => row.intent !== OUT_OF_SCOPE);
  const pairs = new Map<string, number>();
  for (const { row, guess } of outcomes) {
    const key = JSON.stringify([row.intent, guess]);
    if (row.intent !== guess) pairs.set(key, (pairs.get(key) ?? 0) + 1);
  }
  return {
    all: count(outcomes, isRight),
    languages: by(({ language }) => language),
    kinds: by(({ kind }) => kind),
    inScope: count(inScope, isRight),
    oosRecall: count(outcomes.filter(({ row }) => row.intent === OUT_OF_SCOPE), isRight),
    firstThree: count(inScope, ({ row, ids }) => ids.slice(0, 3).includes(row.intent)),
    severalFound: count(outcomes.filter(({ row }) => row.also.length > 0), ({ row, ids }) => [row.intent, ...row.also].every((id) => ids.includes(id))),
    confusions: [...pairs]
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, 15)
      .map(([key, times]) => {
        const [intent, takenFor] = JSON.parse(key) as [string, string];
        return { intent, takenFor, count: times };
      }),
  };
}
