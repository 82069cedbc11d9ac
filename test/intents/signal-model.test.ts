import { describe, expect, it } from 'vitest';
import type { Signal, SignalKind } from '#core/understanding.ts';
import { createMeaningReader } from '#intents/read-meaning.ts';
import { refineSignals } from '#intents/refine-signals.ts';
import { createSignalHearer, trainSignalModel } from '#intents/signal-model.ts';
import type { HeardSignals, SignalExample } from '#intents/signal-model.ts';

const NO_DOUBT = new Set<SignalKind>();
const byWords = (kind: SignalKind, confidence = 1): Signal => ({ kind, words: ['…'], confidence });
const sounds = (odds: number, kind: SignalKind, share = 0.95): HeardSignals => ({ odds, shares: new Map([[kind, share]]) });
const kindsOf = (signals: readonly Signal[]) => signals.map(({ kind }) => kind);
const refine = (found: readonly Signal[], heard: HeardSignals, doubtful: ReadonlySet<SignalKind> = NO_DOUBT) => kindsOf(refineSignals(found, heard, doubtful, () => []));

describe('what a message sounds like', () => {
  it('adds a signal that no word told', () => {
    expect(refine([], sounds(1, 'complaint'))).toEqual(['complaint']);
    expect(refine([], sounds(-2, 'complaint'))).toEqual([]);
  });

  it('hears a complaint sooner where words hold the company to account', () => {
    const hear = (accountability: number) => kindsOf(refineSignals([], sounds(0, 'complaint'), NO_DOUBT, () => [], accountability));
    expect(hear(-9)).toEqual([]);
    expect(hear(-1)).toEqual(['complaint']);
  });

  it('drops words of a threat in a message that sounds like an ordinary question', () => {
    expect(refine([byWords('law')], sounds(-5, 'law'))).toEqual([]);
    expect(refine([byWords('law')], sounds(-1, 'law'))).toEqual(['law']);
  });

  it('believes a guess less than fixed words', () => {
    expect(refine([byWords('danger', 0.7)], sounds(-2, 'danger'))).toEqual([]);
    expect(refine([byWords('danger')], sounds(-2, 'danger'))).toEqual(['danger']);
  });

  it('never takes away a person who was asked for', () => {
    expect(refine([byWords('person')], sounds(-14, 'person'))).toEqual(['person']);
  });

  it('takes words for a person back only where form and sound both say that none is wanted', () => {
    const askedAbout = new Set<SignalKind>(['person']);
    expect(refine([byWords('person')], sounds(-5, 'person'), askedAbout)).toEqual([]);
    expect(refine([byWords('person')], sounds(-1, 'person'), askedAbout)).toEqual(['person']);
    expect(refine([byWords('person', 0.7)], sounds(-5, 'person'))).toEqual([]);
  });

  it('asks for more where the form of the message speaks against the signal', () => {
    expect(refine([], sounds(0.5, 'danger'), new Set<SignalKind>(['danger']))).toEqual([]);
    expect(refine([], sounds(1, 'danger'), new Set<SignalKind>(['danger']))).toEqual(['danger']);
  });

  it('adds a second signal only when it is clear which one', () => {
    expect(refine([byWords('person')], sounds(3, 'complaint', 0.6))).toEqual(['person']);
    expect(refine([byWords('person')], sounds(3, 'complaint', 0.9))).toEqual(['person', 'complaint']);
  });
});

describe('a model of signals', () => {
  const examples: SignalExample[] = [
    ...['it is smoking', 'the plug is smoking', 'smoke and flames', '冒烟了', '插座冒烟'].map((text): SignalExample => ({ text, signal: 'danger', times: 4 })),
    ...['where is my parcel', 'how do I clean it', 'what does it cost', '快递到哪了', '怎么清洗'].map((text): SignalExample => ({ text, signal: null, times: 4 })),
  ];

  it('tells its examples apart, says what it hears, and is the same each time', async () => {
    const meaning = await createMeaningReader();
    const [model, again] = [await trainSignalModel(examples, meaning), await trainSignalModel(examples, meaning)];
    const hear = createSignalHearer(model, meaning);
    expect(hear('the plug is smoking').odds).toBeGreaterThan(0);
    expect(hear('插座冒烟').shares.get('danger')).toBeGreaterThan(0.5);
    expect(hear('where is my parcel').odds).toBeLessThan(0);
    expect(createSignalHearer(again, meaning)('smoke').odds).toBe(hear('smoke').odds);
    expect(hear('').odds).toBe(0);
  });
});
