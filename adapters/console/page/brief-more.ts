import { CLOSE_WORDS, nameOf, REASONS, RISKS } from '#core/protocol.ts';
import type { BriefView, Language } from '#core/protocol.ts';
import { BRIEF_WORDS, KINDS, sayHandedBack, sayHistory, sayOutcome } from './brief-words.ts';
import { sayMoment } from './time.ts';

/** Those parts of a brief that are not always there, in the reader's words. */
export type MoreLines = {
  readonly because: string | undefined;
  readonly history: readonly string[];
  readonly earlier: readonly string[];
  readonly cases: readonly string[];
  readonly kind: { readonly name: string; readonly signs: string; readonly how: string } | undefined;
  readonly turn: { readonly seq: number; readonly text: string } | undefined;
  readonly missing: readonly string[];
  readonly risks: readonly { readonly name: string; readonly why: string; readonly tone: 'grave' | 'notable' }[];
  readonly actions: readonly { readonly name: string; readonly result: string }[];
  readonly isRight: boolean;
  readonly corrected: readonly string[];
  readonly files: readonly { readonly id: string; readonly name: string; readonly seq: number }[];
};

const GRAVE: ReadonlySet<string> = new Set(['danger', 'law', 'public', 'late']);

/** The further parts in the reader's language; `now` is Unix ms. */
export function moreLines(brief: BriefView, language: Language, now: number): MoreLines {
  const { customer } = brief;
  const { history, earlier = [], cases = [], kind, handedBack } = customer;
  const moment = (at: number): string => sayMoment(at, now, language);
  const lastReason = history?.last?.closeReason;
  return {
    because: brief.rule.because?.[language],
    history: [
      ...(history ? [sayHistory(history, history.last ? moment(history.last.at) : '', lastReason === undefined ? '' : nameOf(CLOSE_WORDS, lastReason, language), language)] : []),
      ...(handedBack ? [sayHandedBack(handedBack.by, moment(handedBack.at), language)] : []),
    ],
    earlier: earlier.map(({ at, reason, outcome, by }) => [moment(at), nameOf(REASONS, reason, language), sayOutcome(outcome, language), by.join('、')].filter((part) => part !== '').join(' · ')),
    cases: cases.map(({ id, title, dueAt }) => [id, title, ...(dueAt === undefined ? [] : [moment(dueAt)])].join(' · ')),
    kind: kind && { name: KINDS[kind.kind][language], signs: kind.signs.map((sign) => `“${sign}”`).join(language === 'zh' ? '、' : ', '), how: kind.how[language] },
    turn: brief.moodTurn && { seq: brief.moodTurn.seq, text: `${BRIEF_WORDS[brief.moodTurn.to][language]}${language === 'zh' ? '：' : ': '}${brief.moodTurn.text}` },
    missing: (brief.missing ?? []).map((name) => name[language]),
    risks: (brief.risks ?? []).map(({ risk, why }) => ({ name: nameOf(RISKS, risk, language), why: why[language], tone: GRAVE.has(risk) ? 'grave' : 'notable' })),
    actions: (brief.actions ?? []).map(({ name, result }) => ({ name: name[language], result: result ?? '' })),
    isRight: brief.checked?.isRight === true,
    corrected: brief.corrected ?? [],
    files: brief.files ?? [],
  };
}
