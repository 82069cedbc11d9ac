import { existsSync } from 'node:fs';
import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import type { Bilingual, Language } from '#core/language.ts';
import { readYaml } from '#adapters/shared/read-yaml.ts';

/** A short text that staff use again and again. `{customer}`, `{agent}` and `{company}` in it become names. */
export type Macro = { readonly id: string; readonly title: Bilingual; readonly text: Bilingual };

const BLANKS = ['customer', 'agent', 'company'] as const;
/** What fills the blanks of a macro. */
export type MacroNames = Readonly<Record<(typeof BLANKS)[number], string>>;

const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .superRefine((text, context) => {
      for (const [, name = ''] of text.matchAll(/\{([^{}]*)\}/g)) if (!BLANKS.some((blank) => blank === name)) context.addIssue({ code: 'custom', message: `{${name}} means nothing here; there are ${BLANKS.map((blank) => `{${blank}}`).join(', ')}` });
    });
const both = (most: number) => z.strictObject({ zh: words(most), en: words(most) });
const schema = z.strictObject({ macros: z.array(z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be of small letters, digits and hyphens'), title: both(60), text: both(1_500) })).max(90) }).superRefine(({ macros }, context) => {
  for (const [i, { id }] of macros.entries()) if (macros.findIndex((other) => other.id === id) !== i) context.addIssue({ code: 'custom', path: ['macros', i, 'id'], message: `${id} is there twice` });
});

/** Reads the macros; without a file there are none. Throws `misconfigured` with every fault of the file at once. */
export async function readMacros(path: string): Promise<readonly Macro[]> {
  if (!existsSync(path)) return [];
  const result = schema.safeParse(await readYaml(path, 'The macros', 'INTENTS_DIR'));
  if (result.success) return result.data.macros;
  const details = result.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`);
  throw new BatonError('misconfigured', `The macros ${path} have ${details.length} fault(s).`, { details });
}

/** A macro in the customer's language with its blanks filled; a blank without a name is left out. */
export function fillMacro({ text }: Macro, language: Language, names: MacroNames): string {
  return text[language].replaceAll(/\{(customer|agent|company)\}/g, (_all, blank: keyof MacroNames) => names[blank]);
}
