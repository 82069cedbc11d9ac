import type { Article } from '#core/article.ts';
import { sectionsOf } from '../markdown-sections.ts';
import { numbersIn, type Figure } from './figures.ts';
import { statementsOf, type Statement } from './statements.ts';

/** A figure that an article states in one language and not in the other. */
export type LanguageDifference = {
  readonly articleId: string;
  readonly figure: Figure;
  readonly in: Statement;
  /** The sentence at the same place of the other language that states another figure of this kind, where there is one. */
  readonly against: Statement | undefined;
};

/** The same length of time, told in another unit: 24 hours are a day, 7 days a week, 12 months a year. */
const SAME: readonly (readonly [Figure['kind'], Figure['kind'], number])[] = [
  ['minutes', 'hours', 60],
  ['hours', 'days', 24],
  ['days', 'weeks', 7],
  ['months', 'years', 12],
];

/** Figures that the Chinese and the English form of one article do not have in common. Pure. */
export function compareLanguages(articles: readonly Article[]): LanguageDifference[] {
  const forms = Map.groupBy(articles, ({ id }) => id);
  return [...forms].flatMap(([articleId, own]) => {
    const [zh, en] = [own.find(({ language }) => language === 'zh'), own.find(({ language }) => language === 'en')];
    return zh && en ? [...missingFrom(zh, en), ...missingFrom(en, zh)].map((difference) => ({ articleId, ...difference })) : [];
  });
}

function missingFrom(article: Article, other: Article): Omit<LanguageDifference, 'articleId'>[] {
  const [own, theirs] = [statementsOf(article), statementsOf(other)];
  const seen = new Set<string>();
  return own.flatMap((statement) =>
    statement.figures.flatMap((figure) => {
      const key = `${statement.section} ${figure.kind} ${figure.value}`;
      const place = placeOf(statement.section, article, other);
      const [here, there] = [own.filter(place.has), theirs.filter(place.has)];
      if (seen.has(key) || isStated(figure, there.flatMap(({ figures }) => figures), numbersIn(place.text))) return [];
      seen.add(key);
      const isNew = (stated: Figure) => stated.kind === figure.kind && !here.some(({ figures }) => figures.some((mine) => isSame(mine, stated)));
      return [{ figure, in: statement, against: there.find(({ figures }) => figures.some(isNew)) }];
    }),
  );
}

/** Where the other language must state it: in the same part, where both have the same parts, otherwise anywhere. */
function placeOf(section: number, article: Article, other: Article): { readonly has: (statement: Statement) => boolean; readonly text: string } {
  const [own, theirs] = [sectionsOf(article.body), sectionsOf(other.body)];
  const part = own.length === theirs.length ? theirs[section] : undefined;
  if (part === undefined) return { has: () => true, text: `${other.title}\n${other.body}` };
  return { has: (statement) => statement.section === section, text: [...part.headings, ...part.blocks.map(({ text }) => text)].join('\n') };
}

function isStated(figure: Figure, figures: readonly Figure[], numbers: ReadonlySet<string>): boolean {
  if (figures.some((stated) => isSame(figure, stated))) return true;
  // The number alone, where no other unit goes with it.
  const isElsewhere = figures.some(({ kind, value }) => value === figure.value && kind !== figure.kind && kind !== 'money' && kind !== 'percent');
  if (!isElsewhere && numbers.has(figure.value)) return true;
  // "One" and "two" are often said in other words: once, both, a day.
  return figure.value === '1' && figure.kind !== 'money' && figure.kind !== 'percent';
}

function isSame(a: Figure, b: Figure): boolean {
  if (a.kind === b.kind && a.value === b.value) return true;
  return SAME.some(([small, large, times]) => (a.kind === small && b.kind === large && times * Number(b.value) === Number(a.value)) || (b.kind === small && a.kind === large && times * Number(a.value) === Number(b.value)));
}
