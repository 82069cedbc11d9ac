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

function hear(guesses: Readonly<Record<string, number>>, { sure = {}, hints = {}, doubtful = [] }: { sure?: Words; hints?: Words; doubtful?: readonly SignalKind[] } = {}): SignalKind[] {
  return gatherSignals({
    person: undefined,
    fixed: Object.assign(mapOf(sure), { hints: mapOf(hints), doubtful: new Set(doubtful) }),
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
    expect(hear({ complaint: 0.8 })).toEqual(['complaint']);
    expect(hear({ complaint: 0.3 })).toEqual([]);
    expect(hear({ complaint: 0.8, late: 0.9 })).toEqual([]);
    expect(hear({ danger: 0.8, late: 0.9 })).toEqual(['danger']);
  });

  it('are given by a hint beside a guess that is less sure, or by two hints', () => {
    expect(hear({ complaint: 0.3 }, { hints: { complaint: ['敷衍'] } })).toEqual(['complaint']);
    expect(hear({}, { hints: { complaint: ['敷衍'] } })).toEqual([]);
    expect(hear({}, { hints: { complaint: ['敷衍', '推诿'] } })).toEqual(['complaint']);
    expect(hear({}, { hints: { leaving: ['elsewhere', 'no longer'] } })).toEqual([]);
  });

  it('need a very sure guess where the form of the text speaks against them', () => {
    expect(hear({ danger: 0.7 }, { doubtful: ['danger'] })).toEqual([]);
    expect(hear({ danger: 0.9 }, { doubtful: ['danger'] })).toEqual(['danger']);
    expect(hear({}, { hints: { danger: ['烫手', '漏电'] }, doubtful: ['danger'] })).toEqual([]);
  });
});
