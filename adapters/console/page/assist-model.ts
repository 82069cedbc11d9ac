import { CLOSE_WORDS } from '#core/protocol.ts';
import type { AssistDraft, AssistView, Language, SimilarCase, StaffMessage } from '#core/protocol.ts';
import { say } from './i18n.ts';
import { sayMoment } from './time.ts';

/** What the assistance must be about: the customer's latest message, and whether it has been understood yet. */
export type AssistAim = { readonly seq: number; readonly isRead: boolean };

/** The parts of the panel. */
export type AssistTab = 'drafts' | 'advice' | 'similar';

/** The aim in a transcript; `undefined` before the customer's first word. */
export function aimOf(messages: readonly StaffMessage[]): AssistAim | undefined {
  const last = messages.findLast(({ author }) => author === 'customer');
  return last && { seq: last.seq, isRead: last.understanding !== undefined };
}

/** Help only while it is about the customer's latest message: what was made for an older one is never shown. */
export function currentView(view: AssistView | undefined, aim: AssistAim | undefined): AssistView | undefined {
  return view && aim && view.seq >= aim.seq ? view : undefined;
}

/** The drafts to show: the model's first, then the articles' own words. */
export function shownDrafts(view: AssistView, written: AssistDraft | undefined): readonly AssistDraft[] {
  return written ? [written, ...view.drafts] : view.drafts;
}

/** Has a person replied since this question? */
export function isReplied(view: AssistView, messages: readonly StaffMessage[]): boolean {
  const { question } = view;
  return question !== undefined && (question.isAnswered || messages.some(({ author, visibility, seq }) => author === 'agent' && visibility === 'all' && seq > question.seq));
}

/** What a draft is about, in the reader's language; nothing where the question was one. */
export function sayAbout({ fit, about }: AssistDraft, language: Language): string | undefined {
  if (about === undefined) return undefined;
  return say(fit === 'perhaps' ? 'assistPerhaps' : 'assistAbout', language, { about });
}

/** How a similar conversation ended, in one short line. */
export function sayEnding({ agentName, closeReason, rating, endedAt }: SimilarCase, now: number, language: Language): string {
  return [
    ...(agentName === undefined ? [] : [agentName]),
    ...(closeReason === undefined ? [] : [CLOSE_WORDS[closeReason][language]]),
    ...(rating === undefined ? [] : [say('rated', language, { score: rating })]),
    sayMoment(endedAt, now, language),
  ].join(' · ');
}
