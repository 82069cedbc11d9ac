import { describe, expect, it } from 'vitest';
import type { Intent } from '#core/intent.ts';
import type { SignalKind } from '#core/understanding.ts';
import { gatherSignals } from '#intents/signals.ts';

const intent = (id: string, kind: Intent['kind'], signal?: SignalKind): [string, Intent] => [
  id,
  { id, name: { zh: id, en: id }, kind, ...(signal === undefined ? {} : { signal }), topics: [], urgency: 0.5, examples: { zh: [], en: [] } },
];
const byId = new Map([intent('complaint', 'signal', 'complaint'), intent('danger', 'signal', 'danger'), intent('leaving', 'signal', 'leaving'), intent('late', 'question')]);

type Words = Partial<Record<SignalKind, readonly string[]>>;
const mapOf = (words: Words) => new Map<SignalKind, readonly string[]>((['complaint', 'danger', 'leaving'] as const).flatMap((kind) => (words[kind] === undefined ? [] : [[kind, words[kind]] as const])));

function hear(guesses: Readonly<Record<string, number>>, { sure = {}, hints = {}, doubtful = [], complaint = -4 }: { sure?: Words; hints?: Words; doubtful?: readonly SignalKind[]; complaint?: number } = {}): SignalKind[] {
  return gatherSignals({
    person: undefined,
    fixed: Object.assign(mapOf(sure), { hints: mapOf(hints), doubtful: new Set(doubtful), complaint }),
    guesses: Object.entries(guesses).map(([id, confidence]) => ({ id, confidence })),
    byId,
    explain: () => [],
  }).map(({ kind }) => kind);
}

describe('signals', () => {
  it('are given by sure words whatever is guessed', () => {
    expect(hear({ late: 0.99 }, { sure: { complaint: ['我要投诉'] } })).toEqual(['complaint']);
  });

  it('are given by a guess that is sure enough and leads', () => {
    expect(hear({ complaint: 0.95 })).toEqual(['complaint']);
    expect(hear({ complaint: 0.3 })).toEqual([]);
    expect(hear({ complaint: 0.95, late: 0.9 })).toEqual([]);
    expect(hear({ danger: 0.8, late: 0.9 })).toEqual(['danger']);
  });

  it('are given by a hint beside a guess that is less sure, or by two hints', () => {
    expect(hear({ danger: 0.3 }, { hints: { danger: ['烫手'] } })).toEqual(['danger']);
    expect(hear({}, { hints: { danger: ['烫手'] } })).toEqual([]);
    expect(hear({}, { hints: { danger: ['烫手', '漏电'] } })).toEqual(['danger']);
    expect(hear({}, { hints: { leaving: ['elsewhere', 'no longer'] } })).toEqual([]);
  });

  it('are a complaint where words that hold to account and a guess come together', () => {
    expect(hear({ complaint: 0.4 }, { complaint: -1.8 })).toEqual(['complaint']);
    expect(hear({ complaint: 0.2, late: 0.9 }, { complaint: -2 })).toEqual([]);
    expect(hear({}, { complaint: -2 })).toEqual([]);
    expect(hear({}, { complaint: 1 })).toEqual(['complaint']);
    expect(hear({}, { complaint: 1, doubtful: ['complaint'] })).toEqual([]);
  });

  it('are given by no guess where the form of the text speaks against them', () => {
    expect(hear({ danger: 0.9 }, { doubtful: ['danger'] })).toEqual([]);
    expect(hear({ danger: 0.9 }, { sure: { danger: ['冒烟'] }, doubtful: ['danger'] })).toEqual(['danger']);
    expect(hear({}, { hints: { danger: ['烫手', '漏电'] }, doubtful: ['danger'] })).toEqual([]);
  });
});
