import { fileURLToPath } from 'node:url';
import { createTextEmbedder } from './embed-text.ts';
import type { TextEmbedder } from './embed-text.ts';
import { segment } from './segment.ts';
import { toUnit } from './vectors/direction.ts';
import { loadWords } from './vectors/load-words.ts';
import type { WordVectors } from './vectors/word-file.ts';
import { createWordReader } from './word-kinds.ts';
import type { WordReader } from './word-kinds.ts';

/** Reads the meaning of a folded text as numbers beside its words. */
export type MeaningReader = {
  /** Changes when the vectors behind it do. */
  readonly checksum: string;
  readonly read: TextEmbedder;
  /** The words of a text with their kinds. */
  readonly readWords: WordReader;
};

const GLOSSES = fileURLToPath(new URL('./vectors/glosses.bin', import.meta.url));
let glossTable: Promise<WordVectors> | undefined;

/** Length of each part of a meaning beside features of length 1. */
const [BY_DICTIONARY, BY_COMPANY] = [1.2, 1];

/**
 * What a text means by its words' translations and senses, and behind that by the company that they keep in
 * explanations. Throws `unavailable` when a file of vectors is missing or damaged.
 */
export async function createMeaningReader(): Promise<MeaningReader> {
  const [words, glosses] = await Promise.all([loadWords(), loadGlosses()]);
  const byDictionary = createTextEmbedder(words);
  const byCompany = createCompanyReader(glosses);
  return {
    checksum: `${words.checksum}/${glosses.checksum}`,
    readWords: createWordReader(words, glosses),
    read: (folded) => {
      const meaning = new Float32Array(words.dimension + glosses.dimension);
      byDictionary(folded).forEach((value, i) => {
        meaning[i] = value * BY_DICTIONARY;
      });
      byCompany(folded).forEach((value, i) => {
        meaning[words.dimension + i] = value * BY_COMPANY;
      });
      return meaning;
    },
  };
}

function loadGlosses(): Promise<WordVectors> {
  glossTable ??= loadWords(GLOSSES).catch((error: unknown) => {
    glossTable = undefined;
    throw error;
  });
  return glossTable;
}

/** Unit vectors of texts as the weighed sum of the words that the table knows. */
function createCompanyReader(table: WordVectors): TextEmbedder {
  const costs = {
    cost: (word: string) => (/^\p{Script=Han}/u.test(word) ? table.costs[table.words.rowOf(word) ?? -1] : undefined),
    longest: 6,
  };
  return (folded) => {
    const sum = new Float32Array(table.dimension);
    for (const { text, isHan } of segment(folded, costs)) {
      for (const word of isHan ? [text] : text.split('-')) {
        const at = table.words.rowOf(word);
        if (at === undefined) continue;
        const factor = table.weights[at]! * table.scales[at]!;
        for (let i = 0; i < sum.length; i += 1) sum[i]! += factor * table.bytes[at * sum.length + i]!;
      }
    }
    return toUnit(sum);
  };
}
