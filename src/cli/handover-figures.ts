import { shareOf } from '#intents/figures.ts';
import type { Share } from '#intents/figures.ts';
import type { HandoverReason } from '#core/article.ts';
import type { HandoverRow } from './handover-rows.ts';

/** What became of a conversation; nothing more where it stayed with Baton. */
export type HandoverOutcome = {
  readonly row: HandoverRow;
  readonly handedOver?: {
    readonly rule: string;
    readonly reason: HandoverReason;
    /** The words that fired the rule, perhaps none. */
    readonly words: readonly string[];
    /** Place of the message after which it happened, from 1. */
    readonly at: number;
  };
};

/** How one reason for handing over was met. */
type ReasonFigures = {
  /** Of the conversations that should be handed over for it: handed over, for whatever reason. */
  readonly handedOver: Share;
  /** … and of those handed over: for just this reason. */
  readonly rightReason: Share;
};

/** Figures of `baton eval handover`: shares in [0, 1], `null` where there is nothing to count. */
export type HandoverReport = {
  readonly rows: number;
  /** Of the conversations for a person: handed over. */
  readonly recall: number | null;
  /** Of those handed over: rightly. */
  readonly precision: number | null;
  /** Of the ordinary conversations: handed over all the same. */
  readonly wronglyHandedOver: number | null;
  /** Of those rightly handed over and with a reason: for that reason. */
  readonly reasonAccuracy: number | null;
  readonly byReason: Readonly<Record<string, ReasonFigures>>;
  /** How often each rule fired, rightly and wrongly; those most often wrong first. */
  readonly byRule: Readonly<Record<string, { readonly right: number; readonly wrong: number }>>;
  /** The same four shares with counts and 95 % intervals (Wilson 1927), of all rows and by language. */
  readonly shares: HandoverShares;
  readonly languages: Readonly<Record<string, HandoverShares>>;
};

/** Shares of a group of conversations. */
type HandoverShares = Readonly<Record<'recall' | 'precision' | 'wronglyHandedOver' | 'reasonAccuracy', Share>>;

/** Sums up what became of the conversations. */
export function handoverReportOf(outcomes: readonly HandoverOutcome[]): HandoverReport {
  const shares = sharesOf(outcomes);
  const names = [...new Set(outcomes.flatMap(({ row }) => row.reason ?? []))].toSorted();
  const rules = Object.entries(Object.groupBy(outcomes, ({ handedOver }) => handedOver?.rule ?? ''))
    .filter(([rule]) => rule !== '')
    .map(([rule, own = []]) => {
      const right = own.filter(({ row }) => row.expect === 'hand_over').length;
      return [rule, { right, wrong: own.length - right }] as const;
    })
    .toSorted(([, a], [, b]) => b.wrong - a.wrong || b.right - a.right);
  return {
    rows: outcomes.length,
    recall: shares.recall.share ?? null,
    precision: shares.precision.share ?? null,
    wronglyHandedOver: shares.wronglyHandedOver.share ?? null,
    reasonAccuracy: shares.reasonAccuracy.share ?? null,
    byReason: Object.fromEntries(names.map((name) => [name, reasonFigures(outcomes.filter(({ row }) => row.reason === name))])),
    byRule: Object.fromEntries(rules),
    shares,
    languages: Object.fromEntries([...Map.groupBy(outcomes, ({ row }) => row.language)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([language, own]) => [language, sharesOf(own)])),
  };
}

function sharesOf(outcomes: readonly HandoverOutcome[]): HandoverShares {
  const meant = outcomes.filter(({ row }) => row.expect === 'hand_over');
  const ordinary = outcomes.filter(({ row }) => row.expect === 'bot');
  const done = outcomes.filter(isHandedOver);
  const right = meant.filter(isHandedOver);
  return {
    recall: shareOf(right.length, meant.length),
    precision: shareOf(right.length, done.length),
    wronglyHandedOver: shareOf(done.length - right.length, ordinary.length),
    reasonAccuracy: reasonFigures(meant.filter(({ row }) => row.reason !== undefined)).rightReason,
  };
}

function reasonFigures(meant: readonly HandoverOutcome[]): ReasonFigures {
  const done = meant.filter(isHandedOver);
  return { handedOver: shareOf(done.length, meant.length), rightReason: shareOf(done.filter(({ row, handedOver }) => handedOver?.reason === row.reason).length, done.length) };
}

function isHandedOver({ handedOver }: HandoverOutcome): boolean {
  return handedOver !== undefined;
}
