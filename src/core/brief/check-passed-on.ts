import { rememberFacts } from '../actions/state.ts';
import type { Change } from '../change.ts';
import type { Conversation, Handover, Memory } from '../conversation.ts';
import { FACT_KINDS } from '../understanding.ts';
import { valueOf } from './apply-corrections.ts';
import type { BriefCorrection } from './marks.ts';

/** The change that a customer's correction makes: the handover is marked, and what the bot remembers follows. Pure. */
export function correctBrief({ memory }: Pick<Conversation, 'memory'>, corrections: readonly BriefCorrection[]): Pick<Change, 'touchHandover' | 'memory'> {
  return { touchHandover: { brief: { corrections } }, memory: corrections.reduce(withFact, memory) };
}

/** The change that a customer's yes makes; `undefined` where it was said before. Pure. */
export function confirmBrief(handover: Handover, now: number): Pick<Change, 'touchHandover'> | undefined {
  return handover.brief?.rightAt === undefined ? { touchHandover: { brief: { rightAt: now } } } : undefined;
}

/** The memory with the fact as it is now, instead of the latest of its kind. */
function withFact(memory: Memory, { point, said }: BriefCorrection): Memory {
  const kind = FACT_KINDS.find((known) => known === point);
  if (kind === undefined) return memory;
  const old = memory.facts?.findLast((fact) => fact.kind === kind);
  const value = valueOf(point, said, old?.value ?? '');
  // Only a part of a number, and nothing that it is a part of: no fact.
  if (kind === 'order' && !/^[\w-]{5,}$/.test(value)) return memory;
  const facts = (memory.facts ?? []).filter((fact) => fact !== old);
  return rememberFacts({ ...memory, facts }, [{ kind, value, text: value }]);
}
