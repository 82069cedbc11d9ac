/** Which article a question is about, as far as the ways in which customers ask tell. */
export type TopicGuess = {
  /** Probabilities by article id, for every article that was learned; those that came later are missing. */
  readonly articles: ReadonlyMap<string, number>;
  /** How probable it is that none of them is meant. All probabilities together are 1. */
  readonly elsewhere: number;
};

/** Guesses which article answers a question from the ways in which customers ask for each. Never throws. */
export type TopicGuesser = (question: string) => TopicGuess;

/** How customers ask, by article, and what they ask that no article answers. */
export type AskedPhrases = { readonly articles: ReadonlyMap<string, readonly string[]>; readonly elsewhere: readonly string[] };
