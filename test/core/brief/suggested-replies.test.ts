import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { HANDOVER_REASONS } from '#core/article.ts';
import { suggestReply } from '#core/brief/suggested-reply.ts';
import { type Article } from '#core/article.ts';
import { LANGUAGES } from '#core/language.ts';
import type { Tier } from '#core/protocol.ts';
import type { LanguageCheck } from '#core/service-language/check.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { COMPANY, conversation, handover } from '../samples.ts';
import { realCheck, situation } from '../service-language/tools.ts';

let staffArticles: readonly Article[];
let language: LanguageCheck;
beforeAll(async () => {
  staffArticles = (await loadArticles(fileURLToPath(new URL('../../../knowledge/articles', import.meta.url)))).filter(({ audience }) => audience === 'staff');
  language = await realCheck();
});

const TIERS: readonly Tier[] = ['vip', 'key', 'regular', 'small'];

describe('a suggested first reply', () => {
  it.each(HANDOVER_REASONS)('for "%s" is sound service language for every language, every tier, with a name and without, and tells no tier', (reason) => {
    for (const each of LANGUAGES) {
      for (const tier of TIERS) {
        for (const name of ['', each === 'zh' ? '王女士' : 'Ms Wang']) {
          const said = conversation({ language: each, tier, customerName: name, ...(name === '' ? {} : { customerId: 'c-1' }) });
          const reply = suggestReply({ conversation: said, handover: handover({ reason }), handovers: [], transcript: [], customer: undefined, staffArticles, intents: new Map(), company: COMPANY, reader: each === 'zh' ? '陈晨' : 'Chen' });
          const where = `${reason} ${each} ${tier} ${name}`;
          expect(reply?.text ?? '', where).not.toBe('');
          const findings = language.check(reply?.text ?? '', situation({ language: each, by: 'person', isFirstReply: true, reason, mood: reason === 'mood' || reason === 'complaint' ? 'angry' : 'neutral', names: { agent: each === 'zh' ? '陈晨' : 'Chen', company: COMPANY[each] } }));
          expect(findings.map(({ rule }) => rule), where).toEqual([]);
          expect(reply?.text, where).not.toMatch(/\{|\bVIP\b|贵宾|\btier\b|等级/i);
        }
      }
    }
  });
});
