import { describe, expect, it } from 'vitest';
import { type CaseFigures, figuresOf } from '#cli/bench/langchain/figures.ts';
import type { Judged } from '#cli/bench/langchain/judge.ts';
import { chooseKept } from '#cli/bench/langchain/keep.ts';
import { keptLines, tableOf } from '#cli/bench/langchain/table.ts';

const GOOD: Judged = { isAnswered: true, isByModel: true, isHalf: false, isTakenBack: false, requests: 1, summaries: 0, summaryTokens: 0, promptTokens: 100, largestTokens: 100, firstMs: 10, endMs: 20, canaries: [], invented: [], personal: [], lost: [] };
const NORMAL = { id: 'normal', name: 'normal answers' };
const of = (way: CaseFigures['way'], more: Partial<Judged> = {}, id = 'normal'): CaseFigures => figuresOf({ id, name: id }, way, [{ ...GOOD, ...more }, GOOD]);

describe('the figures of a case', () => {
  it('count questions and take medians', () => {
    const judged: Judged[] = [GOOD, { ...GOOD, isAnswered: false, isByModel: false, requests: 4, promptTokens: 900, endMs: 2_000 }, { ...GOOD, canaries: ['a', 'b'], invented: ['¥888'], promptTokens: 120 }];
    expect(figuresOf(NORMAL, 'ours', judged)).toMatchObject({ questions: 3, answered: 2, byModel: 2, requests: 2, promptTokens: 120, endMs: 20, canaries: 1, invented: 1 });
  });

  it('are a table with a row for each way', () => {
    const rows = tableOf([of('ours'), of('langchain', { isAnswered: false })]).trim().split('\n');
    expect(rows).toHaveLength(4);
    expect(rows[2]).toMatch(/^\| normal \| ours \| 2 of 2 \|/);
    expect(rows[3]).toMatch(/^\| normal \| LangChain \| 1 of 2 \|/);
  });
});

describe('what is kept', () => {
  it('is the way that harms fewer questions, even where it asks the model more often', () => {
    const kept = chooseKept([of('ours', { invented: ['¥888'] }), of('langchain', { requests: 3 })]);
    expect(kept).toMatchObject([{ part: 'agent loop', by: 'langchain', ours: 1, langchain: 0 }]);
    expect(keptLines(kept)).toMatch(/^agent loop +LangChain +questions .*: ours 1, LangChain 0\n$/);
  });

  it('is the one that asks less where both do no harm', () => {
    expect(chooseKept([of('ours'), of('langchain', { requests: 3 })])).toMatchObject([{ part: 'agent loop', by: 'ours', ours: 1, langchain: 2 }]);
  });

  it('is either where nothing tells them apart but noise', () => {
    expect(chooseKept([of('ours', { endMs: 21 }, 'stalls'), of('langchain', {}, 'stalls')])).toMatchObject([{ part: 'limits', by: 'either' }]);
  });

  it('is not said of a part that one way was not tried on', () => {
    expect(chooseKept([of('ours', {}, 'personal')])).toEqual([]);
  });
});
