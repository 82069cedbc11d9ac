import { describe, expect, it } from 'vitest';
import { compareMatter } from '#core/cases/same-matter.ts';
import { stepCase } from '#core/cases/step.ts';
import { CHEN, contextAt, NOON } from './sample-cases.ts';

const about = (facts: { readonly orders?: readonly string[]; readonly product?: string; readonly cause?: string }) => stepCase(undefined, { kind: 'open', by: CHEN, facts, evidence: [] }, contextAt(NOON));

describe('the matter of a complaint', () => {
  it('is told by the order first: another order is another matter, whatever else is alike', () => {
    const record = about({ orders: ['1'], product: 'washer-w9', cause: 'damaged' });
    expect(compareMatter(record, { orders: ['2', '1'] })).toBe('same');
    expect(compareMatter(record, { orders: ['2'], product: 'washer-w9', cause: 'damaged' })).toBe('other');
  });

  it('is told by an order that was named later, too', () => {
    const record = stepCase(about({}), { kind: 'add_evidence', by: CHEN, evidence: [{ kind: 'order', value: '7' }] }, contextAt(NOON));
    expect([compareMatter(record, { orders: ['7'] }), compareMatter(record, { orders: ['8'] })]).toEqual(['same', 'other']);
  });

  it('is told by product or cause where no order is known on both sides', () => {
    expect(compareMatter(about({ orders: ['1'], product: 'washer-w9' }), { product: 'washer-w9' })).toBe('same');
    expect(compareMatter(about({ cause: 'damaged' }), { orders: ['1'], cause: 'damaged' })).toBe('same');
    expect(compareMatter(about({ product: 'washer-w9', cause: 'damaged' }), { product: 'aircon-k3', cause: 'damaged' })).toBe('unknown');
  });

  it('is not known where nothing is said of it', () => {
    expect(compareMatter(about({ orders: ['1'], product: 'washer-w9', cause: 'damaged' }), {})).toBe('unknown');
    expect(compareMatter(about({}), {})).toBe('unknown');
  });
});
