import { parseArgs } from 'node:util';
import type { Language } from '#core/language.ts';
import { systemClock } from '#worker/clock.ts';
import { withDocuments } from '../compose-documents.ts';
import { prepareUnderstanding } from '../compose-understanding.ts';
import { readProcessConfig } from '../config.ts';
import { loadContent } from '../load-content.ts';
import { askOnce, type Question } from './ask-once.ts';
import { describeAsked } from './ask-report.ts';
import type { Command } from './command.ts';
import { turnTools } from './prepare-turns.ts';

const USAGE = `npm run -s baton -- ask "how long does a refund take" [--audience customer|staff] [--lang zh|en] [--only-language zh|en] [--product ID] [--json]

What a customer who asks this first would read, now: the answer, the question back with its choices, or the honest no;
with citations, scores and times. For staff: what the articles say to them. A language model is not asked, and nothing is
stored or sent.
`;

/** `baton ask "…"`: what is answered, with sources, scores and times. Answers 0, or 2 when called wrongly. */
export const runAsk: Command = async (args, out) => {
  const called = readCall(args);
  if (typeof called === 'string') {
    out.warn(`${called}${USAGE}`);
    return 2;
  }
  const { isJson, ...question } = called;
  const config = readProcessConfig();
  const content = await withDocuments(config, await loadContent(config));
  const strange = question.products?.filter((id) => !content.products.some((known) => known.id === id)) ?? [];
  if (strange.length > 0) {
    out.warn(`There is no product ${strange.join(', ')}. There are: ${content.products.map(({ id }) => id).join(', ')}.\n`);
    return 2;
  }
  const onFailure = (error: unknown): void => out.warn(`${error instanceof Error ? error.message : String(error)}\n`);
  const { classifier, knowledge } = await prepareUnderstanding(config, content, { say: (line) => out.warn(`${line}\n`), onTrouble: onFailure });
  classifier.stop();
  const asked = await askOnce(question, { ...turnTools(content, { classifier, knowledge }, onFailure), actions: content.actions }, systemClock.now());
  out.write(isJson ? `${JSON.stringify(asked)}\n` : describeAsked(asked));
  return 0;
};

/** The call, or what is wrong with it. */
function readCall(args: readonly string[]): (Question & { readonly isJson: boolean }) | string {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { audience: { type: 'string', default: 'customer' }, lang: { type: 'string' }, 'only-language': { type: 'string' }, product: { type: 'string', multiple: true }, json: { type: 'boolean', default: false } },
    });
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n`;
  }
  const { audience, lang, 'only-language': onlyLanguage, product, json } = parsed.values;
  const text = parsed.positionals.join(' ').trim();
  if (text === '') return 'Say what to ask.\n\n';
  if (audience !== 'customer' && audience !== 'staff') return '--audience is customer or staff.\n\n';
  if (!isLanguage(lang)) return '--lang is zh or en.\n\n';
  if (!isLanguage(onlyLanguage)) return '--only-language is zh or en.\n\n';
  return { text, audience, language: lang, products: product, onlyLanguage, isJson: json };
}

function isLanguage(value: string | undefined): value is Language | undefined {
  return value === undefined || value === 'zh' || value === 'en';
}
