import type { Language } from '../language.ts';
import type { BriefPoint } from '../protocol.ts';

/** Something that the customer has set right, in the customer's words. */
export type BriefCorrection = { readonly point: BriefPoint; readonly said: string; readonly at: number };

/** What is stored with a handover beside what its conversation tells. */
export type BriefMarks = {
  /** When the customer was asked whether what was passed on is right, in a channel that does not show it by itself. */
  readonly askedAt?: number;
  /** When the customer has said that what was passed on is right. */
  readonly rightAt?: number;
  readonly corrections?: readonly BriefCorrection[];
  /** What a model made of the conversation up to this message; every statement of it was found there. */
  readonly summary?: {
    readonly text: string;
    readonly upTo: number;
    /** What it is written in; the customer's language in summaries of older versions. */
    readonly language?: Language;
    /** The same in the other language, as far as a model translated it faithfully. */
    readonly translation?: string;
  };
};

/** What is added to the marks of a handover. */
export type BriefChange = { readonly askedAt: number } | { readonly rightAt: number } | { readonly corrections: readonly BriefCorrection[] } | { readonly summary: NonNullable<BriefMarks['summary']> };

/** So many corrections are kept, the latest. */
const MOST = 20;

/** The marks after a change; the same correction again changes nothing, and after a correction nobody has said that it is right. Pure. */
export function withBriefChange(marks: BriefMarks | undefined, change: BriefChange): BriefMarks {
  if ('summary' in change) return { ...marks, summary: change.summary };
  if ('askedAt' in change) return { ...marks, askedAt: marks?.askedAt ?? change.askedAt };
  if ('rightAt' in change) return { ...marks, rightAt: marks?.rightAt ?? change.rightAt };
  const before = marks?.corrections ?? [];
  const all = [...before];
  for (const fresh of change.corrections) {
    const same = all.findLast(({ point, said }) => point === fresh.point && (point !== 'other' || said === fresh.said));
    if (same?.said !== fresh.said) all.push(fresh);
  }
  if (all.length === before.length) return marks ?? {};
  const { rightAt: _, ...rest } = marks ?? {};
  return { ...rest, corrections: all.slice(-MOST) };
}
