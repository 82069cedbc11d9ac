// Makes intents/polarity.bin from reviews: node scripts/build-polarity.ts --data FILE [--out FILE]
// FILE is JSONL with rows {"text", "label": 1 = praise or 0 = blame, "cat": kind of goods}. The model card is
// intents/polarity.md. The same rows give the same file.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { encodePolarity } from '../intents/polarity-file.ts';
import { trainPolarity } from '../intents/train-polarity.ts';
import type { Opinion } from '../intents/train-polarity.ts';

const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string' } } });
if (values.data === undefined) throw new Error('--data FILE is missing: JSONL with rows {"text", "label", "cat"}.');
const lines = (await readFile(values.data, 'utf8')).split('\n').filter((line) => line.trim() !== '');
const weights = trainPolarity(
  lines.map((line) => JSON.parse(line) as Opinion),
  (share) => process.stderr.write(`${Math.round(share * 100)} %\n`),
);
const out = values.out ?? fileURLToPath(new URL('../intents/polarity.bin', import.meta.url));
const file = encodePolarity(weights);
await writeFile(out, file);
process.stdout.write(`${out}: ${(file.length / 1e6).toFixed(2)} MB from ${lines.length} reviews, slope ${weights.slope.toFixed(3)}\n`);
