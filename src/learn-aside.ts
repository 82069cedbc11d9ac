import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from './config.ts';

const STAMP = 'learned.txt';

/**
 * Learns and indexes in a process of its own when content or code have changed since the last time, so that what
 * learning needs in memory is given back and the server stays small. When that process fails nothing is lost: the
 * server then learns by itself and says what is wrong.
 */
export async function learnAside(config: Pick<Config, 'DATA_DIR' | 'INTENTS_DIR' | 'KNOWLEDGE_DIR'>): Promise<void> {
  const stampFile = path.join(config.DATA_DIR, STAMP);
  const root = path.join(import.meta.dirname, '..');
  const stamp = await stampOf([...new Set([config.INTENTS_DIR, config.KNOWLEDGE_DIR, path.join(root, 'intents'), path.join(root, 'knowledge')].map((folder) => path.resolve(folder)))]);
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;
  const child = spawn(process.execPath, [path.join(root, 'src', 'cli', 'main.ts'), 'learn'], { stdio: ['ignore', 'inherit', 'ignore'] });
  const [code] = (await once(child, 'exit').catch(() => [1])) as [number | null];
  if (code !== 0) return;
  // Without the stamp the next start learns again, which is all that is lost.
  await mkdir(config.DATA_DIR, { recursive: true, mode: 0o700 }).then(() => writeFile(stampFile, stamp)).catch(() => undefined);
}

/** Changes whenever a file of these folders comes, goes or is written. */
async function stampOf(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const lines = await Promise.all(
      files
        .filter((file) => file.isFile())
        .map(async (file) => {
          const place = path.join(file.parentPath, file.name);
          const found = await stat(place).catch(() => undefined);
          return `${place} ${found?.mtimeMs} ${found?.size}`;
        }),
    );
    hash.update(lines.sort().join('\n'));
  }
  return hash.digest('hex');
}
