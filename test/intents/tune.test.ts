import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '#core/ports/embedder.ts';
import { createEmbedder, tuneEmbedder } from '#intents/create-embedder.ts';
import { readTuning, writeTuning } from '#intents/tune-file.ts';
import { groupsOfArticles, splitGroups } from '#intents/tune-sources.ts';
import { tune } from '#intents/tune.ts';
import { cosine, describeEmbedder } from '../contract/embedder.contract.ts';

/** A shop whose customers have names of their own for things: no dictionary knows that a "zorblet" and a "framble" are one. */
const NAMES = ['zorblet framble', 'quixel dromp', 'snarvel plimth', 'brindock wexter', 'flumpet gorvine', 'trindle mooch'];
const ASKED = ['my X is broken', 'where is the X', 'X price', 'the X makes noise', 'can I return the X', 'X warranty', 'need a new X', 'X colour', 'install the X', 'X manual'];
const groups = NAMES.map((names) => {
  const [one = '', other = ''] = names.split(' ');
  return { id: one, isWhole: false, texts: ASKED.flatMap((text) => [text.replace('X', one), text.replace('X', other)]) };
});

let base: Embedder;
let made: Awaited<ReturnType<typeof tune>>;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-tune-'));
  base = await createEmbedder();
  made = await tune(base, splitGroups(groups));
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

describeEmbedder({ name: 'tuned vectors', create: async () => tuneEmbedder(await createEmbedder(), made.tuning) });

describe('tuning', () => {
  it('brings texts together that the operator holds for the same, on texts that were put aside', () => {
    expect(made.report.heldOut.after).toBeGreaterThan(made.report.heldOut.before + 0.02);
    expect(made.report.isGain).toBe(true);
  });

  it('loses nothing on general checks', () => {
    expect(made.report.general.after).toBeGreaterThanOrEqual(made.report.general.before);
  });

  it('leaves texts of other matters where they were', async () => {
    const texts = ['今天天气怎么样', '明天会下雨吗'];
    const [plain, tuned] = await Promise.all([base, tuneEmbedder(base, made.tuning)].map((embedder) => embedder.embed(texts)));
    expect(cosine(tuned![0]!, tuned![1]!)).toBeCloseTo(cosine(plain![0]!, plain![1]!), 2);
  });

  it('is the same when it is done again', async () => {
    const again = await tune(base, splitGroups(groups));
    expect(again.tuning).toEqual(made.tuning);
  });

  it('is not kept when there is nothing to learn', async () => {
    const { report } = await tune(base, splitGroups([]));
    expect(report.isGain).toBe(false);
  });

  it('gives the model another name, so that caches notice', () => {
    expect(tuneEmbedder(base, made.tuning).model).not.toBe(base.model);
  });
});

describe('the file of a tuning', () => {
  it('is used by the embedder', async () => {
    const file = path.join(folder, 'good.bin');
    await writeTuning(file, made.tuning);
    const [vector] = await (await createEmbedder({ tunedFile: file })).embed(['my zorblet is broken']);
    const [expected] = await tuneEmbedder(base, made.tuning).embed(['my zorblet is broken']);
    expect(vector).toEqual(expected);
  });

  it.each([
    ['missing', undefined],
    ['empty', () => Buffer.alloc(0)],
    ['cut short', (bytes: Buffer) => bytes.subarray(0, 200)],
    ['changed in one byte', (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 9 ? byte ^ 1 : byte)))],
  ] as const)('is passed over when it is %s', async (name, damage) => {
    const file = path.join(folder, `${name}.bin`);
    await writeTuning(path.join(folder, 'whole.bin'), made.tuning);
    if (damage) await writeFile(file, damage(await readFile(path.join(folder, 'whole.bin'))));
    expect((await createEmbedder({ tunedFile: file })).model).toBe(base.model);
  });

  it('is passed over when it belongs to other word vectors', async () => {
    const file = path.join(folder, 'other.bin');
    await writeTuning(file, { ...made.tuning, base: 'another' });
    expect(await readTuning(file, base.model)).toBeUndefined();
  });
});

describe('what is learnt from', () => {
  it('brings the sections of an article together over both languages', () => {
    const found = groupsOfArticles([
      { id: 'shop-hours', title: '营业时间', body: '每天九点开门。\n\n## 节假日\n\n**春节**休息三天。' },
      { id: 'shop-hours', title: 'Opening hours', body: 'We open at nine.\n\n## Holidays\n\nClosed for three days.' },
    ]);
    expect(found.map(({ texts }) => texts)).toEqual([
      ['营业时间', '每天九点开门。', 'Opening hours', 'We open at nine.'],
      ['营业时间 节假日', expect.stringContaining('春节'), 'Opening hours Holidays', 'Closed for three days.'],
    ]);
  });

  it('never measures with a text that it learnt from', () => {
    const { learn, choose, report } = splitGroups(groups);
    const texts = (pairs: typeof learn) => new Set(pairs.flatMap(({ s1, s2 }) => [s1, s2]));
    const [learnt, chosen, reported] = [texts(learn), texts(choose), texts(report)];
    expect(reported.size).toBeGreaterThan(0);
    expect([...reported].filter((text) => learnt.has(text) || chosen.has(text))).toEqual([]);
  });
});
