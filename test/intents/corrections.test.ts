import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Intent } from '#core/intent.ts';
import { addCorrection, applyCorrections, correctionsFile, readCorrections } from '#intents/corrections.ts';
import { openClassifier } from '#intents/open-classifier.ts';
import { keepLearning } from '#intents/relearn.ts';

const intent = (id: string, zh: readonly string[], en: readonly string[]): Intent => ({
  id, name: { zh: id, en: id }, kind: 'question', topics: ['topic'], urgency: 0.2, examples: { zh: [...zh], en: [...en] },
});
const REFUND = intent('refund', ['退款多久到账', '钱什么时候退回来', '退的钱没收到'], ['when do I get my refund', 'money back not received']);
const PARCEL = intent('parcel', ['快递到哪了', '什么时候发货', '包裹没收到'], ['where is my parcel', 'track my package']);
const HOURS = intent('hours', ['几点开门', '周末营业吗', '营业到几点'], ['opening hours', 'when do you open']);
const KNOWN = new Set(['refund', 'parcel']);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-corrections-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('corrections', () => {
  it('are kept in order, each on a line of its own, and nothing before them is changed', async () => {
    const file = correctionsFile(path.join(folder, 'new'));
    await addCorrection(file, { text: '钱呢', intent: 'refund', at: 1 }, KNOWN);
    const before = await readFile(file, 'utf8');
    await addCorrection(file, { text: '货呢\n在哪', intent: 'parcel', at: 2 }, KNOWN);
    expect((await readFile(file, 'utf8')).startsWith(before)).toBe(true);
    expect((await readCorrections(file)).corrections).toEqual([
      { text: '钱呢', intent: 'refund', at: 1 },
      { text: '货呢\n在哪', intent: 'parcel', at: 2 },
    ]);
  });

  it('are refused for intents that are not there and for empty texts, and nothing is written', async () => {
    const file = correctionsFile(folder);
    await expect(addCorrection(file, { text: 'x', intent: 'refnd', at: 1 }, KNOWN)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(addCorrection(file, { text: ' \n', intent: 'refund', at: 1 }, KNOWN)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(readCorrections(file)).resolves.toEqual({ corrections: [], faults: [] });
  });

  it('pass over broken lines and name them', async () => {
    const file = correctionsFile(folder);
    await writeFile(file, '{"text":"钱呢","intent":"refund","at":1}\n{"text":\n[]\n');
    const { corrections, faults } = await readCorrections(file);
    expect(corrections).toHaveLength(1);
    expect(faults).toEqual([expect.stringContaining('line 2'), expect.stringContaining('line 3')]);
  });

  it('set an example right, and the last word counts', () => {
    const rows = [{ text: '钱呢', intent: 'parcel' }, { text: '退款', intent: 'refund' }, { text: '快递', intent: 'parcel' }];
    const corrections = [{ text: '钱呢', intent: 'parcel', at: 1 }, { text: '钱呢', intent: 'refund', at: 2 }, { text: '老问题', intent: 'gone', at: 3 }];
    expect(applyCorrections(rows, corrections, (text) => text)).toEqual([
      { text: '退款', intent: 'refund' },
      { text: '快递', intent: 'parcel' },
      { text: '钱呢', intent: 'refund' },
    ]);
  });
});

describe('learning while serving', () => {
  it('learns a correction and a new intent beside, and answers all the while', async () => {
    let catalog = [REFUND, PARCEL];
    const troubles: unknown[] = [];
    const classifier = await openClassifier({
      readIntents: async () => catalog, personPhrases: [], dataFolder: folder, onTrouble: (error) => troubles.push(error), everyMs: 3_600_000,
    });
    expect(await classifier.refresh()).toBe(false);
    await addCorrection(correctionsFile(folder), { text: '羊毛出在谁身上', intent: 'refund', at: 1 }, KNOWN);
    catalog = [REFUND, PARCEL, HOURS];
    let answers = 0;
    let isDone = false;
    const learning = classifier.refresh().finally(() => (isDone = true));
    while (!isDone) {
      expect((await classifier.understand('快递到哪了', 'zh')).intents[0]?.id).toBe('parcel');
      answers += 1;
      await new Promise(setImmediate);
    }
    expect(await learning).toBe(true);
    expect(answers).toBeGreaterThan(10);
    expect((await classifier.understand('羊毛出在谁身上', 'zh')).intents[0]?.id).toBe('refund');
    expect((await classifier.understand('几点开门', 'zh')).intents[0]?.id).toBe('hours');
    expect(troubles).toEqual([]);
    classifier.stop();
  }, 30_000);

  it('serves on with what it knows when the catalogue is broken, and tells it', async () => {
    const troubles: unknown[] = [];
    let isBroken = false;
    const classifier = await openClassifier({
      readIntents: async () => {
        if (isBroken) throw new Error('broken');
        return [REFUND, PARCEL];
      },
      personPhrases: [], dataFolder: folder, onTrouble: (error) => troubles.push(error), everyMs: 3_600_000,
    });
    isBroken = true;
    await appendFile(correctionsFile(folder), 'not json\n');
    expect(await classifier.refresh()).toBe(false);
    expect(troubles).toHaveLength(1);
    expect((await classifier.understand('快递到哪了', 'zh')).intents[0]?.id).toBe('parcel');
    classifier.stop();
  });

  it('tries material that cannot be learned only once, until it changes', async () => {
    let material = 1;
    let tries = 0;
    const first = { understand: () => Promise.reject(new Error('not asked')) };
    const living = keepLearning({
      first, material: 0, read: async () => material, everyMs: 3_600_000, onTrouble: () => undefined,
      learn: async () => {
        tries += 1;
        throw new Error('no');
      },
    });
    await living.refresh();
    await living.refresh();
    expect(tries).toBe(1);
    material = 2;
    await living.refresh();
    expect(tries).toBe(2);
    living.stop();
  });
});
