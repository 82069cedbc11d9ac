import { createHash } from 'node:crypto';
import type { Classifier } from '#core/ports/classifier.ts';

/** A classifier that is replaced while it serves. */
export type LivingClassifier = Classifier & {
  /** Looks once for changes and learns them; resolves to whether the classifier was replaced. Never throws. */
  refresh(): Promise<boolean>;
  /** Ends looking for changes. What is being learned is finished and thrown away. */
  stop(): void;
};

/** What keeps a classifier up to date. */
export type LivingOptions<T> = {
  /** The first classifier and the material that it was made from. */
  readonly first: Classifier;
  readonly material: T;
  /** Reads what there is to learn from now: catalogue and corrections. */
  readonly read: () => Promise<T>;
  /** Makes a classifier; takes the time it needs without stopping the one that serves. */
  readonly learn: (material: T) => Promise<Classifier>;
  readonly onTrouble: (error: unknown) => void;
  readonly everyMs?: number;
  readonly onLearned?: () => void;
};

const EVERY_MS = 20_000;

/**
 * Keeps serving with what is learned while it looks for changes of the material by its content, and learns them beside.
 * Messages that are being read are read to the end by the classifier that began them. Material that cannot be read or
 * learned changes nothing and is told once.
 */
export function keepLearning<T>(options: LivingOptions<T>): LivingClassifier {
  const { read, learn, onTrouble, onLearned } = options;
  let current = options.first;
  let learned = fingerprint(options.material);
  let refused = '';
  let running: Promise<boolean> | undefined;
  let isStopped = false;

  const look = async (): Promise<boolean> => {
    try {
      const material = await read();
      const seen = fingerprint(material);
      if (seen === learned || seen === refused) return false;
      // Remembered before trying: what fails is not tried again until it changes.
      refused = seen;
      const next = await learn(material);
      if (isStopped) return false;
      current = next;
      learned = seen;
      refused = '';
      onLearned?.();
      return true;
    } catch (error) {
      onTrouble(error);
      return false;
    }
  };
  const refresh = (): Promise<boolean> => {
    running ??= look().finally(() => {
      running = undefined;
    });
    return running;
  };
  const timer = setInterval(() => void refresh(), options.everyMs ?? EVERY_MS);
  timer.unref();
  return {
    understand: (text, fallback) => current.understand(text, fallback),
    refresh,
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}

function fingerprint(material: unknown): string {
  return createHash('sha256').update(JSON.stringify(material)).digest('hex');
}
