import { z } from 'zod';
import type { CustomerDirectory, CustomerRecord } from '#core/ports/customer-directory.ts';
import { BatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import { NO_TIER_RULES, type TierRules } from '#core/tiers/rules.ts';
import { toRecord } from '#core/tiers/to-record.ts';
import { readYaml } from '#adapters/shared/read-yaml.ts';

const day = z.preprocess((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value), z.iso.date());

const person = z.strictObject({
  id: z.string().regex(/^[\w-]{1,64}$/),
  name: z.string().trim().min(1),
  tier: z.enum(['vip', 'key', 'regular', 'small']).optional(),
  language: z.enum(['zh', 'en']),
  phone: z.string().optional(),
  email: z.email().optional(),
  since: day.optional(),
  level: z.string().min(1).optional(),
  spentLast12Months: z.number().nonnegative().optional(),
  profitLast12Months: z.number().optional(),
  ordersLast12Months: z.number().int().nonnegative().optional(),
  manager: z.string().optional(),
  noCare: z.boolean().default(false),
  birthday: z.string().regex(/^(?:\d{4}-)?\d{2}-\d{2}$/, 'must be a day such as 1990-05-20 or 05-20').optional(),
  orders: z
    .array(
      z.strictObject({
        number: z.string(),
        product: z.string(),
        status: z.enum(['paid', 'shipped', 'delivered', 'returning', 'refunded']),
        date: day,
      }),
    )
    .default([]),
  notes: z.array(z.string()).default([]),
  demo: z.boolean().default(false),
});
const file = z.strictObject({ customers: z.array(person) });

/** A customer of the file as it was at the start; `demo` people may be posed as on the sample page. */
export type FileCustomer = CustomerRecord & { readonly demo: boolean };

/** A directory read from a YAML file, and everybody in it. */
export type FileDirectory = CustomerDirectory & { readonly everybody: readonly FileCustomer[] };

/** By what customers without a tier get one, and when: Unix ms. */
export type TierGround = { readonly rules: () => TierRules; readonly now: () => number };

/**
 * Reads the customer directory from a file; `nameProduct` says what a customer of that language calls a product id.
 * Whoever has no tier there has the one that the rules of the moment tell. Throws `misconfigured` with every fault of
 * the file at once.
 */
export async function readFileDirectory(
  path: string,
  nameProduct: (id: string, language: Language) => string = (id) => id,
  { rules, now }: TierGround = { rules: () => NO_TIER_RULES, now: Date.now },
): Promise<FileDirectory> {
  const { customers } = check(path, await readYaml(path, 'The customer directory', 'CUSTOMERS_FILE'));
  const toCustomer = ({ tier, manager, birthday, since, level, spentLast12Months: spent, profitLast12Months: profit, ordersLast12Months, ...person }: (typeof customers)[number]): CustomerRecord =>
    toRecord(
      { ...person, ...(tier === undefined ? {} : { tier }), ...(manager === undefined ? {} : { manager }), ...(birthday === undefined ? {} : { birthday }), value: { spent, profit, orders: ordersLast12Months, level, since } },
      rules(),
      now(),
      nameProduct,
    );
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  return {
    everybody: customers.map((customer) => ({ ...toCustomer(customer), demo: customer.demo })),
    find(id) {
      const customer = byId.get(id);
      return Promise.resolve(customer && toCustomer(customer));
    },
  };
}

function check(path: string, value: unknown): z.infer<typeof file> {
  const result = file.safeParse(value);
  const faults = result.success ? [] : result.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`);
  const seen = new Set<string>();
  for (const { id } of result.data?.customers ?? []) {
    if (seen.has(id)) faults.push(`${path}: the customer id "${id}" occurs twice`);
    seen.add(id);
  }
  if (!result.success || faults.length > 0) {
    throw new BatonError('misconfigured', `The customer directory ${path} has ${faults.length} fault(s).`, { details: faults });
  }
  return result.data;
}
