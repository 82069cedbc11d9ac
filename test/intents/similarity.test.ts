import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runEvalSimilarity } from '#cli/eval-similarity.ts';
import { areaUnderCurve, spearman } from '#intents/correlation.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-pairs-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = async (lines: readonly string[], ...more: string[]) => {
  const file = path.join(folder, 'pairs.jsonl');
  await writeFile(file, lines.join('\n'));
  let [written, warned] = ['', ''];
  const code = await runEvalSimilarity(['--pairs', file, ...more], { write: (text) => void (written += text), warn: (text) => void (warned += text) });
  return { code, written, warned };
};
const GOOD = [
  { s1: '怎么退款', s2: '如何退钱', label: 1 },
  { s1: '怎么退款', s2: '几点开门', label: 0 },
  { s1: 'where is my parcel', s2: 'track my package', label: 1 },
  { s1: 'where is my parcel', s2: 'is it waterproof', label: 0 },
].map((row) => JSON.stringify(row));

describe('rank correlation', () => {
  it('is 1 in the same order, -1 in the opposite one, and 0 where one side is all the same', () => {
    expect(spearman([1, 2, 3], [10, 20, 50])).toBeCloseTo(1);
    expect(spearman([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1);
    expect(spearman([1, 2, 3], [7, 7, 7])).toBe(0);
  });

  it('gives equal values the mean of their ranks', () => {
    expect(spearman([1, 2, 2, 4], [1, 3, 2, 4])).toBeCloseTo(0.9487, 3);
  });
});

describe('the area under the curve', () => {
  it('is the share of couples in the right order', () => {
    expect(areaUnderCurve([0.9, 0.4, 0.6, 0.1], [true, true, false, false])).toBe(0.75);
    expect(areaUnderCurve([0.5, 0.5], [true, false])).toBe(0.5);
    expect(areaUnderCurve([0.5], [true])).toBeUndefined();
  });
});

describe('baton eval similarity', () => {
  it('prints its figures as JSON', async () => {
    const { code, written } = await run(GOOD, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(written)).toMatchObject({ rows: 4, spearman: expect.closeTo(0.894, 2), auc: 1, msPerText: expect.any(Number) });
  });

  it('takes scores in place of labels', async () => {
    const rows = [['退款', '退钱', 5], ['退款', '退货', 3.5], ['退款', '加湿器', 0]].map(([s1, s2, score]) => JSON.stringify({ s1, s2, score }));
    expect(JSON.parse((await run(rows, '--json')).written)).toMatchObject({ spearman: 1 });
  });

  it.each([
    ['no JSON', '{"s1": ', /line 5: not JSON/],
    ['no second text', '{"s1": "a", "label": 1}', /line 5: "s2"/],
    ['no label', '{"s1": "a", "s2": "b"}', /line 5: "label"/],
    ['a list', '[1]', /line 5: not an object/],
  ])('names the line with %s, and passes over it when asked to', async (_, line, message) => {
    const refused = await run([...GOOD, line]);
    expect(refused).toMatchObject({ code: 2, written: '', warned: expect.stringMatching(message) });
    const skipped = await run([...GOOD, line], '--skip-bad-rows', '--json');
    expect(skipped).toMatchObject({ code: 0, warned: expect.stringMatching(message) });
    expect(JSON.parse(skipped.written)).toMatchObject({ rows: 4 });
  });

  it.each([['an empty file', [''], []], ['an unknown option', GOOD, ['--x']]] as const)('refuses %s', async (_, lines, more) => {
    expect(await run(lines, ...more)).toMatchObject({ code: 2, warned: expect.stringMatching(/\S/) });
  });

  it('says which file is not there', async () => {
    let warned = '';
    expect(await runEvalSimilarity(['--pairs', 'none.jsonl'], { write: () => undefined, warn: (text) => void (warned += text) })).toBe(2);
    expect(warned).toContain('none.jsonl');
  });

  it('tunes on another file first when asked to', async () => {
    const file = path.join(folder, 'adapt.jsonl');
    await writeFile(file, GOOD.join('\n'));
    const { code, written } = await run(GOOD, '--adapt', file, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(written)).toHaveProperty('tuning.heldOut');
  });
});
