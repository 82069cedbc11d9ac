import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import { readYaml } from '#adapters/shared/read-yaml.ts';

/** A place in the answer: names and numbers of list entries, joined by dots, such as `data.customer.name`. */
const place = z.string().regex(/^[^.\s]+(\.[^.\s]+)*$/, 'must be a place such as data.customer.name');
const tier = z.enum(['vip', 'key', 'regular', 'small']);
const language = z.enum(['zh', 'en']);
const status = z.enum(['paid', 'shipped', 'delivered', 'returning', 'refunded']);

/** How the answers of an HTTP directory are read, and how long it is waited for. */
export const directoryFileSchema = z.strictObject({
  /** The header that carries the token. */
  header: z
    .strictObject({ name: z.string().regex(/^[\w-]+$/).default('Authorization'), value: z.string().regex(/^[\x20-\x7e]*\{token\}[\x20-\x7e]*$/, 'must contain {token}').default('Bearer {token}') })
    .prefault({}),
  /** Where each field stands in the answer; those that are not named are not read. */
  fields: z.strictObject({
    id: place,
    name: place,
    tier: place.optional(),
    level: place.optional(),
    language: place.optional(),
    since: place.optional(),
    manager: place.optional(),
    noCare: place.optional(),
    birthday: place.optional(),
    spentLast12Months: place.optional(),
    profitLast12Months: place.optional(),
    ordersLast12Months: place.optional(),
    orders: place.optional(),
    notes: place.optional(),
  }),
  /** Where each field stands in an entry of the list of orders. */
  order: z.strictObject({ number: place.default('number'), product: place.default('product'), status: place.default('status'), date: place.default('date') }).prefault({}),
  /** What the CRM's own words mean, by field. */
  words: z
    .strictObject({ tier: z.record(z.string(), tier), language: z.record(z.string(), language), status: z.record(z.string(), status), noCare: z.record(z.string(), z.boolean()) })
    .partial()
    .default({}),
  /** The language of customers whose record names none. */
  language: language.default('zh'),
  limits: z
    .strictObject({
      /** A turn waits so long for an answer, over all tries, ms. */
      turnMs: z.number().int().min(50).max(5_000).default(800),
      /** A later answer is still taken for the next turn, so long after asking, ms. */
      answerMs: z.number().int().min(50).max(60_000).default(5_000),
      /** Tries within that time. */
      tries: z.number().int().min(1).max(5).default(2),
      /** A record is not asked for again for so long, s. */
      freshSeconds: z.number().min(0).max(86_400).default(300),
      /** While the CRM is down, a record of this age is still used, hours. */
      keepHours: z.number().min(0).max(720).default(24),
      /** So many failures in a row, and the CRM is left alone. */
      failures: z.number().int().min(1).max(100).default(5),
      /** So long, until it is tried again, s; each time twice as long, up to 6 times. */
      pauseSeconds: z.number().min(1).max(600).default(10),
      /** Records kept in memory. */
      records: z.number().int().min(1).max(100_000).default(2_000),
    })
    .prefault({}),
});

/** How an HTTP directory is asked and read. */
export type DirectoryFile = z.infer<typeof directoryFileSchema>;

/** Reads it from a file. Throws `misconfigured` with every fault at once. */
export async function readDirectoryFile(path: string): Promise<DirectoryFile> {
  const result = directoryFileSchema.safeParse(await readYaml(path, 'The reading of the HTTP directory', 'CUSTOMERS_FILE: it stands beside that file'));
  if (result.success) return result.data;
  const details = result.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`);
  throw new BatonError('misconfigured', `${path} has ${details.length} fault(s).`, { details });
}
