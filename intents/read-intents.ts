import { isQuestion } from '#core/actions/consent.ts';
import { leaningOf } from '#core/follow-up.ts';
import type { Language } from '#core/language.ts';
import type { IntentGuess, Request } from '#core/understanding.ts';
import { dropRefusals } from './drop-refusals.ts';
import { DEFAULT_THRESHOLD, judge, toSample } from './intent-model.ts';
import type { IntentModel } from './intent-model.ts';
import type { Sample } from './network.ts';
import type { MeaningReader } from './read-meaning.ts';
import { saysEnough, saysWhat, splitClauses } from './split-requests.ts';
import { trimCourtesies } from './trim-courtesies.ts';

/** What a message asks for. */
export type ReadIntents = {
  /** The part of the folded text that decided. */
  readonly asked: string;
  readonly sample: Sample;
  /** Values of the network's hidden units, for explanations. */
  readonly units: Float32Array;
  /** Best first, also those below the threshold; at most five. */
  readonly guesses: readonly IntentGuess[];
  readonly isOutOfScope: boolean;
  readonly isAmbiguous: boolean;
  readonly requests: readonly Request[];
  /** Questions beside the requests that fit nothing in the catalogue. */
  readonly unmatched: readonly string[];
};

type Clauses = { readonly requests: readonly Request[]; readonly unmatched: readonly string[] };

/** Guesses less sure than this are not worth naming. */
const WORTH_NAMING = 0.05;
/** How sure a clause by itself must be to count as a request of its own beside others. */
const SURE_CLAUSE = 0.6;
/** Words of Chinese questions that stand in nothing else: what, who, which, and "do you or don't you". */
const ASKS = /什么(?!都|也)|谁(?!都|也)|哪[个些家种款]|有几|(\p{Script=Han})不\1/u;
/** Two guesses nearer than this, of which none is sure, are worth a question back. */
const [NEAR, SURE] = [0.15, 0.6];

/** A reader of what folded texts ask for: without courtesies and refusals, clause by clause where several things are asked. */
export function createIntentReader(model: IntentModel, meaning: MeaningReader, isTalk: (intent: string) => boolean): (folded: string) => ReadIntents {
  const look = (text: string) => {
    const sample = toSample(text, model.vocabulary, meaning);
    return { sample, ...judge(model, sample) };
  };
  return (folded) => {
    const trimmed = trimCourtesies(folded);
    const wanted = dropRefusals(trimmed);
    let asked = wanted;
    let seen = look(wanted);
    // What is left says too little: then the refusal is the message.
    if (wanted !== trimmed && Math.max(0, ...seen.confidences) < DEFAULT_THRESHOLD) [asked, seen] = [trimmed, look(trimmed)];
    const whole = rank(model, seen.confidences);
    const { requests, unmatched } = readClauses(asked, (clause) => rank(model, look(clause).confidences)[0], isTalk);
    const guesses = requests.length > 1 ? merge(requests, whole) : whole;
    const [first, second] = guesses;
    const isOutOfScope = (first?.confidence ?? 0) < DEFAULT_THRESHOLD;
    return {
      asked,
      sample: seen.sample,
      units: seen.units,
      guesses,
      isOutOfScope,
      isAmbiguous:
        !isOutOfScope && requests.length < 2 && first !== undefined && second !== undefined && first.confidence < SURE && first.confidence - second.confidence < NEAR,
      requests: requests.length + unmatched.length > 1 ? requests : isOutOfScope || first === undefined ? [] : [{ intent: first.id, confidence: first.confidence, text: asked }],
      unmatched,
    };
  };
}

function readClauses(asked: string, guess: (clause: string) => IntentGuess | undefined, isTalk: (intent: string) => boolean): Clauses {
  const clauses = splitClauses(asked).filter(saysEnough);
  if (clauses.length < 2) return { requests: [], unmatched: [] };
  const requests: Request[] = [];
  const unmatched: string[] = [];
  for (const text of clauses) {
    const best = guess(trimCourtesies(text));
    if ((best?.confidence ?? 0) < DEFAULT_THRESHOLD && asksByItself(text, asked)) unmatched.push(text);
    if (best === undefined || best.confidence < SURE_CLAUSE || isTalk(best.id) || requests.some(({ intent }) => intent === best.id)) continue;
    requests.push({ intent: best.id, confidence: best.confidence, text });
  }
  // A question behind a mere statement is about what is stated, and where nothing is sure the whole was not understood.
  return { requests, unmatched: requests.some(({ text }) => asks(text, asked)) ? unmatched : [] };
}

/** Is a clause a question that can be understood without the others? */
function asksByItself(clause: string, whole: string): boolean {
  return saysWhat(clause) && asks(clause, whole) && leaningOf(clause, scriptOf(clause)) !== 'surely';
}

/** Is a clause of the whole put as a question, by its words or the sign behind it? With 吧 it only wants a nod. */
function asks(clause: string, whole: string): boolean {
  return isQuestion(clause, scriptOf(clause)) || ASKS.test(clause) || (whole.includes(`${clause}?`) && !clause.endsWith('吧'));
}

function scriptOf(clause: string): Language {
  return /\p{Script=Han}/u.test(clause) ? 'zh' : 'en';
}

/** Requests in the order of the message before what the whole of it suggests besides. */
function merge(requests: readonly Request[], whole: readonly IntentGuess[]): IntentGuess[] {
  const asked = requests.map(({ intent, confidence }): IntentGuess => ({ id: intent, confidence }));
  const rest = whole.filter(({ id }) => requests.every(({ intent }) => intent !== id));
  return [...asked, ...rest].toSorted((a, b) => b.confidence - a.confidence).slice(0, 5);
}

/** The five best intents that are worth naming. */
function rank(model: IntentModel, confidences: Float32Array): IntentGuess[] {
  return [...confidences]
    .map((confidence, at) => ({ id: model.intents[at] ?? '', confidence }))
    .filter(({ confidence }) => confidence >= WORTH_NAMING)
    .toSorted((a, b) => b.confidence - a.confidence)
    .slice(0, 5);
}
