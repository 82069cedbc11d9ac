import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { BatonError } from '#core/errors.ts';
import type { Intent } from '#core/intent.ts';
import type { Classifier } from '#core/ports/classifier.ts';
import { correctionsFile, readCorrections } from './corrections.ts';
import type { Correction } from './corrections.ts';
import { createClassifier } from './create-classifier.ts';
import type { ClassifierOptions } from './create-classifier.ts';
import { keepLearning } from './relearn.ts';
import type { LivingClassifier } from './relearn.ts';

/** What a classifier that keeps learning is made from. */
export type OpenOptions = Omit<ClassifierOptions, 'intents' | 'corrections' | 'cacheFolder'> & {
  /** The catalogue as it is now; asked again and again. */
  readonly readIntents: () => Promise<readonly Intent[]>;
  /** Holds the corrections and the learned model. */
  readonly dataFolder: string;
  readonly onTrouble: (error: unknown) => void;
  readonly onLearned?: () => void;
  readonly everyMs?: number;
};

/** What is learned from. */
export type Material = { readonly intents: readonly Intent[]; readonly corrections: readonly Correction[] };

/**
 * A classifier that learns anew, in a process of its own, when the catalogue or the corrections change, and serves on
 * meanwhile. Throws as `createClassifier` does, and what `readIntents` throws, only at the start.
 */
export async function openClassifier(options: OpenOptions): Promise<LivingClassifier> {
  const { readIntents, dataFolder, onTrouble, onLearned, everyMs, ...rest } = options;
  const cacheFolder = path.join(dataFolder, 'models');
  const read = async (): Promise<Material> => {
    const [intents, { corrections }] = await Promise.all([readIntents(), readCorrections(correctionsFile(dataFolder))]);
    return { intents, corrections };
  };
  const material = await read();
  const create = (from: Material): Promise<Classifier> => createClassifier({ ...rest, ...from, cacheFolder });
  return keepLearning({
    first: await create(material),
    material,
    read,
    learn: async (changed) => {
      await learnInChild(changed, cacheFolder);
      return create(changed);
    },
    onTrouble,
    ...(onLearned === undefined ? {} : { onLearned }),
    ...(everyMs === undefined ? {} : { everyMs }),
  });
}

/** Learns in a process of its own and leaves the model in the cache. Throws `unavailable` when that fails. */
async function learnInChild(material: Material, cacheFolder: string): Promise<void> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'learn-child.ts'), cacheFolder], { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (part: Buffer) => {
    said = (said + part.toString()).slice(-2_000);
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(material));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new BatonError('unavailable', `The changed intents could not be learned; the earlier ones stay in force. ${said.trim()}`);
}
