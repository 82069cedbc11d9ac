import { createHash } from 'node:crypto';
import type { Language } from '#core/language.ts';
import { cleanLine } from './clean-body.ts';
import { checkHead } from './front-matter.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { escapeText } from './plain-text.ts';
import { refused } from './read-result.ts';
import type { RawDocument, RawResult, Refusal, StatedHead } from './read-result.ts';
import { DAY_NAMES, foldName } from './stated-days.ts';
import { wordsIn } from './words-in.ts';

/** Names of columns, folded: lower case without spaces and signs. */
const QUESTION: Record<Language, readonly string[]> = { zh: ['问题', '標題', '标题', '問題', '问', '提问', '标准问', '标准问题', '常见问题', '用户问题', '问法', '中文问题', '问题中文', 'questionzh'], en: ['question', 'questions', 'q', 'title', 'query', 'faq', 'questionen', 'englishquestion', '英文问题', '问题英文'] };
const ANSWER: Record<Language, readonly string[]> = { zh: ['答案', '回答', '答', '答复', '回复', '内容', '內容', '标准答案', '解答', '正文', '中文答案', '答案中文', 'answerzh'], en: ['answer', 'answers', 'a', 'content', 'reply', 'response', 'body', 'text', 'answeren', 'englishanswer', '英文答案', '答案英文'] };
const HEAD: Readonly<Record<string, readonly string[]>> = {
  id: ['id', '编号', '編號'],
  language: ['language', 'lang', '语言', '語言'],
  audience: ['audience', '受众', '对象'],
  product: ['product', '产品', '產品', '商品'],
  version: ['version', '版本'],
  review: ['review', ...DAY_NAMES.review],
  validFrom: DAY_NAMES.validFrom,
  state: ['state', '状态', '狀態'],
};
/** Rows with the same word here become one article. */
const GROUP = ['group', 'article', '分组', '分組', '文章', '主题', '主題'];
/** The heading may stand below a few lines about the table. */
const HEADING_ROWS = 10;

/** Columns of a table by number: where questions and answers stand, one pair for each language or one for both. */
type Columns = { readonly row: number; readonly pairs: readonly { readonly question: number; readonly answer: number }[]; readonly head: ReadonlyMap<string, number>; readonly group: number };

/** A table of questions and answers: one article for each row, or for each group where a column says so. */
export async function readQuestionTable(rows: readonly (readonly string[])[]): Promise<RawResult> {
  if (rows.every((row) => row.every((cell) => cell.trim() === ''))) return refused('empty', 'is an empty table; fill it or leave it out');
  const columns = findColumns(rows);
  if (!columns) {
    const names = rows.find((row) => row.some((cell) => cell.trim() !== ''))?.filter((cell) => cell.trim() !== '').slice(0, 8).join(', ') ?? '';
    return refused('no-columns', `has no columns for questions and answers: looked for 问题/答案, 标题/内容, question/answer, Q/A, title/content and found ${names === '' ? 'none' : names}; name the first row so`);
  }
  const documents: RawDocument[] = [];
  const refusals: Refusal[] = [];
  const seen = new Map<string, number>();
  for (const { cells, number } of joinedRows(rows, columns)) {
    const stated: StatedHead | Refusal = checkHead(headFields(cells, columns.head));
    if ('reason' in stated) {
      refusals.push({ reason: stated.reason, message: `row ${number} ${stated.message}` });
      continue;
    }
    const group = cleanLine(cells[columns.group] ?? '');
    const named = cleanLine(cells[columns.pairs[0]?.question ?? 0] ?? '');
    for (const [which, { question, answer }] of columns.pairs.entries()) {
      const title = cleanLine(cells[question] ?? '');
      const text = await cellToMarkdown(cells[answer] ?? '');
      if (title === '' && text === '') continue;
      if (title === '' || text === '') {
        refusals.push({ reason: 'no-text', message: `row ${number} has ${title === '' ? 'an answer without a question' : 'a question without an answer'}; fill it in or delete the row` });
        continue;
      }
      const part = stated.id === undefined ? createHash('sha256').update(group === '' ? named : group).digest('hex').slice(0, 8) : '';
      // Two languages of one row are one document in both; the same question again goes on below the first.
      const key = `${stated.id ?? part}/${columns.pairs.length > 1 ? which : (stated.language ?? wordsIn(`${title}\n${text}`))}`;
      const at = seen.get(key);
      const before = at === undefined ? undefined : documents[at];
      if (before && at !== undefined) {
        documents[at] = { ...before, body: `${before.body}\n\n${group !== '' ? `## ${title}\n\n` : ''}${text}` };
        continue;
      }
      seen.set(key, documents.length);
      documents.push({ head: { ...stated, title: (group === '' ? title : group).slice(0, 120) }, body: group === '' ? text : `## ${title}\n\n${text}`, part });
    }
  }
  if (documents.length === 0 && refusals.length === 0) return refused('no-text', 'has a heading but no rows; fill it or leave it out');
  return { documents, refusals };
}

function findColumns(rows: readonly (readonly string[])[]): Columns | undefined {
  for (const [row, cells] of rows.slice(0, HEADING_ROWS).entries()) {
    const names = cells.map(foldName);
    const find = (wanted: readonly string[]): number => wanted.map((name) => names.indexOf(name)).find((index) => index !== -1) ?? -1;
    const both = [QUESTION.zh, QUESTION.en].map((wanted, i) => ({ question: find(wanted), answer: find(i === 0 ? ANSWER.zh : ANSWER.en) }));
    const whole = both.filter(({ question, answer }) => question !== -1 && answer !== -1);
    const mixed = { question: find([...QUESTION.zh, ...QUESTION.en]), answer: find([...ANSWER.zh, ...ANSWER.en]) };
    const pairs = whole.length > 0 ? whole : mixed.question !== -1 && mixed.answer !== -1 ? [mixed] : [];
    if (pairs.length === 0) continue;
    const head = new Map(Object.entries(HEAD).flatMap(([field, wanted]) => (find(wanted) === -1 ? [] : [[field, find(wanted)] as const])));
    return { row, pairs, head, group: find(GROUP) };
  }
  return undefined;
}

/** Rows below the heading with their numbers; one without question or group goes on with the answer above, as merged cells do. */
function joinedRows(rows: readonly (readonly string[])[], columns: Columns): { cells: string[]; number: number }[] {
  const joined: { cells: string[]; number: number }[] = [];
  for (const [index, row] of rows.entries()) {
    if (index <= columns.row || row.every((cell) => cell.trim() === '')) continue;
    const last = joined.at(-1);
    const goesOn = last !== undefined && columns.pairs.every(({ question }) => (row[question] ?? '').trim() === '') && (columns.head.get('id') === undefined || (row[columns.head.get('id') ?? 0] ?? '').trim() === '');
    if (goesOn) for (const { answer } of columns.pairs) last.cells[answer] = [last.cells[answer] ?? '', row[answer] ?? ''].filter((text) => text.trim() !== '').join('\n\n');
    else joined.push({ cells: [...row], number: index + 1 });
  }
  // A group's name stands once, beside its first row.
  let group = '';
  for (const { cells } of joined) {
    if (columns.group === -1) break;
    group = (cells[columns.group] ?? '').trim() === '' ? group : (cells[columns.group] ?? '');
    cells[columns.group] = group;
  }
  return joined;
}

function headFields(cells: readonly string[], head: ReadonlyMap<string, number>): Record<string, unknown> {
  const fields = [...head].map(([field, column]) => [field, (cells[column] ?? '').trim()] as const).filter(([, value]) => value !== '');
  return Object.fromEntries(fields.map(([field, value]) => [field, field === 'version' ? Number(value) : (TRANSLATED[value] ?? value)]));
}

const TRANSLATED: Readonly<Record<string, string>> = { 中文: 'zh', 英文: 'en', 英语: 'en', Chinese: 'zh', English: 'en', 客户: 'customer', 顾客: 'customer', 员工: 'staff', 内部: 'staff', 草稿: 'draft', 已发布: 'published', 发布: 'published', 已停用: 'retired', 停用: 'retired' };

async function cellToMarkdown(cell: string): Promise<string> {
  const text = cell.trim();
  return /<(?:p|br|div|ul|ol|li|b|strong|a|table|span|h[1-6])\b[^>]*>/i.test(text) ? (await htmlToMarkdown(text)).trim() : escapeText(text).replaceAll(/(?<!\n)\n(?!\n)(?!\s*(?:[-*•]|\d+[.)、])\s?)/g, '  \n');
}
