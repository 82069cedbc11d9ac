import type { Conversation } from '../conversation.ts';
import type { Intent } from '../intent.ts';
import type { Language } from '../language.ts';
import type { UnderstoodMessage } from '../ports/store.ts';
import type { IntentGuess } from '../understanding.ts';

/** One thing that is asked, and what it may mean. */
export type Piece = { readonly text: string; readonly guesses: readonly IntentGuess[] };

/** What the customer asks now. */
export type OpenQuestion = Piece & {
  /** First and last message of it. */
  readonly fromSeq: number;
  readonly seq: number;
  readonly language: Language;
  /** The things that it asks, one or more. */
  readonly pieces: readonly Piece[];
  /** What was asked before it in this segment, on which it may lean. */
  readonly before: Piece | undefined;
  /** Has a person written since? */
  readonly isAnswered: boolean;
};

type Run = { readonly lines: readonly UnderstoodMessage[]; readonly isAfterAgent: boolean };

/**
 * What the customer asks now, of the current segment: the latest messages in a row that are a matter. Small talk after an
 * answer of a person ("thanks") ends the matter; a bare fact ("20261107-0032") belongs to the matter before it.
 * `undefined` where nothing is asked. Pure.
 */
export function openQuestion(transcript: readonly UnderstoodMessage[], conversation: Pick<Conversation, 'segment' | 'language'>, intents: ReadonlyMap<string, Intent>): OpenQuestion | undefined {
  const runs = runsOf(transcript, conversation.segment);
  const isAnswered = saidBy(transcript, conversation.segment).at(-1)?.message.author === 'agent';
  for (let at = runs.length - 1; at >= 0; at -= 1) {
    const run = runs[at];
    if (!run) continue;
    // Whoever calls for a person while one is there wants something else: a lead, or a call back.
    const matters = run.lines.filter((line) => (isMatter(line, intents) || (run.isAfterAgent && callsForPerson(line))) && !isBareFact(line));
    if (matters.length > 0) return toQuestion(matters, runs.slice(0, at), conversation.language, isAnswered, intents);
    if (run.isAfterAgent && !run.lines.some(isBareFact)) return undefined;
  }
  return undefined;
}

/** The place of the customer's latest message, 0 where there is none. Pure. */
export function lastCustomerSeq(transcript: readonly UnderstoodMessage[]): number {
  return transcript.findLast(({ message }) => message.author === 'customer')?.message.seq ?? 0;
}

/** Is a message about something, rather than small talk or a call for a person? */
export function isMatter(line: UnderstoodMessage, intents: ReadonlyMap<string, Intent>): boolean {
  const intent = intents.get(line.understanding?.intents[0]?.id ?? '');
  return intent ? intent.kind !== 'talk' && intent.signal !== 'person' : !callsForPerson(line);
}

function callsForPerson({ understanding }: UnderstoodMessage): boolean {
  return understanding?.signals.some(({ kind }) => kind === 'person') ?? false;
}

/** Says nothing but facts, such as an order number that was asked for. */
function isBareFact({ message, understanding }: UnderstoodMessage): boolean {
  const entities = understanding?.entities ?? [];
  return entities.length > 0 && !/[\p{L}\p{N}]/u.test(entities.reduce((text, entity) => text.replace(entity.text, ''), message.text));
}

/** What everybody can read of a segment, without notices and what never arrived. */
function saidBy(transcript: readonly UnderstoodMessage[], segment: number): readonly UnderstoodMessage[] {
  return transcript.filter(({ message }) => message.segment === segment && message.visibility === 'all' && message.author !== 'system' && (message.status === 'sent' || message.status === 'queued'));
}

/** The customer's messages in a row, oldest row first. */
function runsOf(transcript: readonly UnderstoodMessage[], segment: number): readonly Run[] {
  const runs: { lines: UnderstoodMessage[]; isAfterAgent: boolean }[] = [];
  let before: string | undefined;
  let agentSpoke = false;
  for (const line of saidBy(transcript, segment)) {
    const { author } = line.message;
    if (author === 'agent') agentSpoke = true;
    if (author === 'customer' && before === 'customer') runs.at(-1)?.lines.push(line);
    else if (author === 'customer') {
      runs.push({ lines: [line], isAfterAgent: agentSpoke });
      agentSpoke = false;
    }
    before = author;
  }
  return runs;
}

function toQuestion(matters: readonly UnderstoodMessage[], earlier: readonly Run[], fallback: Language, isAnswered: boolean, intents: ReadonlyMap<string, Intent>): OpenQuestion {
  const before = earlier.flatMap(({ lines }) => lines).findLast((line) => isMatter(line, intents) && !isBareFact(line));
  const text = matters.map(({ message }) => message.text).join('\n');
  return {
    fromSeq: matters[0]?.message.seq ?? 0,
    seq: matters.at(-1)?.message.seq ?? 0,
    text,
    // What was not read yet tells its language by its letters.
    language: matters.at(-1)?.understanding?.language ?? languageOf(text, fallback),
    guesses: matters.length === 1 ? (matters[0]?.understanding?.intents ?? []) : [],
    pieces: matters.flatMap(piecesOf),
    before: before && { text: before.message.text, guesses: before.understanding?.intents ?? [] },
    isAnswered,
  };
}

function piecesOf({ message, understanding }: UnderstoodMessage): readonly Piece[] {
  const { requests = [], intents = [] } = understanding ?? {};
  if (requests.length < 2) return [{ text: message.text, guesses: intents }];
  return requests.map(({ text, intent, confidence }) => ({ text, guesses: [{ id: intent, confidence }] }));
}

function languageOf(text: string, fallback: Language): Language {
  if (/\p{Script=Han}/u.test(text)) return 'zh';
  return /\p{Script=Latin}/u.test(text) ? 'en' : fallback;
}
