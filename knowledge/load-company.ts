import { z } from 'zod';
import { readYaml } from './read-yaml.ts';

const bilingual = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) });

const companySchema = z.strictObject({
  name: bilingual,
  website: z.url(),
  phone: z.string().trim().min(1),
  safetyPhone: z.string().trim().min(1),
  email: z.email(),
  privacyEmail: z.email(),
  timeZone: z.string().refine(isTimeZone, 'is not a time zone such as Asia/Shanghai'),
});

const productSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  name: bilingual,
  price: z.number().nonnegative(),
  aliases: z.array(z.string().trim().min(1)),
});

const productsSchema = z.strictObject({ products: z.array(productSchema) }).check((context) => {
  const seen = new Set<string>();
  for (const [index, { id }] of context.value.products.entries()) {
    if (seen.has(id)) context.issues.push({ code: 'custom', message: `${id} is there twice`, path: ['products', index, 'id'], input: id });
    seen.add(id);
  }
});

/** The company that Baton speaks for: names, contact, time zone of its hours. */
export type Company = z.infer<typeof companySchema>;

/** Something the company sells; `price` in its own currency, `aliases` are what customers call it in either language. */
export type Product = z.infer<typeof productSchema>;

/** Reads `company.yaml`. Throws `misconfigured` with every fault in `details`. */
export async function loadCompany(file: string): Promise<Company> {
  return readYaml(file, companySchema);
}

/** Reads `products.yaml`. Throws `misconfigured` with every fault in `details`. */
export async function loadProducts(file: string): Promise<Product[]> {
  return (await readYaml(file, productsSchema)).products;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
