import { z } from 'zod';
import type { AskedPhrases } from './asked.ts';
import { readYaml } from './read-yaml.ts';

const phrases = z.array(z.string().trim().min(1));
const byLanguage = z.strictObject({ zh: phrases.default([]), en: phrases.default([]) });
const schema = z.strictObject({ articles: z.record(z.string(), byLanguage), elsewhere: byLanguage.default({ zh: [], en: [] }) });

/** Reads `asked.yaml`. Throws `misconfigured` with every fault in `details`. */
export async function loadAsked(file: string): Promise<AskedPhrases> {
  const { articles, elsewhere } = await readYaml(file, schema);
  return {
    articles: new Map(Object.entries(articles).map(([id, { zh, en }]) => [id, [...zh, ...en]])),
    elsewhere: [...elsewhere.zh, ...elsewhere.en],
  };
}
