import { RateLimited, Refusal } from './refusal.ts';
import type { Trouble, Which } from './trouble.ts';
import type { Workspace } from './workspace.ts';

/** What is to be done with one call before and after it takes effect. */
export type Verdict = { readonly before?: 'refuse' | { readonly status: number } | 'go'; readonly dropsAnswer: boolean };

/** The trouble side of a fake. */
export type TroubleMaker = {
  readonly trouble: Trouble;
  /** Judges a call; waits while it is stalled. Throws `Refusal` and `RateLimited`. */
  judge(method: string, args: Readonly<Record<string, unknown>>): Promise<Verdict>;
  /** How often each event is delivered, and whether events are held back now. */
  readonly events: { times: number; held: (() => void)[] | undefined };
};

type Rule = { times: number; readonly which: Which | undefined; readonly act: () => Verdict };

/** Random numbers from a seed (mulberry32), so that a run can be had again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Makes trouble where it is told to. */
export function createTroubleMaker(space: Workspace): TroubleMaker {
  const random = seeded(space.options.seed ?? 1);
  let rules: Rule[] = [];
  let stalls: (Which | undefined)[] = [];
  let freed = Promise.withResolvers<void>();
  let limited = 0;
  const events: TroubleMaker['events'] = { times: 1, held: undefined };
  const add = (times: number, which: Which | undefined, act: Rule['act']): void => void rules.push({ times, which, act });
  const releaseEvents = (reversed = false): void => {
    const held = events.held ?? [];
    events.held = undefined;
    for (const bring of reversed ? held.toReversed() : held) bring();
  };
  const trouble: Trouble = {
    refuse: (times = Infinity) => add(times, undefined, () => ({ before: 'refuse', dropsAnswer: false })),
    stall: (which) => void stalls.push(which),
    fail: (times, which, status = 503) => add(times, which, () => ({ before: { status }, dropsAnswer: false })),
    answer: (error, times, which) =>
      add(times, which, () => {
        throw new Refusal(error);
      }),
    limit: (times, retryAfterSeconds, which) =>
      add(times, which, () => {
        throw new RateLimited(retryAfterSeconds);
      }),
    random429: (probability) => void (limited = probability),
    dropAnswers: (times, which) => add(times, which, () => ({ before: 'go', dropsAnswer: true })),
    repeatEvents: (times) => void (events.times = times),
    holdEvents: () => void (events.held ??= []),
    releaseEvents,
    revokeToken(quietly = false) {
      if (!quietly) {
        space.emit({ type: 'tokens_revoked', tokens: { oauth: [], bot: [space.bot.userId] } });
        space.emit({ type: 'app_uninstalled' });
      }
      space.tokenFault = 'token_revoked';
    },
    restoreToken: () => void (space.tokenFault = undefined),
    removeScope: (scope) => void space.scopes.delete(scope),
    addScope: (scope) => void space.scopes.add(scope),
    clear() {
      rules = [];
      stalls = [];
      limited = 0;
      freed.resolve();
      freed = Promise.withResolvers();
      space.tokenFault = undefined;
      events.times = 1;
      releaseEvents();
    },
  };
  const fits = (which: Which | undefined, method: string, args: Readonly<Record<string, unknown>>): boolean => which === undefined || (typeof which === 'string' ? which === method : which(method, args));
  return {
    trouble,
    events,
    async judge(method, args) {
      if (stalls.some((which) => fits(which, method, args))) await freed.promise;
      const rule = rules.find(({ times, which }) => times > 0 && fits(which, method, args));
      if (rule) {
        rule.times--;
        return rule.act();
      }
      if (limited > 0 && random() < limited) throw new RateLimited(1);
      return { before: 'go', dropsAnswer: false };
    },
  };
}
