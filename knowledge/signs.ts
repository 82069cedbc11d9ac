/**
 * What speaks for an article that may answer a question. Shares and likenesses lie in [0, 1]; "other" means the language
 * that the question is not written in.
 */
export type ArticleSigns = {
  /** How much of the question its best passage says in words. */
  readonly words: number;
  readonly otherWords: number;
  /** How near its best passage is in meaning. */
  readonly meaning: number;
  readonly otherMeaning: number;
  /** How near its opening is in meaning, in either language. */
  readonly opening: number;
  /** How much of what the question says, names of products aside, it says in whole words. */
  readonly said: number;
  /** How sure the understood intents are that it is meant, and the root of that: a weak hint tells more than its share. */
  readonly hint: number;
  readonly hintRoot: number;
  /** How probable it is by the way in which the question is put, and its logarithm from 0 (a thousandth) to 1. */
  readonly asked: number;
  readonly askedLog: number;
  /** 1: nobody knows how customers ask for it; and then how probable it is that none of the others is meant. */
  readonly unasked: number;
  readonly unaskedElsewhere: number;
  /** 1: it is only about other products than the question names; and 1: it is about one that is named. */
  readonly otherProduct: number;
  readonly namedProduct: number;
  /** 1: it has the kind of figure that is asked for, or none is asked for. */
  readonly figure: number;
};

/** What a question tells besides how it fits one article. */
export type QuestionContext = {
  /** How sure the intents are of any article. */
  readonly understood: number;
  /** How much of what the question says stands in no article of its language. */
  readonly unknown: number;
  /** 1: it names one of the products. */
  readonly namesProduct: number;
  /** How probable it is by the way in which it is put that no article answers it, and its logarithm from 0 (a thousandth) to 1. */
  readonly elsewhere: number;
  readonly elsewhereLog: number;
  /** How much it tells: 1 for twelve words and more. A long question never shares as much of itself as a short one. */
  readonly size: number;
  /** How near it is to everyday sentences that no article is about: to the nearest, on average, and how much that varies. */
  readonly outside: number;
  readonly outsideMean: number;
  readonly outsideSpread: number;
};

/** What tells whether the first article answers at all, or nothing does. */
export type QuestionSigns = QuestionContext &
  Pick<ArticleSigns, 'words' | 'meaning' | 'said' | 'hint' | 'asked' | 'askedLog' | 'namedProduct'> & {
    /** Its lead over the second article, as a difference of their sums; at most 4. */
    readonly lead: number;
  };

/** A number for each sign. */
export type Weights<Signs> = Readonly<Record<keyof Signs, number>>;

/** What makes of signs which article is meant, and whether it answers. */
export type EvidenceWeights = {
  /** The likelier of two articles has the higher sum, and e to the difference says how much likelier (conditional logit: McFadden 1974). */
  readonly article: Weights<ArticleSigns>;
  /** How the signs of a question tell whether its first article answers it (logistic regression), and where the sum starts. */
  readonly question: Weights<QuestionSigns>;
  readonly start: number;
};

/** A probability on a scale of logarithms: 1 for certainty, 0 for a thousandth and less. */
export function logShare(probability: number): number {
  return Math.max(0, 1 + Math.log10(Math.max(probability, 1e-9)) / 3);
}

/** The signs weighed and added up. */
export function weigh<Signs extends Readonly<Record<keyof Signs, number>>>(signs: Signs, weights: Weights<Signs>): number {
  let sum = 0;
  for (const name in weights) sum += weights[name] * signs[name];
  return sum;
}

/** A weighed sum as a probability. */
export function probabilityOf(sum: number): number {
  return 1 / (1 + Math.exp(-sum));
}
