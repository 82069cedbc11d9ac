import { access, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { measureIntents, measureLoading, measureMessages, measureSentiment, measureSimilarity } from './understanding-figures.ts';
import type { Figure } from './understanding-figures.ts';

const VECTORS = path.join(import.meta.dirname, '..', '..', '..', 'intents', 'vectors');
const FILES = ['banking77/train.jsonl', 'banking77/test.jsonl', 'hwu64/train.jsonl', 'hwu64/test.jsonl', 'clinc150/train.jsonl', 'clinc150/test.jsonl', 'lcqmc/dev.jsonl', 'online_shopping_10_cats/all.jsonl', 'waimai_10k/all.jsonl'];

/**
 * `npm run bench -- understanding [--data FOLDER] [--json]`: every figure that the room of intents promises, with NLP.js
 * beside it where it can do the same. What cannot be measured for want of data is named, and is not counted as missed.
 */
export async function benchUnderstanding({ json, args }: { readonly json: boolean; readonly args: readonly string[] }): Promise<boolean> {
  const at = args.indexOf('--data');
  const folder = at < 0 ? process.env['BATON_DATA_SETS'] : args[at + 1];
  const missing = await findMissing(folder);
  const has = (set: string) => folder !== undefined && !missing.some((file) => file.startsWith(set));
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const figures: Figure[] = [];
  const data = folder ?? '';
  const work: readonly (readonly [string, () => Promise<Figure[]>])[] = [
    ['banking77', () => measureIntents(data, 'banking77')],
    ['hwu64', () => measureIntents(data, 'hwu64')],
    ['clinc150', () => measureIntents(data, 'clinc150')],
    ['lcqmc', () => measureSimilarity(data)],
    ['waimai_10k', () => measureSentiment(data)],
  ];
  for (const [set, measure] of work) {
    if (!has(set) || (set === 'waimai_10k' && !has('online_shopping_10_cats'))) continue;
    say(`Measuring ${set} …`);
    figures.push(...(await measure()));
  }
  say('Measuring the time of one message, and of loading the vectors …');
  figures.push(...(await measureMessages()), ...(await measureLoading(VECTORS)), await weighVectors());

  const isMet = figures.every((figure) => figure.isMet);
  if (json) process.stdout.write(`${JSON.stringify({ figures, missing, isMet })}\n`);
  else {
    for (const { name, value, unit, target, isMet: isReached, nlpjs } of figures) {
      const rival = nlpjs === undefined ? '' : `   NLP.js ${nlpjs}`;
      process.stdout.write(`${isReached ? '✓' : '✗'} ${name.padEnd(58)}${String(value).padStart(8)} ${unit.padEnd(3)} ${target}${rival}\n`);
    }
    if (missing.length > 0) process.stdout.write(`\nNot measured, for want of data: ${missing.join(', ')}\nName the folder that holds them: npm run bench -- understanding --data FOLDER\n`);
  }
  return isMet;
}

async function findMissing(folder: string | undefined): Promise<string[]> {
  if (folder === undefined) return FILES;
  const found = await Promise.all(FILES.map((file) => access(path.join(folder, file)).then(() => true, () => false)));
  return FILES.filter((_, i) => !found[i]);
}

async function weighVectors(): Promise<Figure> {
  const names = (await readdir(VECTORS)).filter((name) => name.endsWith('.bin'));
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(VECTORS, name))).size));
  const value = Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1e5) / 10;
  return { name: 'shipped vectors, all files', value, unit: 'MB', target: '≤ 15', isMet: value <= 15 };
}
