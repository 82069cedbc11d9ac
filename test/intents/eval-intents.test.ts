import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runEvalIntents } from '#cli/eval-intents.ts';
import { evaluateIntents } from '#intents/evaluate-intents.ts';

const TRAIN = [
  ...['where is my refund', 'when is my refund paid', 'refund not received', 'how long does a refund take'].map((text) => ({ text, intent: 'refund' })),
  ...['track my parcel', 'where is my parcel now', 'parcel has not arrived', 'has my parcel been sent'].map((text) => ({ text, intent: 'parcel' })),
];
const TEST = [
  { text: 'is my refund paid', intent: 'refund' },
  { text: 'my parcel is not here', intent: 'parcel' },
  { text: 'qqq zzz', intent: 'oos' },
];

describe('the figures of an evaluation', () => {
  it('count accuracy over in-scope rows only and rejection over the others', async () => {
    const report = await evaluateIntents(TRAIN, TEST);
    expect(report).toMatchObject({ rows: { train: 8, test: 3 }, accuracy: 1, inScopeAccuracy: 1, oosRecall: 1, bestMcc: 1, macroF1: 1, confusions: [] });
  });

  it('never train on out-of-scope rows', async () => {
    const report = await evaluateIntents([...TRAIN, { text: 'my parcel is not here', intent: 'oos' }], TEST);
    expect(report.rows.train).toBe(8);
    expect(report.accuracy).toBe(1);
  });

  it('name what was taken for what', async () => {
    const report = await evaluateIntents(TRAIN, [{ text: 'where is my refund', intent: 'parcel' }]);
    expect(report.confusions).toEqual([{ intent: 'parcel', takenFor: 'refund', count: 1 }]);
    expect(report.oosRecall).toBeUndefined();
  });
});

async function run(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  const code = await runEvalIntents(args, { write: (text) => void (out += text) }, { write: (text) => void (err += text) });
  return { code, out, err };
}

describe('baton eval intents', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'baton-eval-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function file(name: string, rows: readonly unknown[]): Promise<string> {
    const target = path.join(folder, name);
    await writeFile(target, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
    return target;
  }

  it('prints one JSON object with the agreed keys', async () => {
    const { code, out } = await run('--train', await file('train.jsonl', TRAIN), '--test', await file('test.jsonl', TEST), '--json');
    expect(code).toBe(0);
    const report: unknown = JSON.parse(out);
    expect(report).toMatchObject({ accuracy: 1, inScopeAccuracy: 1, oosRecall: 1, bestMcc: 1, macroF1: 1 });
    expect(Object.keys(report ?? {})).toEqual(expect.arrayContaining(['rows', 'calibrationError', 'confusions', 'trainSeconds', 'msPerMessage', 'memoryMb']));
  });

  it('trains on the first rows of each intent only, when asked', async () => {
    const { out } = await run('--train', await file('train.jsonl', TRAIN), '--test', await file('test.jsonl', TEST), '--per-intent', '2', '--json');
    expect(JSON.parse(out)).toMatchObject({ rows: { train: 4, test: 3 } });
  });

  it('prints a table for people', async () => {
    const { out } = await run('--train', await file('train.jsonl', TRAIN), '--test', await file('test.jsonl', TEST));
    expect(out).toMatch(/accuracy .*100\.0 %/);
  });

  it('names malformed rows by line and stops, or leaves them out when asked', async () => {
    const train = await file('train.jsonl', [TRAIN[0], '{torn', { text: 3, intent: 'refund' }, ...TRAIN.slice(1)]);
    const test = await file('test.jsonl', TEST);
    const refused = await run('--train', train, '--test', test);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/line 2: not JSON/);
    expect(refused.err).toMatch(/line 3: "text"/);
    const skipped = await run('--train', train, '--test', test, '--skip-bad-rows', '--json');
    expect(skipped.code).toBe(0);
    expect(skipped.err).toMatch(/Skipped: .*line 2/);
    expect(JSON.parse(skipped.out)).toMatchObject({ rows: { train: 8 } });
  });

  it.each([
    [['--test', 'x.jsonl'], /--train FILE is missing/],
    [['--train', 'none.jsonl', '--test', 'none.jsonl'], /none\.jsonl cannot be read/],
    [['--train', 'a', '--test', 'b', '--per-intent', '0'], /--per-intent needs a whole number/],
    [['--colour'], /--colour.*--help/s],
  ])('explains what is wrong with %j', async (args, message) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
