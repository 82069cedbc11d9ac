import { maskPersonalData } from '../mask.ts';
import type { BriefFact } from '../protocol.ts';
import type { Entity } from '../understanding.ts';
import type { Understood } from './sources.ts';

/**
 * The facts of a segment, each once, where it was said first; a product in the customer's words, anything else in its
 * normal form. What the policy hides now is masked also where an older policy had let it be stored.
 */
export function factsOf(understood: readonly Understood[], hide: readonly Entity['kind'][] = []): readonly BriefFact[] {
  const seen = new Set<string>();
  const facts = understood.flatMap(({ message, understanding }) => understanding.entities.map((entity) => ({ ...entity, seq: message.seq })));
  return facts
    .filter(({ kind, value }) => {
      const key = `${kind}:${value}`;
      return !seen.has(key) && seen.add(key);
    })
    .map(({ kind, value, text, seq }) => ({ kind, value: hide.includes(kind) ? masked(kind, value) : kind === 'product' ? text : value, seq }));
}

function masked(kind: Entity['kind'], value: string): string {
  return maskPersonalData(value, [{ kind, value, text: value, start: 0, end: value.length }], { keep: [] }).text;
}
