import { hashText } from './vectors/direction.ts';

/** Texts that mean the same to the operator: examples of an intent, or the heading of a section and its text in both languages. */
export type MeaningGroup = {
  readonly id: string;
  readonly texts: readonly string[];
  /** Whether the texts stay together when some are put aside for measuring: sections do, examples of intents need not. */
  readonly isWhole: boolean;
};

/** Two texts of one group, or two that were labelled by somebody. */
export type GroupPair = { readonly s1: string; readonly s2: string; readonly group: string; readonly isSame: boolean };

/** Pairs to learn from, to choose a strength by, and to report on; no text is in two of them unless a file says so. */
export type SplitPairs = { readonly learn: readonly GroupPair[]; readonly choose: readonly GroupPair[]; readonly report: readonly GroupPair[] };

/** How much of a text stands for all of it, UTF-16 code units. */
const OPENING = 300;

/** The articles' sections as groups: "title heading" and the text below, in every language that is there, matched by their order. */
export function groupsOfArticles(articles: readonly { readonly id: string; readonly title: string; readonly body: string }[]): MeaningGroup[] {
  const groups = new Map<string, string[]>();
  for (const { id, title, body } of articles) {
    body.split(/^##\s+/m).forEach((section, at) => {
      const lines = section.trim().split('\n');
      const heading = at === 0 ? '' : (lines.shift() ?? '').trim();
      const text = lines.join(' ').replace(/[*_`#>|]|\[([^\]]*)\]\([^)]*\)/g, ' $1').trim().slice(0, OPENING);
      if (text === '') return;
      const key = `article:${id}:${at}`;
      groups.set(key, [...(groups.get(key) ?? []), `${title} ${heading}`.trim(), text]);
    });
  }
  return [...groups].map(([id, texts]) => ({ id, texts, isWhole: true }));
}

/** Every fifth pair, by a fixed hash, is for choosing, another fifth for the report. */
export function splitGroups(groups: readonly MeaningGroup[]): SplitPairs {
  const parts: [GroupPair[], GroupPair[], GroupPair[]] = [[], [], []];
  for (const { id, texts, isWhole } of groups) {
    const shuffled = isWhole ? [...texts] : texts.toSorted((a, b) => hashText(a) - hashText(b));
    const split: [string[], string[], string[]] = [[], [], []];
    shuffled.forEach((text, at) => split[partOf(isWhole ? hashText(id) : at)]!.push(text));
    split.forEach((part, n) => parts[n]!.push(...chain(part, id)));
  }
  return { learn: parts[0], choose: parts[1], report: parts[2] };
}

/** Labelled pairs of a file, split in the same way. Scores above the middle mean the same. */
export function splitLabelled(pairs: readonly { readonly s1: string; readonly s2: string; readonly score: number }[]): SplitPairs {
  let [least, most] = [Infinity, -Infinity];
  for (const { score } of pairs) [least, most] = [Math.min(least, score), Math.max(most, score)];
  const isSame = (score: number) => (least === most ? true : score > (least + most) / 2);
  const parts: [GroupPair[], GroupPair[], GroupPair[]] = [[], [], []];
  for (const { s1, s2, score } of pairs) parts[partOf(hashText(s1))]!.push({ s1, s2, group: `pair:${s1}`, isSame: isSame(score) });
  return { learn: parts[0], choose: parts[1], report: parts[2] };
}

function partOf(number: number): 0 | 1 | 2 {
  const rest = number % 5;
  return rest === 3 ? 1 : rest === 4 ? 2 : 0;
}

/** Each text with the next but one, and with the next: so both languages meet. */
function chain(texts: readonly string[], group: string): GroupPair[] {
  return texts.flatMap((s1, at) =>
    [1, 2].flatMap((step) => {
      const s2 = texts[(at + step) % texts.length];
      return texts.length <= step || s2 === undefined || s2 === s1 ? [] : [{ s1, s2, group, isSame: true }];
    }),
  );
}
