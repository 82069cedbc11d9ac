import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignalRow } from '#intents/evaluate-signals.ts';
import { parseSignalRow } from '#intents/evaluate-signals.ts';
import { shopClassifier } from './shop.ts';

const SET = new URL('./development/person.jsonl', import.meta.url);

let asking: readonly SignalRow[] = [];
let ordinary: readonly SignalRow[] = [];
beforeAll(async () => {
  const rows = (await readFile(SET, 'utf8')).split('\n').filter(Boolean).map((line) => parseSignalRow(JSON.parse(line) as Record<string, unknown>)).filter((row) => typeof row === 'object');
  asking = rows.filter(({ signals }) => signals.includes('person'));
  ordinary = rows.filter(({ signals }) => signals.length === 0);
});

async function heard(rows: readonly SignalRow[]): Promise<string[]> {
  const classifier = await shopClassifier();
  const read = await Promise.all(rows.map(async ({ text }) => ({ text, understanding: await classifier.understand(text, 'zh') })));
  return read.filter(({ understanding }) => understanding.signals.some(({ kind }) => kind === 'person')).map(({ text }) => text);
}

describe('requests for a person, in many words', { timeout: 120_000 }, () => {
  it('are heard in at least 98 of 100', async () => {
    expect(asking.length).toBeGreaterThanOrEqual(150);
    const found = new Set(await heard(asking));
    const missed = asking.map(({ text }) => text).filter((text) => !found.has(text));
    expect(missed.length / asking.length, missed.join(' / ')).toBeLessThanOrEqual(0.02);
  });

  it('are heard in fewer than 1 of 100 messages that only sound like one', async () => {
    expect(ordinary.length).toBeGreaterThanOrEqual(300);
    const wrong = await heard(ordinary);
    expect(wrong.length / ordinary.length, wrong.join(' / ')).toBeLessThan(0.01);
  });
});

it.each(['会员', '门锁', '积分', '退款', 'membership', 'door lock'])('nothing is heard in the bare subject "%s"', async (text) => {
  const { signals } = await (await shopClassifier()).understand(text, /[a-z]/.test(text) ? 'en' : 'zh');
  expect(signals).toEqual([]);
});

it.each(['投诉', '人工', '救命', '着火'])('"%s" alone is heard', async (text) => {
  const { signals } = await (await shopClassifier()).understand(text, 'zh');
  expect(signals).not.toEqual([]);
});
