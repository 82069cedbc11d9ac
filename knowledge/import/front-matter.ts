import { parseDocument } from 'yaml';
import { z } from 'zod';
import { articleHeadSchema } from '#core/article.ts';
import { schemaFaults } from '../schema-faults.ts';
import type { Refusal, StatedHead } from './read-result.ts';

const { id, audience, title, product, version, review } = articleHeadSchema.shape;
const language = z.preprocess((value) => (typeof value === 'string' ? value.trim().toLowerCase().replace(/^(zh|en)[-_].*$/, '$1') : value), z.enum(['zh', 'en']));

/** What imported documents may say of themselves; fields of other programs are passed over. */
const headSchema = z.object({
  id: id.optional(),
  language: language.optional(),
  audience: audience.optional(),
  title: z.preprocess((value) => (typeof value === 'string' ? value.trim().slice(0, 120) : value), title).optional(),
  product: z.preprocess((value) => (typeof value === 'string' && value !== 'all' ? value.split(/[,，、\s]+/).filter((part) => part !== '') : value), product).optional(),
  version: version.optional(),
  review: review.optional(),
  validFrom: review.optional(),
  state: z.enum(['draft', 'published', 'retired']).optional(),
});

const block = /^---[ \t]*\n([\s\S]*?)(?:\n)?^---[ \t]*(?:\n|$)/m;

/** Takes the block between two `---` lines off the start of a text. Without one the head is empty. */
export function takeFrontMatter(text: string): { readonly head: StatedHead; readonly body: string } | Refusal {
  const match = text.startsWith('---') ? block.exec(text) : null;
  if (match === null || match.index !== 0) return { head: {}, body: text };
  const yaml = parseDocument(match[1] ?? '', { prettyErrors: true });
  const fields: unknown = yaml.errors.length > 0 ? undefined : yaml.toJS();
  // A rule at the top of a text is no front matter.
  if (yaml.errors.length === 0 && (fields === null || typeof fields !== 'object')) return { head: {}, body: text };
  if (fields === undefined) return { reason: 'bad-head', message: `has front matter that is not valid YAML (${yaml.errors[0]?.message.split('\n')[0] ?? ''}); correct it or take it out` };
  const checked = checkHead(fields as Record<string, unknown>);
  return 'reason' in checked ? checked : { head: checked, body: text.slice(match[0].length) };
}

/** Checks what a document says of itself, by the names of the fields in front matter. */
export function checkHead(fields: Readonly<Record<string, unknown>>): StatedHead | Refusal {
  const known = {
    ...fields,
    language: fields['language'] ?? fields['lang'],
    validFrom: fields['validFrom'] ?? fields['valid-from'] ?? fields['valid_from'],
    state: fields['state'] ?? (fields['draft'] === true ? 'draft' : undefined),
  };
  const head = headSchema.safeParse(known);
  return head.success ? head.data : { reason: 'bad-head', message: `says something about itself that cannot be: ${schemaFaults(head.error).join('; ')}` };
}
