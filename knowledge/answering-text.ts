import type { Passage } from '#core/passage.ts';
import { figureAskedIn } from './answer-figure.ts';
import { blocksOf } from './markdown-sections.ts';
import type { Block } from './markdown-sections.ts';
import { sentencesOf } from './sentences.ts';
import { wordsShared } from './shared-words.ts';
import { shorten } from './shorten.ts';

/** The answer begins at a later sentence when that one has so much more of the question's words than all before it. */
const LATER_SHARE = 0.55;

/** Sentences that begin so lean on the one before them and cannot stand first. */
const LEANS = /^(?:它|他们|她们|这|那|其|此|也|还|但|不过|所以|因此|否则|另外|然后|接着|同时|如果|it\b|its\b|they\b|this\b|that\b|these\b|those\b|then\b|but\b|and\b|so\b|otherwise\b|also\b|there\b|if\b|he\b|she\b)/i;

/**
 * What of a passage answers a question, in its order and its words, at most `maxWidth` columns (but always a first
 * sentence): without tables that nobody asked for, beginning at the sentence that answers.
 */
export function answeringText(passage: Pick<Passage, 'text'>, question: string, maxWidth: number): string {
  const blocks = withoutIdleTables(blocksOf(passage.text.split('\n')), question);
  const [first, ...rest] = blocks;
  if (first === undefined) return passage.text;
  const start = first.kind === 'prose' ? fromAnswer(first.text, question) : first.text;
  return shorten([start, ...rest.map(({ text }) => text)].join('\n\n'), maxWidth).text;
}

/** A table answers only when a row is about what was asked, or it holds words or figures that the prose lacks, or there is nothing else. */
function withoutIdleTables(blocks: readonly Block[], question: string): Block[] {
  const prose = blocks.filter(({ kind }) => kind !== 'table');
  const said = prose.map(({ text }) => text).join('\n');
  const hasFigure = figureAskedIn(question) ?? (() => false);
  const isAsked = ({ text }: Block) =>
    wordsShared(question, `${said}\n${text}`) > wordsShared(question, said) ||
    (hasFigure(text) && !hasFigure(said)) ||
    text.split('\n').some((row) => hasFigure(row) && wordsShared(question, row) > 0);
  const kept = blocks.filter((block) => block.kind !== 'table' || isAsked(block));
  const isTold = kept.some(({ text }) => !/[：:]$/.test(text));
  return isTold ? kept.filter((block, index) => !(/[：:]$/.test(block.text) && !isFollowed(kept, index, blocks))) : [...blocks];
}

/** Does the block after an announcing line stand there still? */
function isFollowed(kept: readonly Block[], index: number, all: readonly Block[]): boolean {
  const block = kept[index];
  const next = block === undefined ? undefined : all[all.indexOf(block) + 1];
  return next !== undefined && kept.includes(next);
}

/** A paragraph from the sentence on that answers: the first one, unless a later one says much more of what was asked. */
function fromAnswer(paragraph: string, question: string): string {
  const sentences = sentencesOf(paragraph);
  const from = sentences.findIndex((sentence, index) => {
    const gain = wordsShared(question, sentence) - wordsShared(question, sentences.slice(0, index).join(''));
    return index > 0 && gain >= LATER_SHARE && !LEANS.test(sentence);
  });
  return sentences.slice(Math.max(0, from)).join('');
}
