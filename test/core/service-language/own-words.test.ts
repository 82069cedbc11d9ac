import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { ACTION_WORDING } from '#core/actions/wording.ts';
import { HANDOVER_REASONS, type HandoverReason } from '#core/article.ts';
import { CASE_WORDING } from '#core/cases/wording.ts';
import { type Bilingual, LANGUAGES } from '#core/language.ts';
import type { LanguageCheck } from '#core/service-language/check.ts';
import { suggestReply } from '#core/brief/suggested-reply.ts';
import { fill, HANDOVER_OPENING, WORDING } from '#core/wording.ts';
import { readConfig } from '#src/config.ts';
import { type Content, loadContent } from '#src/load-content.ts';
import { conversation, handover } from '../samples.ts';
import { realCheck, situation } from './tools.ts';

const here = (file: string): string => fileURLToPath(new URL(`../../../${file}`, import.meta.url));

let language: LanguageCheck;
let content: Content;
beforeAll(async () => {
  const { INTENTS_DIR, KNOWLEDGE_DIR, CUSTOMERS_FILE } = readConfig({});
  content = await loadContent({ INTENTS_DIR: here(INTENTS_DIR), KNOWLEDGE_DIR: here(KNOWLEDGE_DIR), CUSTOMERS_FILE: here(CUSTOMERS_FILE) });
  language = await realCheck();
});

/** What is wrong with what the bot says, as `rule: words`. */
const faultsOf = (text: string, language_: 'zh' | 'en', reason?: HandoverReason): string[] =>
  language.check(text, situation({ language: language_, by: 'bot', isFirstReply: reason !== undefined, reason })).map(({ rule, from, to }) => `${rule}: ${text.slice(from, to)}`);

describe('Baton itself', () => {
  it.each(Object.entries<Bilingual>({ ...WORDING, ...ACTION_WORDING, ...CASE_WORDING }))('says "%s" as good service does', (_name, wording) => {
    expect(LANGUAGES.flatMap((each) => faultsOf(wording[each], each))).toEqual([]);
  });

  it.each(HANDOVER_REASONS)('hands over for "%s" as good service does', (reason) => {
    const limit = { zh: '10分钟内', en: 'within 10 minutes' };
    const team = { zh: '客服', en: 'customer service' };
    expect(LANGUAGES.flatMap((each) => faultsOf(`${HANDOVER_OPENING[reason][each]} ${fill(WORDING.handoverOpen, each, { team: team[each], limit: limit[each] })}`, each, reason))).toEqual([]);
  });

  it('makes small talk as good service does', () => {
    const replies = content.intents.flatMap(({ reply }) => (reply ? [reply] : []));
    expect(replies.length).toBeGreaterThan(3);
    expect(replies.flatMap((reply) => LANGUAGES.flatMap((each) => faultsOf(reply[each], each)))).toEqual([]);
  });

  it('asks and answers in business actions as good service does', () => {
    const texts = (value: unknown): Bilingual[] =>
      typeof value !== 'object' || value === null ? [] : 'zh' in value && 'en' in value && typeof value.zh === 'string' && typeof value.en === 'string' ? [{ zh: value.zh, en: value.en }] : Object.values(value).flatMap(texts);
    const all = [...content.actions.values()].flatMap(texts);
    expect(all.length).toBeGreaterThan(3);
    expect(all.flatMap((text) => LANGUAGES.flatMap((each) => (language.isNeverSaid(text[each]) ? [text[each]] : [])))).toEqual([]);
  });

  it('answers customers from articles without a line of what is never said', () => {
    const lines = content.articles.filter(({ audience }) => audience === 'customer').flatMap(({ id, body }) => body.split(/\n+/).map((text) => ({ id, text })));
    expect(lines.length).toBeGreaterThan(500);
    expect(lines.filter(({ text }) => language.isNeverSaid(text))).toEqual([]);
  });
});

describe('suggested replies', () => {
  it.each(HANDOVER_REASONS.flatMap((reason) => LANGUAGES.map((each) => [reason, each] as const)))('for "%s" in %s need no advice', (reason, each) => {
    const sources = {
      conversation: conversation({ language: each, customerName: each === 'zh' ? '王女士' : 'Ms Wang' }),
      handover: handover({ reason }),
      handovers: [],
      transcript: [],
      customer: undefined,
      staffArticles: content.articles,
      intents: new Map(),
      company: { zh: '栗屋', en: 'Liwu Home' },
      reader: 'Chen Jing',
    };
    const text = suggestReply(sources).text;
    const mood = reason === 'complaint' || reason === 'mood' ? ('angry' as const) : undefined;
    expect(language.check(text, situation({ language: each, isFirstReply: true, reason, mood })).map(({ rule, from, to }) => `${rule}: ${text.slice(from, to)}`)).toEqual([]);
  });
});
