import { clauseAround, type Finding, type Reply } from './finding.ts';
import { fillNames } from './names.ts';
import { createPhraseFinder, type PhraseFinder } from './find-phrases.ts';
import type { ServiceLanguage } from './rules.ts';

/** Makes a finder of what a reply should have and has not: greeting, apology, a last question before a goodbye. */
export function createMissingCheck({ greeting, apology, closing }: ServiceLanguage): (reply: Reply) => Finding[] {
  const [greets, apologises] = [createPhraseFinder(greeting.signs), createPhraseFinder(apology.signs)];
  const [asks, leaves] = [createPhraseFinder(closing.signs), createPhraseFinder(closing.farewells)];
  const said = ({ situation }: Reply, signs: PhraseFinder): boolean => situation.said.some((text) => signs.has(text.toLowerCase()));

  const needsApology = ({ situation: { isFirstReply, reason, mood, sentiment = 0 } }: Reply): boolean =>
    (isFirstReply && apology.reasons.some((due) => due === reason)) || (mood !== undefined && apology.moods.includes(mood)) || sentiment <= apology.sentimentAtMost;

  return (reply) => {
    const { read, situation, language, written } = reply;
    const findings: Finding[] = [];
    const opening = /^\s*/u.exec(written)?.[0].length ?? 0;
    const end = written.trimEnd().length;
    if (situation.by === 'person' && situation.isFirstReply && !greets.has(read.text)) {
      const text = fillNames(greeting.better[language], situation);
      findings.push({ rule: 'no-greeting', kind: 'missing', from: opening, to: opening, why: greeting.why, better: { from: opening, to: opening, text } });
    }
    if (needsApology(reply) && !apologises.has(read.text) && !said(reply, apologises)) {
      const at = read.place({ from: 0, to: greetingEnd(reply, greets) }).to;
      const place = greetingEnd(reply, greets) === 0 ? opening : at;
      const text = language === 'en' && place > opening ? ` ${apology.better.en.trim()}` : apology.better[language];
      findings.push({ rule: 'no-apology', kind: 'missing', from: place, to: place, why: apology.why, better: { from: place, to: place, text } });
    }
    if (situation.by === 'person' && leaves.has(read.text) && !asks.has(read.text) && !said(reply, asks)) {
      const first = firstPlace(reply, leaves) ?? end;
      const text = language === 'en' ? `${closing.better.en.trim()} ` : closing.better.zh;
      findings.push({ rule: 'no-closing-question', kind: 'missing', from: first, to: first, why: closing.why, better: { from: first, to: first, text } });
    }
    return findings;
  };
}

/** Where the sentence that greets ends, in the folded text; 0 when none does. */
function greetingEnd({ read }: Reply, greets: PhraseFinder): number {
  const first = read.sentences[0];
  return first && greets.has(first.text) ? first.to : 0;
}

/** Where the goodbye begins, in the written reply. */
function firstPlace(reply: Reply, leaves: PhraseFinder): number | undefined {
  const goodbye = leaves.find(reply.read.text)[0];
  if (!goodbye) return undefined;
  const begins = reply.language === 'en' ? reply.read.sentences.find(({ to }) => to > goodbye.from) : undefined;
  return clauseAround(reply, { from: begins?.from ?? goodbye.from, to: goodbye.to }).from;
}
