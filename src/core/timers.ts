import type { CareFacts } from './care/state.ts';
import type { Change } from './change.ts';
import type { Conversation, Handover } from './conversation.ts';

/** What a timer carries; JSON. */
export type TimerData = Readonly<Record<string, string | number | boolean>>;

/** A timer that is about to be set for a conversation. Setting one under a `key` that is taken replaces it. */
export type NewTimer = {
  /** Unique in its conversation; begins with the part that set it, such as `limit:`. */
  readonly key: string;
  /** Which handler it calls. */
  readonly kind: string;
  /** Unix ms; one that is past fires at once. */
  readonly dueAt: number;
  readonly data?: TimerData;
};

/** Timers that a change sets and cancels. */
export type TimerChange = {
  readonly set?: readonly NewTimer[];
  /** Keys; one that is not set is ignored. */
  readonly cancel?: readonly string[];
};

/**
 * What happens when a timer has fired: a change to its conversation, as it stands now, that is committed together with
 * the timer's end; `undefined` changes nothing. Pure. `now` may be long after `dueAt`, when nothing ran at that time.
 * `care` is what is known of the customer; only timers of care get it.
 */
export type TimerHandler = (fired: Required<NewTimer>, conversation: Conversation, handover: Handover | undefined, now: number, care?: CareFacts) => Change | undefined;

/** Handlers by kind. */
export type TimerHandlers = Readonly<Record<string, TimerHandler>>;

/** Two timer changes as one; of the same key, the later counts. */
export function joinTimers(first: TimerChange | undefined, later: TimerChange): TimerChange {
  if (!first) return later;
  const decided = new Set([...(later.set ?? []).map(({ key }) => key), ...(later.cancel ?? [])]);
  return {
    set: [...(first.set ?? []).filter(({ key }) => !decided.has(key)), ...(later.set ?? [])],
    cancel: [...(first.cancel ?? []).filter((key) => !decided.has(key)), ...(later.cancel ?? [])],
  };
}
