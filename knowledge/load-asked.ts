import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BatonError, toBatonError } from '#core/errors.ts';
import type { AskedPhrases } from '#core/ports/topic-guesser.ts';
import { readYaml } from './read-yaml.ts';

const phrases = z.array(z.string().trim().min(1));
const schema = z.strictObject({ zh: phrases.default([]), en: phrases.default([]) });

/** The file of what no article answers; every other file is named after an article. */
const ELSEWHERE = 'elsewhere';

/** Reads a folder of `<article>.yaml` files and `elsewhere.yaml`. Throws `misconfigured` with every fault of every file in `details`. */
export async function loadAsked(folder: string): Promise<AskedPhrases> {
  const names = (await readdir(folder)).filter((name) => /^[^.].*\.ya?ml$/.test(name)).toSorted();
  const files = await Promise.allSettled(
    names.map(async (name): Promise<[string, string[]]> => {
      const { zh, en } = await readYaml(join(folder, name), schema);
      return [name.replace(/\.ya?ml$/, ''), [...zh, ...en]];
    }),
  );
  const read = files.flatMap((file) => (file.status === 'fulfilled' ? [file.value] : []));
  const faults = files.flatMap((file) => (file.status === 'rejected' ? toBatonError(file.reason).details : []));
  if (faults.length > 0) throw new BatonError('misconfigured', `How customers ask cannot be read from ${folder}: correct it and start again.`, { details: faults });
  return { articles: new Map(read.filter(([id]) => id !== ELSEWHERE)), elsewhere: read.find(([id]) => id === ELSEWHERE)?.[1] ?? [] };
}
