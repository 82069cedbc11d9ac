import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BatonError } from '#core/errors.ts';
import type { AskedPhrases } from '#core/ports/topic-guesser.ts';
import { readText } from './read-text.ts';

/** The file of what no article answers, whatever it is about. */
const ELSEWHERE = 'elsewhere';
/** `<article>.not.txt`: what comes near to an article, but no article answers. */
const NEAR = /\.not$/;

/**
 * Reads a folder of `<article>.txt`, `<article>.not.txt` and `elsewhere.txt`: one phrase a line, in any language; empty
 * lines and lines that begin with `#` are left out. Throws `misconfigured` with every fault of every file in `details`.
 */
export async function loadAsked(folder: string): Promise<AskedPhrases> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).toSorted();
  const articles = new Map<string, string[]>();
  const elsewhere: string[] = [];
  const faults: string[] = [];
  const files = await Promise.all(names.filter((name) => name.endsWith('.txt')).map(async (name) => ({ name, read: await readText(join(folder, name)) })));
  for (const { name, read } of files) {
    if ('fault' in read) {
      faults.push(`${join(folder, name)}: ${read.fault}`);
      continue;
    }
    const phrases = read.text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
    const about = name.slice(0, -'.txt'.length);
    if (about === ELSEWHERE || NEAR.test(about)) for (const phrase of phrases) elsewhere.push(phrase);
    else articles.set(about, phrases);
  }
  for (const name of names.filter((each) => /\.ya?ml$/.test(each))) faults.push(`${join(folder, name)}: is not read any more; write its phrases into ${name.replace(/\.ya?ml$/, '.txt')}, one a line`);
  if (faults.length > 0) throw new BatonError('misconfigured', `How customers ask cannot be read from ${folder}: correct it and start again.`, { details: faults });
  return { articles, elsewhere };
}
