import type { Language } from '../language.ts';

/** Something in a reply that could be said better. Offsets are UTF-16 units of the reply. */
export type LanguageFinding = {
  /** Name of the rule. */
  readonly rule: string;
  /** Said though it never is, asked though it is known, missing though it belongs there, or hard to read. */
  readonly kind: 'never' | 'known' | 'missing' | 'form';
  /** What it is about; nothing wide where something is missing. */
  readonly from: number;
  readonly to: number;
  readonly why: Readonly<Record<Language, string>>;
  /** Put in place of these signs it is better, in the language of the reply. */
  readonly better?: { readonly from: number; readonly to: number; readonly text: string };
};

/** Answer to `POST /api/console/conversations/:id/check-reply`: advice, in the order of the reply. */
export type ReplyAdvice = { readonly findings: readonly LanguageFinding[] };
