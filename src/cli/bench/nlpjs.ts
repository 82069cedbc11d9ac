import { createRequire } from 'node:module';
import type { Row } from '#intents/intent-model.ts';

type Nlp = {
  readonly settings: Record<string, unknown>;
  addLanguage(language: string): void;
  addDocument(language: string, text: string, intent: string): void;
  train(): Promise<unknown>;
  process(language: string, text: string): Promise<{ readonly intent: string }>;
};
type NlpModules = {
  containerBootstrap(): Promise<{ use(part: unknown): void; register(name: string, part: unknown, isSingle: boolean): void }>;
  readonly Nlp: new (settings: object) => Nlp;
  readonly LangEn: unknown;
};

/** What NLP.js reaches on English rows; accuracy in [0, 1], time of training in seconds of this machine's processor. */
export type Rival = { readonly accuracy: number; readonly trainSeconds: number };

/** Trains NLP.js with its defaults and counts right answers; `undefined` where the development dependency is not installed. */
export async function measureNlpjs(train: readonly Row[], test: readonly Row[]): Promise<Rival | undefined> {
  const modules = loadModules();
  if (modules === undefined) return undefined;
  const container = await modules.containerBootstrap();
  container.use(modules.LangEn);
  const nlp = new modules.Nlp({ container, languages: ['en'], autoSave: false, autoLoad: false, nlu: { log: false }, forceNER: false });
  for (const { text, intent } of train) nlp.addDocument('en', text, intent);
  const before = process.cpuUsage();
  await nlp.train();
  const { user, system } = process.cpuUsage(before);
  let right = 0;
  for (const { text, intent } of test) if ((await nlp.process('en', text)).intent === intent) right += 1;
  return { accuracy: right / Math.max(1, test.length), trainSeconds: (user + system) / 1e6 };
}

function loadModules(): NlpModules | undefined {
  const require = createRequire(import.meta.url);
  try {
    return require('@nlpjs/basic') as NlpModules;
  } catch {
    return undefined;
  }
}
