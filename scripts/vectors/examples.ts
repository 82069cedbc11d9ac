import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The sentences by which WordNet shows how words are used, each once. `folder` is its `dict`. */
export async function readExamples(folder: string): Promise<string[]> {
  const found = new Set<string>();
  for (const part of ['noun', 'verb', 'adj', 'adv']) {
    for (const line of (await readFile(path.join(folder, `data.${part}`), 'utf8')).split('\n')) {
      if (!/^\d{8}/.test(line)) continue;
      for (const [, quoted = ''] of line.slice(line.indexOf(' | ')).matchAll(/"([^"]+)"/g)) {
        const sentence = quoted.replace(/\s+/g, ' ').trim();
        if (sentence.length > 1 && sentence.length < 300) found.add(sentence);
      }
    }
  }
  return [...found];
}
