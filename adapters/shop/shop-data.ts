import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import { readYaml } from '#adapters/shared/read-yaml.ts';

const day = z.preprocess((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value), z.iso.date());
const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

const order = z.strictObject({
  number: z.string().regex(/^\d{8}-\d{4}$/),
  customer: z.string(),
  phone: z.string().regex(/^\d{4}$/),
  sample: z.literal(true).optional(),
  product: bilingual,
  amount: z.number().positive(),
  placed: day,
  status: z.enum(['paid', 'shipped', 'delivered', 'returning', 'refunded', 'cancelled']),
  address: z.string(),
  expected: day.optional(),
  parcel: z.strictObject({ carrier: bilingual, number: z.string(), at: z.string(), event: bilingual }).optional(),
  refund: z.strictObject({ number: z.string(), status: z.enum(['inspecting', 'started', 'paid']), amount: z.number().positive(), to: bilingual, since: day, expected: day }).optional(),
});

/** An order of the sample shop, with its parcel and its refund. */
export type ShopOrder = z.infer<typeof order>;

/** Reads the sample shop's orders. Throws `misconfigured` with every fault of the file at once. */
export async function readOrders(path: string): Promise<readonly ShopOrder[]> {
  const result = z.strictObject({ orders: z.array(order) }).safeParse(await readYaml(path, 'The orders of the sample shop', 'DEMO'));
  if (result.success) return result.data.orders;
  const details = result.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`);
  throw new BatonError('misconfigured', `The orders of the sample shop ${path} have ${details.length} fault(s).`, { details });
}
