import type { Bilingual, Language } from '#core/language.ts';
import type { Citation } from '#core/message.ts';
import type { FoundPassage } from '#core/passage.ts';
import type { ComposedAnswer } from '#core/ports/knowledge-base.ts';
import { shorten } from './shorten.ts';
import { widthOf } from './width.ts';

/** The widest answer, in columns (a Chinese character is two): what can be read at a glance in a chat. */
const MAX_ANSWER_WIDTH = 720;

/** A second passage joins the first when its score is at least this share of the first one's and there is room. */
const SECOND_SHARE = 0.85;

const ONLY_IN: Record<Language, Bilingual> = {
  en: { zh: '这个问题目前只有英文说明，原文如下：', en: 'Here is what we have on this:' },
  zh: { zh: '关于这个问题：', en: 'So far we only have this in Chinese. Here is the original text:' },
};

/**
 * Answers from the best passages of the first article, word for word. Long passages end at a sentence or list item.
 * `undefined` without passages.
 */
export function composeAnswer(language: Language, passages: readonly FoundPassage[]): ComposedAnswer | undefined {
  const first = passages[0];
  if (first === undefined) return undefined;
  const parts: string[] = first.language === language ? [] : [ONLY_IN[first.language][language]];
  const citations: Citation[] = [];
  for (const { passage, text } of openingFirst(chosen(first, passages))) {
    const number = citations.length + 1;
    parts.push(marked(text, number));
    citations.push({ number, articleId: passage.articleId, language: passage.language, title: passage.title, headings: passage.headings });
  }
  return { text: parts.join('\n\n'), citations };
}

type Chosen = { readonly passage: FoundPassage; readonly text: string };

/** The first passage, shortened if need be, and the next of its article when that fits as well and is whole. */
function chosen(first: FoundPassage, passages: readonly FoundPassage[]): Chosen[] {
  const { text, width } = shorten(first.text, MAX_ANSWER_WIDTH);
  const second = passages.slice(1).find((each) => each.articleId === first.articleId && each.language === first.language);
  const isWanted = second !== undefined && second.score >= first.score * SECOND_SHARE;
  if (!isWanted || width + widthOf(second.text) > MAX_ANSWER_WIDTH) return [{ passage: first, text }];
  return [{ passage: first, text }, { passage: second, text: second.text }];
}

/** The opening of an article is written to be read before its parts. */
function openingFirst(parts: readonly Chosen[]): Chosen[] {
  return parts.toSorted((a, b) => Number(a.passage.headings.length > 0) - Number(b.passage.headings.length > 0));
}

/** The citation's number stands behind the last word; below a table or code, where it would become part of it. */
function marked(text: string, number: number): string {
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  const isClosed = lastLine.includes('|') || /^ {0,3}(```|~~~)/.test(lastLine);
  return `${text}${isClosed ? '\n\n' : ' '}[${number}]`;
}
