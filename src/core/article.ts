import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

/** Is this a calendar day, written `2027-05-31`? */
export function isDay(text: string): boolean {
  return z.iso.date().safeParse(text).success;
}

/** A calendar day, also where YAML read it as a date. */
const day = z.preprocess((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value), z.iso.date());

/** Reasons for which rules hand over to a person; codes in tables, pages and articles. */
export const HANDOVER_REASONS = [
  'asked',
  'danger',
  'law',
  'complaint',
  'vip',
  'mood',
  'unhelpful',
  'not-understood',
  'model-failed',
  'leaving',
] as const;

/** Why a rule hands over to a person. */
export type RuleReason = (typeof HANDOVER_REASONS)[number];

/** Why a person takes over: by a rule, or because a colleague stepped in without being asked. */
export type HandoverReason = RuleReason | 'taken-over';

/** Front matter of an article file. */
export const articleHeadSchema = z.strictObject({
  id,
  language: z.enum(['zh', 'en']),
  audience: z.enum(['customer', 'staff']),
  title: z.string().trim().min(1).max(120),
  product: z.union([z.literal('all'), z.array(id).min(1)]),
  version: z.number().int().positive(),
  /** Staff articles: the handover reasons for which they help. */
  reasons: z.array(z.enum(HANDOVER_REASONS)).optional(),
  review: day,
  /** First day on which it holds; before it, nobody finds it. */
  validFrom: day.optional(),
});

/** What an article says about itself. */
export type ArticleHead = z.infer<typeof articleHeadSchema>;

/** A knowledge document in one language; `(id, language)` is unique. */
export type Article = Omit<ArticleHead, 'review'> & {
  /** Day on which somebody should read it again; files always say it, imported documents may not. */
  readonly review?: string;
  /** Markdown below the front matter. */
  readonly body: string;
};

/** Who an article is for. */
export type Audience = ArticleHead['audience'];
