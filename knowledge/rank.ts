import type { FoundPassage, Passage } from '#core/passage.ts';
import type { KnowledgeQuery } from '#core/ports/knowledge-base.ts';
import type { TopicGuess } from '#core/ports/topic-guesser.ts';
import { figureAskedIn } from './answer-figure.ts';
import type { Outside } from './background.ts';
import { GUESSED, PLAIN } from './evidence-weights.ts';
import { kindFitOf } from './question-kind.ts';
import { questionSize } from './question-words.ts';
import { NOTHING } from './score-shelf.ts';
import type { PassageScore, ShelfScores } from './score-shelf.ts';
import { sharedWith } from './shared-words.ts';
import type { Shelf } from './shelf.ts';
import { logShare, probabilityOf, weigh } from './signs.ts';
import type { ArticleSigns, QuestionContext, QuestionSigns } from './signs.ts';
import { COUNTERPART_SHARE, KIND_BONUS, LEAD_BONUS, NAMED_BONUS, OTHER_MEANING } from './tuning.ts';

/**
 * An article that may answer: its score in [0, 1], how much of what the question says it says in whole words, in [0, 1], and
 * its passages in the language of the answer, the part that answers first.
 */
export type RankedArticle = { readonly articleId: string; readonly title: string; readonly score: number; readonly said: number; readonly passages: readonly FoundPassage[] };

/** Articles, best first, with what the scores were made of. */
export type Ranking = {
  readonly articles: readonly RankedArticle[];
  /** Of the articles in the same order, and of the question beside them; `undefined` where nothing was found. */
  readonly signs: readonly ArticleSigns[];
  readonly context: QuestionContext | undefined;
};

/** A shelf with what `scoreShelf` says about its passages. */
export type ScoredShelf = { readonly shelf: Shelf; readonly scores: ShelfScores; readonly admits?: ((passage: Passage) => boolean) | undefined };

/** A question with what is known of it besides its words. */
export type RankedQuestion = Pick<KnowledgeQuery, 'text' | 'language' | 'hints'> & {
  /** What the way in which it is put says; `undefined` where nobody has written down how customers ask. */
  readonly guess: TopicGuess | undefined;
  /** How near it is to what no article is about; `undefined` where meanings cannot be compared. */
  readonly outside?: Outside | undefined;
  /** Is an article about products that the question names (`named`), only about others (`other`), or does neither hold? */
  readonly productFit: (articleId: string) => 'named' | 'other' | undefined;
};

/** More articles than a search hands back are not looked at closely. */
const MAX_ARTICLES = 10;

/** Words from which on a question tells no more. */
const LONG_QUESTION = 12;

/** The middle of what questions have. */
const USUAL: Outside = { nearest: 0.235, mean: 0.03, spread: 0.07 };

/** A lead over the second article tells nothing more from here on. */
const CLEAR_LEAD = 4;

type Candidate = PassageScore & { readonly passage: Passage };

/**
 * Joins the scores of all shelves of an audience into articles, best first. The score of the first is how probable it is
 * that it answers; those behind it have as much less as they are less likely to be the one that is meant.
 */
export function rankArticles(shelves: readonly ScoredShelf[], question: RankedQuestion, most = MAX_ARTICLES): Ranking {
  const evidence = question.guess === undefined ? PLAIN : GUESSED;
  const weights = weightsOf(question.hints ?? []);
  const signsOf = articleSigns(question, weights);
  const candidates = [...candidatesOf(shelves)]
    .map((group) => {
      const signs = signsOf(group);
      return { group, signs, sum: weigh(signs, evidence.article), id: group[0]?.passage.articleId ?? '' };
    })
    .toSorted((a, b) => b.sum - a.sum || (a.id < b.id ? -1 : 1))
    .slice(0, most);
  const [first, second] = candidates;
  if (first === undefined) return { articles: [], signs: [], context: undefined };
  const own = shelves.filter(({ shelf }) => shelf.language === question.language);
  const { elsewhere = 0 } = question.guess ?? {};
  const context: QuestionContext = {
    understood: Math.max(0, ...weights.values()),
    unknown: Math.min(1, ...(own.length > 0 ? own : shelves).map(({ scores }) => scores.unknown)),
    namesProduct: candidates.some(({ id }) => question.productFit(id) !== undefined) ? 1 : 0,
    elsewhere,
    elsewhereLog: logShare(elsewhere),
    size: Math.min(1, questionSize(question.text) / LONG_QUESTION),
    ...outsideSigns(question.outside),
  };
  const questionSigns = questionSignsOf(first.signs, first.sum - (second?.sum ?? first.sum - CLEAR_LEAD), context);
  // What nobody has asked for yet cannot be expected to be asked for in known ways.
  const judging = first.signs.unasked > 0 ? PLAIN : evidence;
  const probability = probabilityOf(judging.start + weigh(questionSigns, judging.question));
  const fitOf = partFitOf(question.text);
  return {
    articles: candidates.map(({ group, signs, sum, id }) => {
      const score = probability * Math.exp(sum - first.sum);
      const parts = inOneLanguage(group, question);
      return { articleId: id, title: parts[0]?.passage.title ?? '', score, said: signs.said, passages: bestPartFirst(parts, score, fitOf) };
    }),
    signs: candidates.map(({ signs }) => signs),
    context,
  };
}

/**
 * The nearness to everyday sentences within what questions have with the embedder that comes with Baton: the numbers were
 * found there, and another embedder's may lie anywhere. Where meanings cannot be compared, what most questions have.
 */
function outsideSigns({ nearest, mean, spread }: Outside = USUAL): Pick<QuestionContext, 'outside' | 'outsideMean' | 'outsideSpread'> {
  return { outside: within(nearest, 0.14, 0.52), outsideMean: within(mean, -0.01, 0.065), outsideSpread: within(spread, 0.05, 0.107) };
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

/** The signs of a question whose first article has these, and such a lead over the second. */
export function questionSignsOf(first: ArticleSigns, lead: number, context: QuestionContext): QuestionSigns {
  const { words, otherWords, meaning, otherMeaning, said, hint, asked, askedLog, namedProduct } = first;
  return {
    ...context,
    words: Math.max(words, otherWords),
    meaning: Math.max(meaning, OTHER_MEANING * otherMeaning),
    said,
    hint,
    asked,
    askedLog,
    namedProduct,
    lead: Math.min(CLEAR_LEAD, lead),
  };
}

/** Reads the signs of an article off its passages on all shelves. */
function articleSigns({ text, language, guess, productFit }: RankedQuestion, hints: ReadonlyMap<string, number>): (group: readonly Candidate[]) => ArticleSigns {
  const hasFigure = figureAskedIn(text) ?? (() => true);
  return (group) => {
    const id = group[0]?.passage.articleId ?? '';
    const hint = hints.get(id) ?? 0;
    const fit = productFit(id);
    const signs = { words: 0, otherWords: 0, meaning: 0, otherMeaning: 0, opening: 0, said: 0, figure: 0 };
    for (const { passage, words, meaning, said } of group) {
      const isOwn = passage.language === language;
      signs.words = Math.max(signs.words, isOwn ? words : 0);
      signs.otherWords = Math.max(signs.otherWords, isOwn ? 0 : words);
      signs.meaning = Math.max(signs.meaning, isOwn ? meaning : 0);
      signs.otherMeaning = Math.max(signs.otherMeaning, isOwn ? 0 : meaning);
      signs.opening = Math.max(signs.opening, passage.headings.length === 0 ? meaning : 0);
      signs.said = Math.max(signs.said, said);
      if (signs.figure === 0 && hasFigure(passage.text)) signs.figure = 1;
    }
    const asked = guess?.articles.get(id);
    const isUnasked = guess !== undefined && asked === undefined;
    return {
      ...signs,
      hint,
      hintRoot: Math.sqrt(hint),
      asked: asked ?? 0,
      askedLog: logShare(asked ?? 0),
      unasked: isUnasked ? 1 : 0,
      unaskedElsewhere: isUnasked ? guess.elsewhere : 0,
      otherProduct: fit === 'other' ? 1 : 0,
      namedProduct: fit === 'named' ? 1 : 0,
    };
  };
}

/** The parts of an article, the one that answers first; that one has the score of the article, the others less. */
function bestPartFirst(parts: readonly Candidate[], score: number, fitOf: ReturnType<typeof partFitOf>): FoundPassage[] {
  const sorted = parts.map((part) => ({ passage: part.passage, fit: fitOf(part) })).toSorted((a, b) => b.fit - a.fit);
  const best = sorted[0]?.fit ?? 0;
  return sorted.map(({ passage, fit }) => ({ ...passage, score: best > 0 ? (score * Math.max(0, fit)) / best : score }));
}

/** How well a part of an article fits beside the others: its words and meaning, what its heading names, and what kind of answer it gives. */
function partFitOf(question: string): (part: Candidate) => number {
  const kindFit = kindFitOf(question);
  const namedIn = sharedWith(question);
  return ({ passage, fit }) => {
    const lead = passage.headings.length === 0 ? LEAD_BONUS : 0;
    return fit + lead + NAMED_BONUS * namedIn(passage.headings.at(-1) ?? passage.title) + KIND_BONUS * kindFit(passage);
  };
}

/** The passages of every article that any shelf has something of, in their order. */
function candidatesOf(shelves: readonly ScoredShelf[]): Iterable<Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const { shelf, scores } of shelves) {
    for (const label of scores.passages.keys()) groups.set(`${shelf.audience}/${shelf.passages[label]?.articleId ?? ''}`, []);
  }
  for (const { shelf, scores, admits = () => true } of shelves) {
    for (const key of groups.keys()) {
      if (!key.startsWith(`${shelf.audience}/`)) continue;
      for (const label of shelf.places.get(key.slice(shelf.audience.length + 1)) ?? []) {
        const passage = shelf.passages[label];
        if (passage !== undefined && admits(passage)) groups.get(key)?.push({ passage, ...(scores.passages.get(label) ?? NOTHING) });
      }
    }
  }
  return groups.values();
}

/**
 * The passages of one article in the language of the answer when there are any. What was found in the other language
 * counts for its counterpart: parts of a translation stand in the same order.
 */
function inOneLanguage(group: readonly Candidate[], query: Pick<KnowledgeQuery, 'language'>): Candidate[] {
  const own = group.filter(({ passage }) => passage.language === query.language);
  const other = group.filter(({ passage }) => passage.language !== query.language);
  if (own.length === 0) return other;
  return own.map((candidate, index) => {
    const counterpart = other[Math.min(index, other.length - 1)] ?? NOTHING;
    return { ...candidate, fit: Math.max(candidate.fit, counterpart.fit * COUNTERPART_SHARE) };
  });
}

/** Several intents may point to one article: they exclude each other, so their weights add up. */
function weightsOf(hints: NonNullable<KnowledgeQuery['hints']>): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { articleId, weight } of hints) weights.set(articleId, Math.min(1, (weights.get(articleId) ?? 0) + Math.max(0, weight)));
  return weights;
}
