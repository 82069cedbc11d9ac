import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Language } from '#core/language.ts';
import { createAnswerCheck } from '#core/model-answer/answer-check.ts';
import { sourcesOf } from '#core/model-answer/evidence.ts';
import { ownWordsOf } from '#core/model-answer/own-words.ts';
import { systemText } from '#core/model-answer/prompt.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { splitArticle } from '#knowledge/split-article.ts';
import { COMPANY } from '../samples.ts';
import { BOUNDARY } from './tools.ts';

/** An answer as a model writes it, with the article whose passages it cites by number. */
type WrittenAnswer = { readonly language: Language; readonly article: string; readonly says: string };

it.each([
  ['model-answers.jsonl', 'two', 0.02],
  ['model-answers-fresh.jsonl', 'four', 0.04],
] as const)('true answers in other words than the passages pass (%s): of a hundred sentences at most %s are cut', async (file, _, most) => {
  const rows = readFileSync(fileURLToPath(new URL(`../sets/${file}`, import.meta.url)), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as WrittenAnswer);
  const articles = await loadArticles(fileURLToPath(new URL('../../../knowledge/articles', import.meta.url)));
  const cut: string[] = [];
  const lost: string[] = [];
  let sentences = 0;
  for (const { language, article: id, says } of rows) {
    const article = articles.find((each) => each.id === id && each.language === language);
    if (!article) throw new Error(`there is no article ${id}`);
    const check = createAnswerCheck({ sources: sourcesOf(await splitArticle(article)), language, ownWords: ownWordsOf([systemText({ language, company: COMPANY, boundary: BOUNDARY })]), canary: BOUNDARY });
    check.push(says);
    const { verdict, answer, cut: reasons } = check.end();
    if (verdict !== 'checked') lost.push(says);
    cut.push(...reasons.map((reason) => `${id}: ${reason}`));
    sentences += (answer?.text.match(/\[\d+\](?=\s|$|[^[])/g) ?? []).length + reasons.length;
  }
  expect(sentences).toBeGreaterThan(60);
  expect({ cut, share: cut.length / sentences <= most }).toMatchObject({ share: true });
  expect(lost.slice(1)).toEqual([]);
});
