import { afterEach, beforeEach } from 'vitest';
import type { CareRules } from '#core/care/rules.ts';
import type { Policy } from '#core/policy.ts';
import type { CustomerRecord } from '#core/ports/customer-directory.ts';
import type { OwnPresence } from '#core/protocol.ts';
import { EVERYBODY_SERVES, type StaffPlan } from '#core/routing/staff-plan.ts';
import { type CareOpened, carePolicy, type CareShop, openCareShop } from '../core/care/care-shop.ts';

/** A store with its care, as the contracts need it; `open` twice on one place is two processes. */
export type CareStoreUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string, policy: () => Policy, plan?: () => StaffPlan) => Promise<CareOpened>;
};

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Monday 23 November 2026, noon in Shanghai. */
export const NOON = Date.UTC(2026, 10, 23, 4);
export const CHEN = { id: 'chen', name: '陈晨' };
export const LEAD = { id: 'lin', name: '林岚', role: 'lead' } as const;

/** What the directory knows of a customer. */
export const recordOf = (id: string, more: Partial<CustomerRecord> = {}): CustomerRecord => ({ id, name: `客户${id}`, tier: 'regular', language: 'zh', orders: [], notes: [], ...more });

/** A shop that is opened anew for each test, with the shipped rules; nobody is asked for a recommendation. */
export type CareSetting = {
  readonly place: string;
  readonly opened: CareOpened;
  readonly shop: CareShop;
  policy: Policy & { readonly care: CareRules };
  directory: (id: string) => CustomerRecord | 'down' | undefined;
  /** Who works when; at first everybody whenever a team does. */
  plan: StaffPlan;
  /** How people say that they are there, by id; at first nobody says anything. */
  there: ReadonlyMap<string, OwnPresence>;
  /** Rules that differ in this. */
  rule(change: Partial<CareRules>): void;
};

/** Opens the shop before each test, on Monday noon, and closes it afterwards. */
export function useCareShop({ createPlace, open }: CareStoreUnderTest): CareSetting {
  const setting = {} as { -readonly [Key in keyof CareSetting]: CareSetting[Key] };
  setting.rule = (change) => {
    setting.policy = { ...setting.policy, care: { ...setting.policy.care, ...change } };
  };
  beforeEach(async () => {
    setting.place = await createPlace();
    const shipped = await carePolicy();
    const { nps: _, ...survey } = shipped.care.survey;
    // Complaints that are cases stay open until the case is closed.
    setting.policy = { ...shipped, cases: undefined, care: { ...shipped.care, survey } };
    setting.directory = () => undefined;
    setting.plan = EVERYBODY_SERVES;
    setting.there = new Map();
    setting.opened = await open(setting.place, () => setting.policy, () => setting.plan);
    const staff = { plan: () => setting.plan, presence: { everybody: () => Promise.resolve(setting.there) } };
    setting.shop = await openCareShop(setting.opened, () => setting.policy, NOON, (id) => setting.directory(id), staff);
  });
  afterEach(() => setting.opened.store.close());
  return setting;
}
