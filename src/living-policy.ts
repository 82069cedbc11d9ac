import { stat } from 'node:fs/promises';
import type { Policy } from '#core/policy.ts';
import type { Clock } from '#core/ports/clock.ts';
import { policyFiles, readPolicy } from './policy-file.ts';

/** The policy in force, with its calendar and time limits. It follows their files while Baton serves. */
export type LivingPolicy = {
  /** The policy as it is now. */
  current(): Policy;
  /** Looks at the files once, and takes them up when one has changed and all are sound. */
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

/** How often the files' dates are asked for, ms. */
const LOOK_EVERY_MS = 5_000;

/** Follows the policy's files; a faulty one changes nothing and is told once. */
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
  const stamps = Object.values(policyFiles(file)).map(async (each) => {
    const found = await stat(each).catch(() => undefined);
    return `${found?.mtimeMs} ${found?.size}`;
  });
  return (await Promise.all(stamps)).join('; ');
}
