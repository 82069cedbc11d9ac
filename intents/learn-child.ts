/** Learns `{ intents, corrections }` from standard input into the cache folder that the first argument names. */
import { text } from 'node:stream/consumers';
import { setPriority } from 'node:os';
import { z } from 'zod';
import { intentSchema } from '#core/intent.ts';
import { createClassifier } from './create-classifier.ts';

const material = z.object({
  intents: z.array(intentSchema),
  corrections: z.array(z.object({ text: z.string(), intent: z.string(), at: z.number() })),
});

const [, , cacheFolder = ''] = process.argv;
// Customers go first.
setPriority(10);
await createClassifier({ ...material.parse(JSON.parse(await text(process.stdin))), personPhrases: [], cacheFolder });
