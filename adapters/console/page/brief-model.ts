import { FACTS, helpPath, MOODS, nameOf, ORDER_STATUSES, PRIORITIES, REASONS, TIERS, VISITOR } from '#core/protocol.ts';
import type { BriefView, Language } from '#core/protocol.ts';
import { type MoreLines, moreLines } from './brief-more.ts';
import { sayDate, sayFact } from './fact-words.ts';
import { say } from './i18n.ts';
import { sayMoment } from './time.ts';
import { moodTone, TEAMS } from './words.ts';

/** A brief in the reader's words, ready to be shown. */
export type BriefLines = {
  readonly name: string;
  readonly tier: string;
  /** Since when, manager, earlier handovers: one short line each. */
  readonly about: readonly string[];
  readonly orders: readonly string[];
  readonly notes: readonly string[];
  readonly reason: string;
  readonly priority: string;
  readonly team: string;
  readonly ruleId: string;
  readonly words: readonly string[];
  readonly intents: readonly string[];
  /** The customer's own words, never translated. */
  readonly request: string;
  /** What stood there before the customer set it right. */
  readonly requestWas: string | undefined;
  readonly summary: string | undefined;
  readonly moods: readonly MoodPoint[];
  /** The mood in words where it changed: "calm → worried → angry". */
  readonly moodPath: string;
  readonly facts: readonly { readonly kind: string; readonly value: string; readonly seq: number; readonly was: string | undefined }[];
  readonly articles: readonly { readonly title: string; readonly href: string; readonly helped: 'yes' | 'no' | 'unknown'; readonly helpedWords: string }[];
  readonly promises: readonly { readonly text: string; readonly by: string | undefined; readonly who: string; readonly kept: BriefView['promises'][number]['kept'] }[];
  readonly nextSteps: readonly string[];
  /** By when a person should answer. */
  readonly due: string;
  /** What is not always there. */
  readonly more: MoreLines;
};

/** One message of the customer on the mood curve. */
export type MoodPoint = { readonly seq: number; readonly sentiment: number; readonly tone: ReturnType<typeof moodTone>; readonly words: string };

/** A brief in the reader's language; `label` is what the customer is called in the list, `now` is Unix ms. */
export function briefLines(brief: BriefView, label: string, language: Language, now: number): BriefLines {
  const { customer } = brief;
  const moods = brief.moods.map(({ seq, text, sentiment, mood }) => ({
    seq,
    sentiment: Math.min(1, Math.max(-1, sentiment)),
    tone: moodTone(sentiment, mood),
    words: `${nameOf(MOODS, mood, language)}${language === 'zh' ? '：' : ': '}${text}`,
  }));
  return {
    name: customer.name.trim() || label,
    tier: customer.id === undefined ? VISITOR[language] : nameOf(TIERS, customer.tier, language),
    about: [
      ...(customer.tierBecause ? [say('tierBecause', language, { tier: nameOf(TIERS, customer.tier, language), why: customer.tierBecause[language] })] : []),
      ...(customer.since ? [say('since', language, { date: sayDate(customer.since, language) })] : []),
      ...(customer.manager ? [say('manager', language, { name: customer.manager })] : []),
      customer.earlierHandovers > 0 ? say('earlier', language, { count: customer.earlierHandovers }) : say('earlierNone', language),
      ...(customer.noCare ? [say('noCare', language)] : []),
      ...(customer.stale === undefined ? [] : [customer.stale === 'unknown' ? say('directoryDown', language) : say('directoryStale', language, { at: sayMoment(customer.stale, now, language) })]),
    ],
    orders: customer.orders.map(({ number, product, status, date }) => [number, product, nameOf(ORDER_STATUSES, status, language), sayDate(date, language)].join(' · ')),
    notes: customer.notes,
    reason: nameOf(REASONS, brief.reason, language),
    priority: nameOf(PRIORITIES, brief.priority, language),
    team: nameOf(TEAMS, brief.team, language),
    ruleId: brief.rule.id,
    words: [...new Set(brief.rule.words)],
    intents: brief.intents.map(({ name, confidence }) => `${name[language]} ${Math.round(confidence * 100)}%`),
    request: brief.request,
    requestWas: brief.requestWas,
    summary: brief.summary?.[language] ?? brief.summary?.zh ?? brief.summary?.en,
    moods,
    moodPath: moodPath(brief.moods.map(({ mood }) => nameOf(MOODS, mood, language))),
    facts: uniqueFacts(brief.facts).map(({ kind, value, seq, was }) => ({ kind: nameOf(FACTS, kind, language), value: sayFact(kind, value, language), seq, was: was === undefined ? undefined : sayFact(kind, was, language) })),
    articles: brief.articlesShown.map(({ articleId, language: written, title, helped }) => ({
      title,
      href: helpPath({ articleId, language: written }),
      helped,
      helpedWords: say(helped === 'yes' ? 'helpedYes' : helped === 'no' ? 'helpedNo' : 'helpedUnknown', language),
    })),
    promises: brief.promises.map(({ text, dueAt, agentName = '', kept }) => ({ text, by: dueAt === undefined ? undefined : say('by', language, { at: sayMoment(dueAt, now, language) }), who: agentName, kept })),
    nextSteps: brief.nextSteps.map((step) => step[language]),
    due: sayMoment(brief.dueAt, now, language),
    more: moreLines(brief, language, now),
  };
}

/** Points of a curve in a box of `width` × `height`, sentiment 1 on top, oldest left; `x,y` pairs for SVG. */
export function sparkline(values: readonly number[], width: number, height: number, margin: number): readonly { readonly x: number; readonly y: number }[] {
  const step = values.length > 1 ? (width - 2 * margin) / (values.length - 1) : 0;
  return values.map((value, i) => ({
    x: round(values.length > 1 ? margin + i * step : width / 2),
    y: round(margin + ((1 - value) / 2) * (height - 2 * margin)),
  }));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function moodPath(words: readonly string[]): string {
  return words.filter((word, i) => word !== words[i - 1]).join(' → ');
}

function uniqueFacts(facts: BriefView['facts']): BriefView['facts'] {
  return [...new Map(facts.map((fact) => [`${fact.kind}\n${fact.value}`, fact])).values()];
}
