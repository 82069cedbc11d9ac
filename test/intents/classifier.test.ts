import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Intent } from '#core/intent.ts';
import { createClassifier } from '#intents/create-classifier.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { activate, packWeights } from '#intents/network.ts';
import { fitVocabulary, vectorise } from '#intents/sparse.ts';
import { trainBeside } from '#intents/train-beside.ts';
import { trainPart } from '#intents/train-part.ts';
import { packRows } from '#intents/training-rows.ts';
import { CATALOG, shopClassifier } from './shop.ts';

const intent = (id: string, zh: readonly string[], en: readonly string[]): Intent => ({
  id,
  name: { zh: id, en: id },
  kind: 'question',
  topics: ['topic'],
  urgency: 0.2,
  examples: { zh: [...zh], en: [...en] },
});
const SMALL = [
  intent('refund', ['退款多久到账', '钱什么时候退回来', '退的钱没收到'], ['when do I get my refund', 'money back not received']),
  intent('parcel', ['快递到哪了', '什么时候发货', '包裹没收到'], ['where is my parcel', 'track my package']),
];

describe('the classifier of the real catalogue', () => {
  // Learning takes seconds on a quiet machine, and far longer beside other tests.
  beforeAll(async () => void (await shopClassifier()));

  it('knows nearly every example that it learnt from', async () => {
    const classifier = await shopClassifier();
    let known = 0;
    let all = 0;
    for (const { id, examples } of await loadCatalog(CATALOG)) {
      for (const text of [...examples.zh.slice(0, 8), ...examples.en.slice(0, 8)]) {
        all += 1;
        if ((await classifier.understand(text, 'zh')).intents[0]?.id === id) known += 1;
      }
    }
    expect(known / all).toBeGreaterThan(0.95);
  });

  it.each([
    ['什么时候能退款到账啊', 'refund-status'],
    ['帮我查一下快递到哪里了', 'order-tracking'],
    ['how do I get an invoice for my order', 'invoice-request'],
    ['門鎖打不開了怎麼辦', 'lock-help'],
    ['谢谢啦', 'thanks'],
    ['hello there', 'greeting'],
  ])('understands %j as %s', async (text, id) => {
    expect((await (await shopClassifier()).understand(text, 'zh')).intents[0]?.id).toBe(id);
  });

  it('does not take the word "person" or labour costs for a request for a person', async () => {
    const classifier = await shopClassifier();
    for (const text of ['person', 'insurance agent', '人工费怎么算']) {
      expect((await classifier.understand(text, 'zh')).signals.map(({ kind }) => kind), text).not.toContain('person');
    }
  });

  it('hears no signal in what has no words, such as an order number alone', async () => {
    const classifier = await shopClassifier();
    for (const text of ['20261101-0033', '13800138000', '？？', '2026-11-03 15:00']) expect((await classifier.understand(text, 'zh')).signals, text).toEqual([]);
  });

  it('finds danger and a request for a person urgent, a question about points not', async () => {
    const classifier = await shopClassifier();
    const danger = await classifier.understand('空调冒烟了！', 'zh');
    const points = await classifier.understand('积分怎么用', 'zh');
    expect(danger.signals.map(({ kind }) => kind)).toContain('danger');
    expect(danger.urgency).toBe(1);
    expect(points.urgency).toBeLessThan(0.4);
  });

  it('says what decided: words of the message and the nearest example', async () => {
    const { because, intents } = await (await shopClassifier()).understand('我的退款什么时候到账', 'zh');
    expect(because.words.length).toBeGreaterThan(0);
    for (const word of because.words) expect('我的退款什么时候到账').toContain(word);
    expect(because.nearest?.intent).toBe(intents[0]?.id);
  });
});

describe('catalogues of every size', () => {
  it('works without any intent: everything is out of scope, people are still heard', async () => {
    const classifier = await createClassifier({ intents: [], personPhrases: ['转人工'] });
    const understanding = await classifier.understand('转人工', 'zh');
    expect(understanding.isOutOfScope).toBe(true);
    expect(understanding.signals).toMatchObject([{ kind: 'person' }]);
  });

  it('works with one intent of one example', async () => {
    const classifier = await createClassifier({ intents: [intent('refund', ['退款'], [])], personPhrases: [] });
    expect((await classifier.understand('退款', 'zh')).intents[0]?.id).toBe('refund');
  });
});

describe('material that is not as it should be', () => {
  it('gives two intents with the same example about the same confidence, and calls it ambiguous or unsure', async () => {
    const classifier = await createClassifier({ intents: [intent('one', ['退款'], ['refund']), intent('two', ['退款'], ['refund'])], personPhrases: [] });
    const { intents } = await classifier.understand('退款', 'zh');
    expect(intents).toHaveLength(2);
    expect(Math.abs(intents[0]!.confidence - intents[1]!.confidence)).toBeLessThan(0.5);
  });

  it('learns from examples of control characters, lone surrogates and 100,000 characters within ten seconds', async () => {
    const odd = ['\u0000\u0007', '\ud800', '\u202e退款', '退货'.repeat(50_000), 'refund '.repeat(10_000)];
    const started = performance.now();
    const classifier = await createClassifier({ intents: [...SMALL, intent('odd', odd, odd)], personPhrases: [] });
    expect((await classifier.understand('快递到哪了', 'zh')).intents[0]?.id).toBe('parcel');
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('learns from further rows, such as titles of articles', async () => {
    const extraRows = [{ text: '无理由退货规则', intent: 'refund' }, { text: 'no-reason returns', intent: 'refund' }];
    const classifier = await createClassifier({ intents: SMALL, personPhrases: [], extraRows });
    expect((await classifier.understand('无理由退货规则', 'zh')).intents[0]?.id).toBe('refund');
  });
});

describe('what a model is made of', () => {
  const text = (...buckets: number[]) => ({ buckets, apart: buckets.length });

  it('keeps one input for features that always come together, and tells apart those that do not', () => {
    const vocabulary = fitVocabulary([text(7, 3, 9), text(3, 7), text(9)]);
    expect([...vocabulary.buckets]).toEqual([3, 7, 9]);
    expect(vocabulary.slots[0]).toBe(vocabulary.slots[1]);
    expect(vocabulary.slots[2]).not.toBe(vocabulary.slots[0]);
    expect(vocabulary.idf).toHaveLength(2);
  });

  it('weighs what is unknown in a text, so that its known features count less', () => {
    const vocabulary = fitVocabulary([text(1), text(2)]);
    expect(vectorise(text(1), vocabulary).known).toBe(1);
    expect(vectorise(text(1, 99), vocabulary).known).toBeLessThan(0.2);
    expect(vectorise(text(99), vocabulary)).toMatchObject({ known: 0, slots: new Int32Array() });
  });

  it('answers from packed weights what the full ones say, to a seventh of the highest', () => {
    const weights = [new Float32Array([0.7, -0.7, 0.1, 0.3]), new Float32Array([-0.2, 0.5, 1, -1])];
    const packed = packWeights(weights, 2, 1);
    const network = { classes: 1, hidden: 4, ...packed, inputBias: new Float32Array(4), unitWeights: new Float32Array(4), unitBias: new Float32Array(1) };
    const units = activate(network, { sparse: { slots: new Int32Array([0]), values: new Float32Array([1]), known: 1 }, dense: new Float32Array([1]) });
    [0.7 + 0.1, 0, -0.2 + 1, 0].forEach((value, unit) => expect(Math.abs(units[unit]! - value)).toBeLessThan(0.06));
  });

  it('learns in another thread exactly what it learns here', async () => {
    const samples = Array.from({ length: 600 }, (_, at) => ({
      sparse: { slots: new Int32Array([at % 5, 5 + (at % 3)]), values: new Float32Array([0.8, 0.6]), known: 1 },
      dense: new Float32Array([at % 2, 0.5]),
    }));
    const task = { rows: packRows(samples, samples.map((_, at) => at % 5)), chosen: Int32Array.from(samples.keys()), slots: 8, classes: 5, width: 16, seed: 1 };
    const [here, there] = await Promise.all([trainPart(task, () => {}), trainBeside(task, () => {})]);
    expect(there).toEqual(here);
  });
});

describe('the cached model', () => {
  let folder = '';
  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'baton-model-')), 'cache');
  });
  afterEach(async () => {
    await rm(path.dirname(folder), { recursive: true });
  });

  async function create(intents: readonly Intent[]): Promise<{ readonly trained: boolean; readonly answer: unknown }> {
    let trained = false;
    const classifier = await createClassifier({
      intents,
      personPhrases: [],
      cacheFolder: folder,
      onProgress: () => {
        trained = true;
      },
    });
    return { trained, answer: await classifier.understand('退款什么时候到', 'zh') };
  }

  it('is loaded at the second start and answers the same', async () => {
    const first = await create(SMALL);
    const second = await create(SMALL);
    expect(first.trained).toBe(true);
    expect(second.trained).toBe(false);
    expect(second.answer).toEqual(first.answer);
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('is trained anew when an example changes', async () => {
    await create(SMALL);
    expect((await create([...SMALL, intent('hours', ['几点开门'], ['opening hours'])])).trained).toBe(true);
  });

  it.each([
    ['cut short', (file: Buffer) => file.subarray(0, file.length >> 1)],
    ['empty', () => Buffer.alloc(0)],
    ['changed in one byte', (file: Buffer) => Buffer.from(file.map((byte, at) => (at === file.length - 9 ? byte ^ 0x55 : byte)))],
    ['another file', () => Buffer.from('not a model at all')],
  ] as const)('is trained anew when the file is %s', async (_, damage) => {
    const first = await create(SMALL);
    const [name = ''] = await readdir(folder);
    const file = path.join(folder, name);
    await writeFile(file, damage(await readFile(file)));
    const again = await create(SMALL);
    expect(again.trained).toBe(true);
    expect(again.answer).toEqual(first.answer);
    expect((await create(SMALL)).trained).toBe(false);
  });

  it('is done without when its folder cannot be made', async () => {
    await writeFile(folder, 'a file in the way');
    expect((await create(SMALL)).trained).toBe(true);
  });
});
