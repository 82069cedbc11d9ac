import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { HANDOVER_REASONS } from '#core/article.ts';
import { BatonError } from '#core/errors.ts';
import type { Policy } from '#core/policy.ts';
import type { Clock } from '#core/ports/clock.ts';
import { findStaffFaults, type StaffPlan } from '#core/routing/staff-plan.ts';
import { readStaffPlan } from '#adapters/directory/staff-file.ts';

/** Who of the staff can do what. It follows its file while Baton serves. */
export type LivingStaffPlan = {
  /** The plan as it is now. */
  current(): StaffPlan;
  /** Looks at the file once, and takes it up when it has changed and is sound. */
  refresh(): Promise<void>;
  /** Looks no more. */
  stop(): void;
};

/** What a plan may name: teams of the policy, intents and products. */
export type StaffPlanGround = { readonly policy: Policy; readonly intents: readonly { readonly id: string }[]; readonly products: readonly { readonly id: string }[] };

/** How often the file's date is asked for, ms. */
const LOOK_EVERY_MS = 5_000;

/** Where the plan stands: beside the file of customers. */
export function staffPlanFile(customersFile: string): string {
  return path.join(path.dirname(customersFile), 'staff.yaml');
}

/** Reads the plan and compares it with what there is. Throws `misconfigured` with every fault. */
export async function readSoundStaffPlan(file: string, { policy, intents, products }: StaffPlanGround): Promise<StaffPlan> {
  const plan = await readStaffPlan(file);
  const faults = findStaffFaults(plan, policy, new Set([...HANDOVER_REASONS, ...intents.map(({ id }) => id)]), products.map(({ id }) => id));
  if (faults.length > 0) throw new BatonError('misconfigured', `The plan of the staff ${file} has ${faults.length} fault(s).`, { details: faults });
  return plan;
}

/** Follows the plan's file; a faulty one changes nothing and is told once. */
export async function followStaffPlan(file: string, first: StaffPlan, ground: () => StaffPlanGround, { clock, log }: { readonly clock: Clock; readonly log: Logger }): Promise<LivingStaffPlan> {
  const stampOf = async (): Promise<string> => {
    const found = await stat(file).catch(() => undefined);
    return `${found?.mtimeMs} ${found?.size}`;
  };
  let plan = first;
  let stamp = await stampOf();
  let cancel = (): void => undefined;
  const refresh = async (): Promise<void> => {
    const now = await stampOf();
    if (now === stamp) return;
    stamp = now;
    try {
      plan = await readSoundStaffPlan(file, ground());
      log.warn('the changed plan of the staff is in force');
    } catch (err) {
      log.error({ err }, 'the changed plan of the staff is not taken up; what was before stays in force');
    }
  };
  const look = (): void => {
    cancel = clock.after(LOOK_EVERY_MS, () => void refresh().finally(look));
  };
  look();
  return { current: () => plan, refresh, stop: () => cancel() };
}
