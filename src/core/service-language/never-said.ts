import { clauseAround, type Finding, fitIn, type Reply } from './finding.ts';
import { createPhraseFinder, type PhraseFinder } from './find-phrases.ts';
import type { Place, ReadReply } from './read-reply.ts';
import { fillNames } from './names.ts';
import type { NeverRule, ServiceLanguage } from './rules.ts';

type Compiled = { readonly rule: NeverRule; readonly says: PhraseFinder; readonly unless: PhraseFinder | undefined };

/** Finds what is never said. */
export type NeverSaid = (reply: Reply) => Finding[];

/** Makes a finder of what is never said from the rules. */
export function createNeverSaid({ never, reported }: ServiceLanguage): NeverSaid {
  const rules = never.map((rule): Compiled => ({ rule, says: createPhraseFinder(rule.phrases), unless: rule.unless && createPhraseFinder(rule.unless) }));
  const told = createPhraseFinder(reported);
  return (reply) => rules.flatMap((compiled) => findIn(compiled, reply, told));
}

function findIn({ rule, says, unless }: Compiled, reply: Reply, told: PhraseFinder): Finding[] {
  const { read } = reply;
  if (rule.isWholeMessage) return isAll(read.text, says) ? [toFinding(rule, reply, read.place({ from: 0, to: read.text.length }), { from: 0, to: reply.written.length })] : [];
  return read.sentences.flatMap((sentence) => {
    if (unless?.has(sentence.text) === true) return [];
    // Once a sentence is enough: its better wording takes the place of the whole part.
    const hit = says.find(sentence.text).find(({ from }) => !isReported(sentence.text.slice(0, from), told));
    if (!hit) return [];
    const place = trimmed(read, { from: sentence.from + hit.from, to: sentence.from + hit.to });
    return [toFinding(rule, reply, read.place(place), clauseAround(reply, place))];
  });
}

function toFinding(rule: NeverRule, reply: Reply, place: Place, clause: Place): Finding {
  return { rule: rule.id, kind: 'never', ...place, why: rule.why, ...(rule.better ? { better: fitIn(reply, clause, fillNames(rule.better[reply.language], reply.situation)) } : {}) };
}

/** Does the message say this and nothing else but a greeting? */
function isAll(text: string, says: PhraseFinder): boolean {
  const words = text.replaceAll(/[^\p{L}\p{N} ']/gu, '').trim();
  const rest = words.replace(/^(?:(?:您好|你好|亲+|hello|hi|hey|dear|客户)\s*){1,3}(?=.)/u, '').replace(/\s*(?:亲|sir|madam)$/u, '');
  return [words, rest].some((each) => each !== '' && says.find(each).some(({ from, to }) => from === 0 && to === each.length));
}

/** Do the words before a place end with the telling of what somebody else said, in the same part of the sentence? */
function isReported(before: string, told: PhraseFinder): boolean {
  return told.find(before).some(({ from, to }) => !/[跟对和给向同]/u.test(before.charAt(from - 1)) && /^(?:[,:]\s*)?[^,;:]*$/u.test(before.slice(to)));
}

/** A place without marks at its ends, which some phrases take along. */
function trimmed({ text }: ReadReply, { from, to }: Place): Place {
  const words = text.slice(from, to);
  return { from: from + (/^[^\p{L}\p{N}]*/u.exec(words)?.[0].length ?? 0), to: to - (/[^\p{L}\p{N}]*$/u.exec(words)?.[0].length ?? 0) };
}
