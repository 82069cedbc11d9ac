import type { Language } from '#core/language.ts';

/** Something said before a question. */
export type Said = { readonly role: 'customer' | 'bot'; readonly text: string };

/** A question of an evaluation set with the articles that answer it. */
export type AnswerRow = {
  readonly id: string;
  /** The kind of question, such as `plain`; `across`: only articles of the other language may answer. */
  readonly kind: string;
  readonly language: Language;
  readonly query: string;
  /** Ids of articles, best first; empty where nothing answers. */
  readonly articles: readonly string[];
  /** What was said before, oldest first. */
  readonly history: readonly Said[];
};

/** Reads a row of `baton eval answers`, or tells what is wrong with it as a sentence. */
export function parseAnswerRow(row: Readonly<Record<string, unknown>>): AnswerRow | string {
  const { id, kind, language, query, articles, history = [] } = row;
  if (typeof id !== 'string' && typeof id !== 'number') return '"id" is missing. Give each row a name or a number.';
  if (typeof kind !== 'string' || kind === '') return '"kind" is missing. Write what kind of question it is, such as "plain".';
  if (language !== 'zh' && language !== 'en') return '"language" must be "zh" or "en".';
  if (typeof query !== 'string' || query.trim() === '') return '"query" is missing. Write the question.';
  if (!isTextList(articles)) return '"articles" must be a list of article ids; [] where nothing answers.';
  if (!isHistory(history)) return '"history" must be a list of {"role": "customer" or "bot", "text": "…"}.';
  return { id: String(id), kind, language, query, articles, history };
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isHistory(value: unknown): value is readonly Said[] {
  return Array.isArray(value) && value.every((item: unknown) => isSaid(item));
}

function isSaid(item: unknown): boolean {
  if (typeof item !== 'object' || item === null || !('role' in item) || !('text' in item)) return false;
  return (item.role === 'customer' || item.role === 'bot') && typeof item.text === 'string';
}
