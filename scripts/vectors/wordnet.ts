import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { addFeature, addFeatures, toUnitFeatures } from './features.ts';
import type { Features } from './features.ts';

/** What WordNet tells of English words. */
export type WordNet = {
  /** Unit vector of a word's senses, weighed by how often each is meant; `undefined` for unknown words. */
  meaning(lemma: string): Features | undefined;
  /** How often WordNet's tagged texts use each word, plus one for each sense. */
  readonly uses: ReadonlyMap<string, number>;
  /** In how many of WordNet's explanations each word stands. */
  readonly explains: ReadonlyMap<string, number>;
  readonly explanations: number;
};

const POS: Readonly<Record<string, string>> = { n: 'noun', v: 'verb', a: 'adj', s: 'adj', r: 'adv' };
const SENSE_POS = ['', 'noun', 'verb', 'adj', 'adv', 'adj'];
/** Hypernyms, similar words, derived forms, pertainyms, verb groups. */
const RELATED = new Set(['@', '@i', '&', '+', '\\', '$']);

/** Reads WordNet's `dict` folder. A synset is its own direction plus a share of those that it is related to. */
export async function readWordNet(folder: string): Promise<WordNet> {
  const synsets = new Map<string, Features>();
  const explains = new Map<string, number>();
  let explanations = 0;
  for (const pos of ['noun', 'verb', 'adj', 'adv']) {
    for (const line of (await readFile(path.join(folder, `data.${pos}`), 'utf8')).split('\n')) {
      if (!/^\d{8}/.test(line)) continue;
      const [front = '', gloss = ''] = line.split(' | ');
      synsets.set(pos + line.slice(0, 8), synsetFeatures(pos, front.split(' ')));
      explanations += 1;
      for (const word of new Set(gloss.toLowerCase().match(/[a-z]+/g))) explains.set(word, (explains.get(word) ?? 0) + 1);
    }
  }
  const senses = new Map<string, { readonly synset: string; readonly uses: number }[]>();
  for (const line of (await readFile(path.join(folder, 'index.sense'), 'utf8')).split('\n')) {
    const [key = '', offset = '', , uses] = line.split(' ');
    if (uses === undefined) continue;
    const [lemma = '', rest = ''] = key.split('%');
    const list = senses.get(lemma) ?? [];
    list.push({ synset: (SENSE_POS[Number(rest[0])] ?? '') + offset, uses: Number(uses) + 0.5 });
    senses.set(lemma, list);
  }
  return {
    meaning: (lemma) => {
      const list = senses.get(lemma);
      if (list === undefined) return undefined;
      const total = list.reduce((sum, { uses }) => sum + uses, 0);
      const vector: Features = new Map();
      for (const { synset, uses } of list) {
        const part = synsets.get(synset);
        if (part !== undefined) addFeatures(vector, part, uses / total);
      }
      return toUnitFeatures(vector);
    },
    uses: new Map([...senses].map(([lemma, list]) => [lemma, list.reduce((sum, { uses }) => sum + uses + 0.5, 0)])),
    explains,
    explanations,
  };
}

function synsetFeatures(pos: string, fields: readonly string[]): Features {
  const vector: Features = new Map();
  addFeature(vector, pos + (fields[0] ?? ''), 1);
  let at = 4 + 2 * Number.parseInt(fields[3] ?? '0', 16);
  let left = Number(fields[at]);
  let added = 0;
  for (at += 1; left > 0 && added < 4; left -= 1, at += 4) {
    if (!RELATED.has(fields[at] ?? '')) continue;
    addFeature(vector, (POS[fields[at + 2] ?? ''] ?? '') + (fields[at + 1] ?? ''), 0.5);
    added += 1;
  }
  return toUnitFeatures(vector);
}
