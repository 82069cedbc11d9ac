import type { Language } from '#core/language.ts';
import type { WordHint } from '#core/service-language/hints.ts';
import type { ArticleReview } from '#knowledge/upkeep/review-articles.ts';
import type { Statement } from '#knowledge/upkeep/statements.ts';

const LONGEST = 160;

/** Words of an article that customers should not read. */
export type ArticleWording = WordHint & { readonly articleId: string; readonly language: Language };

/** What a look through the articles has found, for people: every finding with both sentences and why, then `wording`. */
export function describeArticles({ contradictions, denials, languages, duplicates, due, waiting }: ArticleReview, wording: readonly ArticleWording[] = []): string {
  const count = contradictions.length + denials.length + languages.length + duplicates.length + due.length + waiting.length + wording.length;
  if (count === 0) return 'Nothing found: the articles state the same figures, none denies what another says, none repeats another, none is due for review, no document waits.\n';
  return [
    section(
      'Different figures on what seems to be the same subject',
      contradictions.map(({ a, b, differs, nearness }) => [`${differs.a.join(', ')} against ${differs.b.join(', ')} (${differs.kind}; nearness ${nearness.toFixed(2)})`, stated(a), stated(b)]),
    ),
    section('Said in one article and denied in another', denials.map(({ a, b, differs, nearness }) => [`“${differs.a.join()}” against “${differs.b.join()}” (nearness ${nearness.toFixed(2)})`, stated(a), stated(b)])),
    section(
      'Figures that one language states and the other does not',
      languages.map(({ articleId, figure, in: own, against }) => [`${articleId}: ${figure.text} (${figure.kind})`, stated(own), against ? stated(against) : `  no such figure in ${own.article.language === 'zh' ? 'English' : 'Chinese'}`]),
    ),
    section(
      'Parts that say nearly the same',
      duplicates.map(({ a, b, shared, nearness }) => [
        `${a.articleId} and ${b.articleId} (${a.language}): ${Math.round(shared * 100)} % of the words, nearness ${nearness.toFixed(2)}`,
        ...[a, b].map(({ articleId, headings, text }) => `  ${[articleId, ...headings].join(' › ')}: ${oneLine(text)}`),
      ]),
    ),
    section('Past their review date', due.map(({ id, language, title, review }) => [`${review}  ${id} (${language})  ${title}`])),
    section('Waiting: drafts and quarantined documents', waiting.map(({ id, language, title, state, stateReason }) => [`${state.padEnd(12)}${id} (${language})  ${title}${stateReason === undefined ? '' : `: ${stateReason}`}`])),
    section(
      'Words that customers should not read',
      wording.map(({ articleId, language, words, why, better }) => [`${articleId} (${language}): “${oneLine(words)}”: ${why}`, ...(better === undefined ? [] : [`  better: ${oneLine(better)}`])]),
    ),
    'Not every finding is a fault: read both sentences. Articles are corrected in their files; documents: npm run -s baton -- documents\n',
  ].join('');
}

function section(title: string, findings: readonly (readonly string[])[]): string {
  return findings.length === 0 ? '' : `${title} (${findings.length})\n${findings.map((lines) => lines.map((line, at) => `${at === 0 ? '- ' : '  '}${line}\n`).join('')).join('')}\n`;
}

function stated({ article, headings, text }: Statement): string {
  return `  ${[article.id, ...headings].join(' › ')} (${article.language}): ${oneLine(text)}`;
}

function oneLine(text: string): string {
  const plain = text.replace(/\s+/g, ' ');
  return Array.from(plain).length > LONGEST ? `${Array.from(plain).slice(0, LONGEST).join('')}…` : plain;
}
