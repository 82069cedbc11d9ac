import { stat } from 'node:fs/promises';
import type { Policy } from '#core/policy.ts';
import type { Clock } from '#core/ports/clock.ts';
import { readPolicy } from './policy-file.ts';

/** The policy in force. It follows its file while Baton serves. */
export type LivingPolicy = {
  /** The policy as it is now. */
  current(): Policy;
  /** Looks at the file once, and takes it up when it has changed and is sound. */
  refresh(): Promise<void>;
  /** Looks no more. */
  stop(): void;
};

/** What is needed to follow it. */
export type LivingPolicyOptions = {
  readonly file: string;
  readonly first: Policy;
  /** What is wrong with a policy besides its form, such as intents that are not there; one sentence each. */
  readonly findFaults: (policy: Policy) => readonly string[];
  readonly clock: Clock;
  /** Hears that a new policy is in force. */
  readonly onChange: () => void;
  /** Hears why a changed file was not taken up; the policy before stays in force. */
  readonly onFault: (fault: unknown) => void;
};

/** How often the file's date is asked for, ms. */
const LOOK_EVERY_MS = 5_000;

/** Follows the policy's file; a faulty one changes nothing and is told once. */
export async function followPolicy({ file, first, findFaults, clock, onChange, onFault }: LivingPolicyOptions): Promise<LivingPolicy> {
  let policy = first;
  let stamp = await stampOf(file);
  let cancel = (): void => undefined;
  const refresh = async (): Promise<void> => {
    const now = await stampOf(file);
    if (now === stamp) return;
    stamp = now;
    try {
      const next = await readPolicy(file);
      const faults = findFaults(next);
      if (faults.length > 0) throw new Error(faults.join(' '));
      policy = next;
      onChange();
    } catch (fault) {
      onFault(fault);
    }
  };
  const look = (): void => {
    cancel = clock.after(LOOK_EVERY_MS, () => void refresh().finally(look));
  };
  look();
  return { current: () => policy, refresh, stop: () => cancel() };
}

async function stampOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  return `${found?.mtimeMs} ${found?.size}`;
}
