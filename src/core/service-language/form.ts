import type { Finding, Reply } from './finding.ts';
import type { ServiceLanguage } from './rules.ts';

/** Rows of marks that shout or wonder loudly. */
const MARKS = /[!！?？]*(?:[?？][!！?？]|[!！][?？]|[!！]{3})[!！?？]*/gu;
/** Two capital words beside each other, or one long one. */
const CAPITALS = /(?<![\p{L}\p{N}-])(?:\p{Lu}[\p{Lu}']+(?:[ ,]+(?:\p{Lu}[\p{Lu}']+|I|A)(?![\p{Ll}\p{N}]))+|\p{Lu}{3,})(?![\p{L}\p{N}-])/gu;
const SHORT: ReadonlySet<string> = new Set(['NOT', 'YOU', 'YOUR', 'NOW', 'WHY', 'ALL', 'ANY', 'OUR', 'YES', 'AND', 'BUT']);

/** Makes a finder of what makes a reply hard to read: shouting, length, too many questions, blanks that nobody filled. */
export function createFormCheck({ form }: ServiceLanguage): (reply: Reply) => Finding[] {
  const acronyms = new Set(form.shouting.acronyms.map((name) => name.toLowerCase()));
  const names = form.blank.names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const blank = form.blank.names.length === 0 ? undefined : new RegExp(`[[【{](?:${names})[\\]】}]`, 'giu');
  const shouts = (words: string): boolean => {
    const each = words.split(/[ ,]+/u).filter((word) => word.length > 1 && !acronyms.has(word.toLowerCase()));
    // Alone, a few capitals are a name more often than a shout.
    return each.length > 1 || each.some((word) => word.length > 3 || SHORT.has(word));
  };
  return ({ written, situation, language }) => {
    const findings: Finding[] = [];
    for (const match of written.matchAll(MARKS)) {
      const place = { from: match.index, to: match.index + match[0].length };
      const isAsked = /[?？]/u.test(match[0]);
      const mark = language === 'zh' ? (isAsked ? '？' : '！') : isAsked ? '?' : '!';
      findings.push({ rule: 'shouting', kind: 'form', ...place, why: form.shouting.why, better: { ...place, text: mark } });
    }
    for (const match of written.matchAll(CAPITALS)) {
      if (!shouts(match[0])) continue;
      const place = { from: match.index, to: match.index + match[0].length };
      const begins = /(?:^|[.!?。！？]\s*)$/u.test(written.slice(0, place.from));
      const low = match[0].replaceAll(/[\p{Lu}']+/gu, (word) => (acronyms.has(word.toLowerCase()) || word === 'I' ? word : word.toLowerCase()));
      findings.push({ rule: 'shouting', kind: 'form', ...place, why: form.shouting.why, better: { ...place, text: begins ? low.charAt(0).toUpperCase() + low.slice(1) : low } });
    }
    if (written.trim().length > form.long.most[language]) findings.push({ rule: 'too-long', kind: 'form', from: 0, to: 0, why: form.long.why });
    const questions = written.match(/[?？]+/gu)?.length ?? 0;
    if (questions > form.questions.most) findings.push({ rule: 'many-questions', kind: 'form', from: 0, to: 0, why: form.questions.why });
    for (const match of situation.by === 'person' && blank ? written.matchAll(blank) : []) {
      findings.push({ rule: 'blank', kind: 'form', from: match.index, to: match.index + match[0].length, why: form.blank.why });
    }
    return findings;
  };
}
