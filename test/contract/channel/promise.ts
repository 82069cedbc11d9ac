import type { ChannelUnderTest, Lackable } from './harness.ts';
import type { Stage } from './stage.ts';

/** One thing that a channel promises; `keeps` throws when it does not. */
export type ChannelPromise = { readonly says: string; readonly keeps: (stage: Stage) => Promise<void> };

/** Promises about one subject, for a channel as it is declared. */
export type Part = (under: ChannelUnderTest) => readonly ChannelPromise[];

/** Promises for channels that have something, or for those that lack it, whose reason is told in the promise's name. */
export function whetherIt(under: ChannelUnderTest, has: Lackable, then: readonly ChannelPromise[], otherwise: readonly ChannelPromise[]): readonly ChannelPromise[] {
  const reason = under.lacks[has];
  if (reason === undefined) return then;
  return otherwise.map((promise) => ({ ...promise, says: `${promise.says} (${reason})` }));
}

/** The same promise for several cases. */
export function forEach<T>(cases: readonly (readonly [string, T])[], says: string, keeps: (stage: Stage, one: T) => Promise<void>): readonly ChannelPromise[] {
  return cases.map(([name, one]) => ({ says: `${says}: ${name}`, keeps: (stage) => keeps(stage, one) }));
}
