import type { Bilingual, Language } from '#core/language.ts';
import type { Citation } from '#core/message.ts';
import type { FoundPassage } from '#core/passage.ts';
import type { ComposedAnswer, KnowledgeQuery } from '#core/ports/knowledge-base.ts';
import { figureAskedIn } from './answer-figure.ts';
import { answeringText } from './answering-text.ts';
import { wordsShared } from './shared-words.ts';
import { widthOf } from './width.ts';

/** The widest answer, in columns (a Chinese character is two): about 220 characters or 120 words, read at a glance in a chat. */
const MAX_ANSWER_WIDTH: Record<Language, number> = { zh: 440, en: 720 };

/** A second part joins the first one only when it has at least this share of the question's words that the first one lacks. */
const ADDED_SHARE = 0.5;

/** … and fits the question at least so well beside the first one. */
const SECOND_SHARE = 0.6;

/** A heading stands before its part unless the first sentence has this share of its words. */
const REPEATED_SHARE = 0.6;

const ONLY_IN: Record<Language, Bilingual> = {
  en: { zh: '这个问题目前只有英文说明，原文如下：', en: 'Here is what we have on this:' },
  zh: { zh: '关于这个问题：', en: 'So far we only have this in Chinese. Here is the original text:' },
};

/**
 * Answers from the first passage, word for word, under its heading where the words need it; a second part of the same
 * article follows only when it adds what was asked for. Each part has a citation of its own. `undefined` without passages.
 */
export function composeAnswer(query: Pick<KnowledgeQuery, 'text' | 'language'>, passages: readonly FoundPassage[]): ComposedAnswer | undefined {
  const first = passages[0];
  if (first === undefined) return undefined;
  const parts = first.language === query.language ? [] : [ONLY_IN[first.language][query.language]];
  const chosen = chosenOf(query.text, first, passages);
  parts.push(...chosen.map(({ text }, at) => marked(text, at + 1)));
  const citations = chosen.map(({ passage: { id, articleId, language, title, headings } }, at): Citation => ({ number: at + 1, articleId, language, title, headings, passageId: id }));
  return { text: parts.join('\n\n'), citations };
}

type Chosen = { readonly passage: FoundPassage; readonly text: string };

function chosenOf(question: string, first: FoundPassage, passages: readonly FoundPassage[]): Chosen[] {
  const room = MAX_ANSWER_WIDTH[first.language];
  const best = { passage: first, text: headed(first, answeringText(first, question, room)) };
  const rest = passages.filter((each) => each !== first && each.articleId === first.articleId && each.language === first.language);
  const second = rest.find((each) => each.score >= first.score * SECOND_SHARE && addsTo(best, each, question));
  if (second === undefined) return [best];
  const text = headed(second, answeringText(second, question, room));
  if (widthOf(best.text) + widthOf(text) > room) return [best];
  // The opening of an article is written to be read before its parts.
  return [best, { passage: second, text }].toSorted((a, b) => Number(a.passage.headings.length > 0) - Number(b.passage.headings.length > 0));
}

/** Does a part say something that was asked for and that the answer so far does not say? */
function addsTo({ passage, text }: Chosen, other: FoundPassage, question: string): boolean {
  const said = [passage.title, ...passage.headings, text].join('\n');
  const hasFigure = figureAskedIn(question);
  if (hasFigure !== undefined) return !hasFigure(text) && hasFigure(other.text);
  const together = [said, ...other.headings, other.text].join('\n');
  return wordsShared(question, together) - wordsShared(question, said) >= ADDED_SHARE;
}

/** A part with its heading, in bold, where the part goes on from it ("Can I …?" – "Yes."). */
function headed({ headings }: FoundPassage, text: string): string {
  const heading = headings.at(-1);
  const opening = text.slice(0, text.search(/[。！？!?\n]|\.\s|$/));
  return heading === undefined || wordsShared(heading, opening) >= REPEATED_SHARE ? text : `**${heading}**\n\n${text}`;
}

/** The citation's number stands behind the last word; below a table or code, where it would become part of it. */
function marked(text: string, number: number): string {
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  const isClosed = lastLine.includes('|') || /^ {0,3}(```|~~~)/.test(lastLine);
  return `${text}${isClosed ? '\n\n' : ' '}[${number}]`;
}
