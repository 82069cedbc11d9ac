import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEntityFinder } from '#intents/entities.ts';
import { evaluateEntities, parseEntityRow } from '#intents/evaluate-entities.ts';
import { evaluateSentiment } from '#intents/evaluate-sentiment.ts';
import { evaluateSignals, parseSignalRow } from '#intents/evaluate-signals.ts';
import { figuresOf, shareOf } from '#intents/figures.ts';
import { runEvalSentiment } from '#cli/eval-sentiment.ts';

let folder = '';
let written = '';
let warned = '';
const out = { write: (text: string) => void (written += text), warn: (text: string) => void (warned += text) };
const save = async (name: string, rows: readonly unknown[]) => {
  const file = path.join(folder, name);
  await writeFile(file, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
  return file;
};
beforeEach(async () => {
  [written, warned] = ['', ''];
  folder = await mkdtemp(path.join(tmpdir(), 'baton-eval-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('baton eval sentiment', () => {
  it('tells praise from blame where rows know no third, and says so in JSON', async () => {
    const test = await save('test.jsonl', [{ text: '很好吃，下次还点', label: 1 }, { text: '太难吃了，差评', label: '0' }, { text: 'great product, works perfectly', label: 'positive' }]);
    expect(await runEvalSentiment(['--test', test, '--json'], out)).toBe(0);
    expect(JSON.parse(written)).toMatchObject({ accuracy: 1, macroF1: 1, rows: { train: 0, test: 3 } });
  });

  it('tells three apart where rows know neutral ones, with moods and kinds', async () => {
    const report = await evaluateSentiment([
      { text: '退款多久到账', label: 'neutral', mood: 'neutral', kind: 'plain' },
      { text: '骗子公司，气死我了', label: 'negative', mood: 'angry', kind: 'angry' },
      { text: '太棒了，谢谢', label: 'positive', mood: 'pleased', kind: 'praise' },
    ]);
    expect(report.accuracy).toBe(1);
    expect(report.moods?.accuracy).toMatchObject({ hits: 3, of: 3 });
    expect(Object.keys(report.kinds)).toEqual(['plain', 'angry', 'praise']);
  });

  it('learns from rows of one\'s own', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => [{ text: `款式${at}蓬松得很`, label: 1 }, { text: `款式${at}扎人得很`, label: 0 }]).flat();
    const [train, test] = [await save('train.jsonl', rows), await save('test.jsonl', [{ text: '蓬松', label: 1 }, { text: '扎人', label: 0 }])];
    expect(await runEvalSentiment(['--train', train, '--test', test, '--json'], out)).toBe(0);
    expect(JSON.parse(written)).toMatchObject({ accuracy: 1, rows: { train: 60, test: 2 } });
  });

  it('names malformed rows by line, and leaves them out when asked', async () => {
    const test = await save('test.jsonl', [{ text: '很好', label: 1 }, 'not json', { text: 5, label: 1 }, { text: '一般', label: 'maybe' }]);
    expect(await runEvalSentiment(['--test', test], out)).toBe(2);
    for (const place of ['line 2', 'line 3', 'line 4']) expect(warned).toContain(place);
    expect(await runEvalSentiment(['--test', test, '--skip-bad-rows', '--json'], out)).toBe(0);
    expect(JSON.parse(written)).toMatchObject({ rows: { test: 1 } });
  });

  it.each([[[]], [['--test']], [['--wrong']], [['--test', '/no/such/file']]])('says what is wrong with %j', async (args) => {
    expect(await runEvalSentiment(args, out)).toBe(2);
    expect(warned).not.toBe('');
    expect(written).toBe('');
  });
});

describe('figures of signals', () => {
  it('count every signal by itself and false alarms among quiet rows', async () => {
    const heard: Readonly<Record<string, 'danger' | 'law'>> = { 冒烟了: 'danger', 吵闹: 'law' };
    const classifier = {
      understand: async (text: string) => ({
        language: 'zh' as const, intents: [], isOutOfScope: true, sentiment: 0, mood: 'neutral' as const, urgency: 0, entities: [], because: { words: [] },
        signals: heard[text] === undefined ? [] : [{ kind: heard[text], words: [text], confidence: 1 }],
      }),
    };
    const report = await evaluateSignals([{ text: '冒烟了', signals: ['danger'] }, { text: '漏电', signals: ['danger'] }, { text: '吵闹', signals: [] }, { text: '你好', signals: [] }], classifier);
    expect(report.accuracy).toBe(0.5);
    expect(report.classes.danger).toMatchObject({ recall: { hits: 1, of: 2 }, precision: { hits: 1, of: 1 } });
    expect(report.falseAlarms).toMatchObject({ hits: 1, of: 2 });
  });

  it('refuse signals that nobody knows', () => {
    expect(parseSignalRow({ text: 'x', signals: ['weather'] })).toContain('person');
    expect(parseSignalRow({ text: 'x' })).toContain('"signals"');
    expect(parseSignalRow({ text: 'x', signals: ['law'] })).toEqual({ text: 'x', signals: ['law'] });
  });
});

describe('figures of entities', () => {
  it('count a fact as right when its kind and its words are', () => {
    const report = evaluateEntities(
      [
        { text: '电话13800001001', entities: [{ kind: 'phone', text: '13800001001' }] },
        { text: '门牌 5', entities: [{ kind: 'phone', text: '5' }] },
      ],
      createEntityFinder([]),
    );
    expect(report).toMatchObject({ accuracy: 0.5, classes: { phone: { recall: { hits: 1, of: 2 }, precision: { hits: 1, of: 1 } } } });
  });

  it('refuse kinds that nobody knows and words that are not in the text', () => {
    expect(parseEntityRow({ text: 'abc', entities: [{ kind: 'planet', text: 'abc' }] })).toContain('planet');
    expect(parseEntityRow({ text: 'abc', entities: [{ kind: 'phone', text: 'xyz' }] })).toContain('not in the text');
  });
});

describe('shares', () => {
  it('come with the interval of Wilson', () => {
    const { low, high } = shareOf(8, 10);
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
    expect(shareOf(0, 0).share).toBeUndefined();
  });

  it('make macro F1 the mean over the classes that are meant', () => {
    expect(figuresOf([{ meant: 'a', told: 'a' }, { meant: 'b', told: 'a' }]).macroF1).toBeCloseTo((2 / 3 + 0) / 2);
  });
});
