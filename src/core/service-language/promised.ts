import { type Finding, fitIn, type Reply } from './finding.ts';
import { createPhraseFinder, type PhraseFinder } from './find-phrases.ts';
import type { Place, Sentence } from './read-reply.ts';
import type { ServiceLanguage } from './rules.ts';

/** Makes a finder of promises without a time, or without anybody who keeps them. */
export function createPromiseCheck({ promise, form }: ServiceLanguage): (reply: Reply) => Finding[] {
  const { when, who } = promise;
  const [willDo, doing, unless] = [createPhraseFinder(promise.willDo), createPhraseFinder(promise.doing), createPhraseFinder(promise.unless)];
  const [vague, times] = [createPhraseFinder(promise.vague), createPhraseFinder(promise.times)];
  const [nobody, somebody] = [createPhraseFinder(who.nobody), createPhraseFinder(who.unless)];
  const blanks = form.blank.names.map((name) => `[${name}]`);
  const hasTime = (text: string): boolean => findTimes(text).times.length > 0 || blanks.some((blank) => text.includes(blank));
  /** "In a few days" names days and binds nobody; "as soon as it arrives" has "soon" in it and binds all the same. */
  const findTimes = (text: string): { readonly times: readonly Place[]; readonly vague: readonly Place[] } => {
    const [named, loose] = [times.find(text), vague.find(text)];
    const isPartOf = (part: Place, whole: Place): boolean => part.from >= whole.from && part.to <= whole.to && part.to - part.from < whole.to - whole.from;
    return { times: named.filter((part) => !loose.some((whole) => isPartOf(part, whole))), vague: loose.filter((part) => !named.some((whole) => isPartOf(part, whole))) };
  };
  const isAsked = ({ text }: Sentence): boolean => /\?\s*$/u.test(text) || unless.has(text);

  const withoutTime = (reply: Reply, sentence: Sentence, next: string, rest: string): Finding | undefined => {
    if (isAsked(sentence) || hasTime(sentence.text + next)) return undefined;
    const loose = doing.has(sentence.text) ? findTimes(sentence.text).vague[0] : undefined;
    if (loose) {
      const place = reply.read.place({ from: sentence.from + loose.from, to: sentence.from + loose.to });
      return { rule: 'promise-when', kind: 'missing', ...place, why: when.why, better: fitIn(reply, place, when.better[reply.language]) };
    }
    const promised = hasTime(rest) ? undefined : placeOf(sentence, willDo);
    if (!promised) return undefined;
    const place = reply.read.place(promised);
    const end = reply.language === 'en' ? { from: place.to, to: place.to } : { from: place.from, to: place.from };
    // In Chinese the time stands before what is done, in English after it; the writer moves it where it fits.
    const text = reply.language === 'en' ? ` ${when.better.en}` : `${when.better.zh}，`;
    return { rule: 'promise-when', kind: 'missing', ...place, why: when.why, better: { ...end, text } };
  };
  const withoutSomebody = (reply: Reply, sentence: Sentence, before: string): Finding | undefined => {
    const place = isAsked(sentence) || somebody.has(before + sentence.text) ? undefined : placeOf(sentence, nobody);
    return place && { rule: 'promise-who', kind: 'missing', ...reply.read.place(place), why: who.why };
  };
  return (reply) =>
    reply.read.sentences.flatMap((sentence, at, all) => {
      const [before = '', next = ''] = [all[at - 1]?.text, all[at + 1]?.text];
      const rest = before + all.slice(at).map(({ text }) => text).join('');
      const [late, nobodys] = [withoutTime(reply, sentence, next, rest), withoutSomebody(reply, sentence, before)];
      // Where nobody does it, a time alone would not help.
      const isEnough = nobodys !== undefined && findTimes(sentence.text).vague.length === 0;
      return [isEnough ? undefined : late, nobodys].filter((found) => found !== undefined);
    });
}

function placeOf({ text, from }: Sentence, phrases: PhraseFinder): Place | undefined {
  const found = phrases.find(text)[0];
  if (!found) return undefined;
  const lead = /^[^\p{L}\p{N}]*/u.exec(text.slice(found.from, found.to))?.[0].length ?? 0;
  return { from: from + found.from + lead, to: from + found.to };
}
