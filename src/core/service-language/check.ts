import type { Language } from '../language.ts';
import type { Finding, Reply } from './finding.ts';
import { fitIn } from './finding.ts';
import { createPhraseFinder } from './find-phrases.ts';
import { createFormCheck } from './form.ts';
import { createMissingCheck } from './missing.ts';
import { createNeverSaid } from './never-said.ts';
import { createPromiseCheck } from './promised.ts';
import { readReply, type Simplify } from './read-reply.ts';
import type { ServiceLanguage } from './rules.ts';
import type { Situation } from './situation.ts';

/** Checks replies against the rules of good service language. */
export type LanguageCheck = {
  /** Everything that could be said better, in the order of the text; never throws. */
  check(text: string, situation: Situation): readonly Finding[];
  /** Does a text say what is never said? A rule for Baton, which nobody may be advised around. */
  isNeverSaid(text: string): boolean;
};

/** So many replies are remembered with what was found: whoever has a conversation open asks for the same one at each change. */
const MOST_REMEMBERED = 1_000;
const NOBODY: Situation = { language: 'zh', by: 'bot', isFirstReply: false, said: [] };

/** Makes the check from the rules. `simplify` turns one traditional character into a simplified one. */
export function createLanguageCheck(rules: ServiceLanguage, simplify: Simplify = (sign) => sign): LanguageCheck {
  const neverSaid = createNeverSaid(rules);
  const checks = [neverSaid, createJargonCheck(rules), createMissingCheck(rules), createPromiseCheck(rules), createFormCheck(rules)];
  const readAs = (written: string, situation: Situation): Reply => ({ written, situation, rules, read: readReply(written, simplify), language: languageOf(written, situation.language) });
  const remembered = new Map<string, readonly Finding[]>();
  return {
    check(text, situation) {
      if (!/[\p{L}\p{N}]/u.test(text)) return [];
      const asked = JSON.stringify([text, situation]);
      const known = remembered.get(asked);
      if (known) return known;
      const reply = readAs(text, situation);
      const found = checks.flatMap((check) => check(reply)).toSorted((a, b) => a.from - b.from || b.to - a.to);
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(asked, found);
      return found;
    },
    isNeverSaid: (text) => neverSaid(readAs(text, NOBODY)).length > 0,
  };
}

function createJargonCheck({ jargon: { words, why } }: ServiceLanguage): (reply: Reply) => Finding[] {
  const known = [...words.zh, ...words.en].map(({ say, better }) => ({ says: createPhraseFinder({ zh: [say], en: [] }), better }));
  return (reply) =>
    known.flatMap(({ says, better }) =>
      says.find(reply.read.text).map((found): Finding => {
        const place = reply.read.place(found);
        return { rule: 'jargon', kind: 'form', ...place, why, better: fitIn(reply, place, better) };
      }),
    );
}

/** The language that a text is written in; the customer's where it has no words of either. */
function languageOf(text: string, otherwise: Language): Language {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/[a-z]{2,}/gi)?.length ?? 0;
  return han + words === 0 ? otherwise : han >= words ? 'zh' : 'en';
}
