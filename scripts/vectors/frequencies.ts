import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Words of jieba's dictionary with how often they occur. */
export async function readJiebaFrequencies(file: string): Promise<Map<string, number>> {
  const frequencies = new Map<string, number>();
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const [word = '', uses = ''] = line.split(' ');
    if (word !== '' && Number(uses) > 0) frequencies.set(word, Number(uses));
  }
  return frequencies;
}

/** All text of the project's own intents and articles: the words that must be known. */
export async function readOwnTexts(folders: readonly string[]): Promise<string[]> {
  const texts: string[] = [];
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(?:md|ya?ml)$/.test(entry.name)) continue;
      texts.push(await readFile(path.join(entry.parentPath, entry.name), 'utf8'));
    }
  }
  return texts.toSorted();
}
