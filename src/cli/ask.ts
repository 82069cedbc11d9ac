import { parseArgs } from 'node:util';
import type { Language } from '#core/language.ts';
import type { Evidence } from '#core/passage.ts';
import type { ComposedAnswer } from '#core/ports/knowledge-base.ts';
import { prepareUnderstanding } from '../compose-understanding.ts';
import { readProcessConfig } from '../config.ts';
import { loadContent } from '../load-content.ts';
import { withDocuments } from '../compose-documents.ts';
import type { Command, Out } from './command.ts';

/** `baton ask "…" [--audience staff] [--lang zh|en] [--only-language zh|en] [--product ID] [--json]`: what the knowledge base answers, with sources and scores. */
export const runAsk: Command = async (args, out) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { audience: { type: 'string', default: 'customer' }, lang: { type: 'string' }, 'only-language': { type: 'string' }, product: { type: 'string', multiple: true }, json: { type: 'boolean', default: false } },
  });
  const text = positionals.join(' ');
  const { audience, lang, product, 'only-language': onlyLanguage } = values;
  if (text === '' || (audience !== 'customer' && audience !== 'staff') || !isLanguage(lang) || !isLanguage(onlyLanguage)) {
    out.warn('Ask like this: npm run -s baton -- ask "how long does a refund take" [--audience customer|staff] [--lang zh|en] [--only-language zh|en] [--product ID] [--json]\n');
    return 2;
  }
  const config = readProcessConfig();
  const content = await withDocuments(config, await loadContent(config));
  const strange = product?.filter((id) => !content.products.some((known) => known.id === id)) ?? [];
  if (strange.length > 0) {
    out.warn(`There is no product ${strange.join(', ')}. There are: ${content.products.map(({ id }) => id).join(', ')}.\n`);
    return 2;
  }
  const { classifier, knowledge } = await prepareUnderstanding(config, content, { say: (line) => out.warn(`${line}\n`), onTrouble: () => undefined });
  classifier.stop();
  await knowledge.settle();
  const understanding = await classifier.understand(text, lang ?? 'zh');
  const intents = new Map(content.intents.map((intent) => [intent.id, intent]));
  const hints = understanding.intents.flatMap(({ id, confidence }) => (intents.get(id)?.topics ?? []).map((articleId) => ({ articleId, weight: confidence })));
  const query = { text, language: lang ?? understanding.language, audience, hints, ...(onlyLanguage ? { onlyLanguage } : {}), ...(product ? { products: product } : {}) } as const;
  const started = performance.now();
  const evidence = await knowledge.search(query);
  const searchMs = performance.now() - started;
  const answer = knowledge.compose(query, evidence.passages);
  if (values.json) out.write(`${JSON.stringify({ understanding, evidence, answer, searchMs })}\n`);
  else print(out, evidence, answer, searchMs);
  return 0;
};

function isLanguage(value: string | undefined): value is Language | undefined {
  return value === undefined || value === 'zh' || value === 'en';
}

function print(out: Out, evidence: Evidence, answer: ComposedAnswer | undefined, searchMs: number): void {
  out.write(`${evidence.verdict}${evidence.topics.length > 0 ? `: ${evidence.topics.map(({ title }) => title).join(' · ')}` : ''}\n\n`);
  if (evidence.verdict === 'found' && answer) {
    out.write(`${answer.text}\n\n${answer.citations.map(({ number, title, headings, articleId }) => `[${number}] ${[title, ...headings].join(' › ')} (${articleId})\n`).join('')}\n`);
  }
  for (const { score, articleId, language, headings } of evidence.passages.slice(0, 5)) {
    out.write(`${score.toFixed(3)}  ${articleId} (${language})  ${headings.join(' › ')}\n`);
  }
  out.write(`${searchMs.toFixed(1)} ms\n`);
}
