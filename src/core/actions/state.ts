import type { FACT_KINDS } from '../understanding.ts';

/**
 * How far an action has come: `offered` (the customer may take it up), `asking` for what is needed, `confirming`,
 * `calling` (stored, the call is made or being made), `done` (answered; the customer may ask the same of something else).
 */
export type ActionStage = 'offered' | 'asking' | 'confirming' | 'calling' | 'done';

/** The action that is under way in a conversation. */
export type ActionState = {
  /** Id of this action, and the idempotency key of its call; a call with other values has another. */
  readonly id: string;
  /** Id of its definition. */
  readonly action: string;
  readonly stage: ActionStage;
  /** What is known of what it needs, by the id of the need. */
  readonly values: Readonly<Record<string, string>>;
  /** The need that was asked for last. */
  readonly asked?: string;
  /** Answers in a row that did not fit. */
  readonly tries: number;
  /** How often in a row the customer was brought back to it after something else. */
  readonly reminders?: number;
  /** Baton has said something else since: a bare yes may answer that. */
  readonly isAside?: true;
  /** When Baton last said something about it, Unix ms. */
  readonly at: number;
};

/** A fact that the customer has named. */
export type NamedFact = { readonly kind: (typeof FACT_KINDS)[number]; readonly value: string };

/** What actions remember of a conversation. */
export type ActionMemory = {
  readonly action?: ActionState;
  /** Facts that the customer has named, the latest last, each once. */
  readonly facts?: readonly NamedFact[];
  /** What was called and when, Unix ms, the latest last; kept when the conversation is opened again. */
  readonly acted?: readonly { readonly action: string; readonly at: number }[];
};

/** Target under which calls stand in the outbox. */
export const CALLS = 'actions';

/** A call that is stored and must be made, once in effect. */
export type ActionCall = {
  /** Idempotency key. */
  readonly id: string;
  readonly action: string;
  readonly values: Readonly<Record<string, string>>;
  readonly language: 'zh' | 'en';
  readonly customerId?: string;
  /** Baton has said nothing yet and tells first that an AI answers. */
  readonly isFirst: boolean;
};

const KEPT_FACTS = 8;
const KEPT_ACTED = 20;
const KEPT_KINDS: ReadonlySet<NamedFact['kind']> = new Set(['order', 'phone', 'email', 'address', 'name', 'amount', 'date', 'product']);

/** The memory with the facts of a message. */
export function rememberFacts<M extends ActionMemory>(memory: M, entities: readonly (NamedFact & { readonly text: string })[]): M {
  const fresh = entities.filter(({ kind }) => KEPT_KINDS.has(kind)).map(({ kind, value, text }) => ({ kind, value: (kind === 'address' ? text : value).slice(0, 200).toWellFormed() }));
  if (fresh.length === 0) return memory;
  const isAgain = (fact: NamedFact, later: readonly NamedFact[]) => later.some(({ kind, value }) => kind === fact.kind && value === fact.value);
  const all = [...(memory.facts ?? []), ...fresh];
  return { ...memory, facts: all.filter((fact, i) => !isAgain(fact, all.slice(i + 1))).slice(-KEPT_FACTS) };
}

/** The memory with a call that is about to be made. */
export function rememberCall<M extends ActionMemory>(memory: M, action: string, at: number): M {
  return { ...memory, acted: [...(memory.acted ?? []), { action, at }].slice(-KEPT_ACTED) };
}

/** What of a memory outlives its segment: how often actions were called, so that a limit cannot be got round. */
export function keptActions({ acted }: ActionMemory): ActionMemory {
  return acted === undefined ? {} : { acted };
}
