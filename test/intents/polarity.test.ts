import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { foldText } from '#intents/fold-text.ts';
import { createPolarityReader, loadPolarity } from '#intents/polarity.ts';
import { POLARITY_BUCKETS, polarityFeatures } from '#intents/polarity-features.ts';
import { decodePolarity, encodePolarity } from '#intents/polarity-file.ts';
import { trainPolarity } from '#intents/train-polarity.ts';

const SHIPPED = fileURLToPath(new URL('../../intents/polarity.bin', import.meta.url));

describe('the shipped polarity weights', () => {
  it('are a file of at most 1.5 MB, read in at most 20 ms', async () => {
    expect((await stat(SHIPPED)).size).toBeLessThanOrEqual(1_500_000);
    const bytes = await readFile(SHIPPED);
    const before = process.cpuUsage();
    decodePolarity(bytes, POLARITY_BUCKETS);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(20);
  });

  it('tell praise from blame in Chinese and nothing of other texts', async () => {
    const read = await loadPolarity();
    expect(read('味道很好，送货也快，下次还买')).toBeGreaterThan(0);
    expect(read('质量太差了，退货还不给运费')).toBeLessThan(0);
    expect(read('what a lovely lamp')).toBeUndefined();
    expect(read('')).toBeUndefined();
  });

  it.each([
    ['cut short', (file: Buffer) => file.subarray(0, 1_000)],
    ['empty', () => Buffer.alloc(0)],
    ['changed in one byte', (file: Buffer) => Buffer.from(file.map((byte, at) => (at === 5_000 ? byte ^ 1 : byte)))],
    ['of another kind', (file: Buffer) => Buffer.from(file.map((byte, at) => (at === 0 ? 0 : byte)))],
  ] as const)('are refused when the file is %s', async (_name, damage) => {
    const file = await readFile(SHIPPED);
    expect(() => decodePolarity(damage(file), POLARITY_BUCKETS)).toThrow(expect.objectContaining({ code: 'unavailable' }));
  });
});

describe('weights of one\'s own', () => {
  const opinions = Array.from({ length: 40 }, (_, at) => [
    { text: `第${at}次买，暖和舒服`, label: 1 as const },
    { text: `第${at}次买，又冷又硬`, label: 0 as const },
  ]).flat();

  it('learn what tells the rows apart, the same every time, and come back from a file as they were', () => {
    const weights = trainPolarity(opinions);
    expect(trainPolarity(opinions)).toEqual(weights);
    expect(decodePolarity(encodePolarity(weights), POLARITY_BUCKETS)).toEqual(weights);
    const read = createPolarityReader(weights);
    expect(read(foldText('暖和舒服'))).toBeGreaterThan(0);
    expect(read(foldText('又冷又硬'))).toBeLessThan(0);
  });

  it('count each feature of a text once and all numbers as one', () => {
    expect(polarityFeatures('好好好好')).toHaveLength(3);
    expect(polarityFeatures('12 元')).toEqual(polarityFeatures('345 元'));
    expect(polarityFeatures('')).toHaveLength(0);
  });
});
