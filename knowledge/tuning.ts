/**
 * The numbers that search and answers hang on besides those of `evidence-weights.ts`, with their reasons. Measured on
 * the development questions with the commands in README.md; change a value only together with that measurement.
 */

/** How many passages each of the two searches may bring: enough for the eight best articles with all their parts. */
export const CANDIDATES = 40;

/** Words of a title weigh most, then headings and product names: they were written to name the subject. */
export const KEYWORD_BOOSTS = { title: 3, headings: 2, products: 1.5, text: 1 };

/** How much a synonym counts beside the word that was said. */
export const SUBSTITUTE_WEIGHT = 0.6;

/** How much words such as 多久 and "cost" count of what a question says: every article of a field may have them. */
export const ASKING_WEIGHT = 0.4;

/** How much the whole article counts for a passage when words are compared. Between 0.2 and 0.5 nothing changed much. */
export const ARTICLE_SHARE = 0.4;

/** How much its title counts: 0.2 brings more right articles first than 0, and keeps short questions with the right field. */
export const TITLE_SHARE = 0.2;

/**
 * Cosines at or below the first count as nothing in common, at or above the second as the same thing said again. They
 * belong to the embedder (unrelated questions lie around 0.1); a higher start found fewer articles, and an end at 0.8 answered
 * fewer English questions (57 of 76 instead of 60).
 */
export const COSINE_RANGE = [0.1, 0.75] as const;

/** Meanings of two languages lie further apart than of one: the half of a vector that holds the writing has nothing in common. */
export const OTHER_MEANING = 1.5;

/** What a passage gets from its counterpart in the other language: less, because figures of speech differ. */
export const COUNTERPART_SHARE = 0.9;

/**
 * What counts when the part of an article is chosen: the question's words in its heading, in heading or text, and (the
 * rest) with its title; and its meaning, beside these words.
 */
export const PART_WEIGHTS = { heading: 0.35, text: 0.4, cosine: 0.3 };

/** How much better another part must fit before it answers in place of the opening, which was written to answer at once. */
export const LEAD_BONUS = 0.08;

/** What a part gains when all that its heading (the title, for an opening) says was asked for: it is about nothing else. */
export const NAMED_BONUS = 0.2;

/** What a part gains whose heading and first words give what was asked for (amount, time, steps, yes or no), or loses without its figure. */
export const KIND_BONUS = 0.08;

/**
 * From this probability of the first article on, something was found. `test/knowledge/fit-evidence.ts` shifts its numbers
 * so that this is the limit that its figures were best at, and prints them.
 */
export const FOUND_SCORE = 0.3;

/** Articles that are at least so likely beside the first one compete with it: a choice is then better than a guess. */
export const RIVAL_SHARE = 0.8;

/** From this probability on the first article answers even when others are near. Few questions lie between this and `FOUND_SCORE`. */
export const SURE_SCORE = 0.9;

/** Questions of at most so many words (发票, refund, 换滤芯) name a field, not a question: rivals are always offered. */
export const ONE_TOPIC_SIZE = 1.5;

/** … and these belong to it then, however well one of them fits: those that say the word; the first must be this probable, or the word is no field of ours. */
export const [FIELD_SAID, FIELD_SCORE] = [0.99, 0.02];
