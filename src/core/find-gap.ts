import { isQuestion } from './actions/consent.ts';
import type { Conversation } from './conversation.ts';
import type { Decision } from './decision.ts';
import type { GapReason, NewGap } from './gap.ts';
import type { Intent } from './intent.ts';
import type { Mask } from './mask.ts';
import { saysItDidNotHelp } from './memory.ts';
import type { TurnLease, UnderstoodMessage } from './ports/store.ts';
import type { TurnResult } from './turn.ts';
import { isComplaintAboutAnswer } from './wording.ts';

/** Whoever is that displeased, in [-1, 1], and names no matter of ours, asks for no answer. */
const RHETORICAL = -0.3;

/** Of a longer question the beginning is kept, UTF-16 units. */
const KEPT = 500;

/** What was asked: the words, and the place of the last of the messages. */
export type Asked = Pick<NewGap, 'seq' | 'text' | 'language'>;

/** Why the turn leaves a question without a good answer; `undefined` when it does not. What is said to a person is theirs. Pure. */
export function gapReasonOf({ decision, understanding, missed, change }: TurnResult, { memory, state }: Pick<Conversation, 'memory' | 'state'>, text: string, intents: ReadonlyMap<string, Intent>): GapReason | undefined {
  if (state === 'human') return undefined;
  // What is done for the customer is no answer to what else they asked.
  if (decision.kind === 'act') return missed !== 'all' && missed.length > 0 ? 'not_found' : undefined;
  // Whoever hears such words may be handed over for another reason, and the answer was of no use all the same.
  const isOfNoUse = state === 'bot' && (decision.reason === 'did_not_help' || decision.reason === 'unhelpful' || saysItDidNotHelp(memory, text, understanding));
  if (isOfNoUse) return 'did_not_help';
  if (decision.reason === 'not_found') return 'not_found';
  if (decision.reason === 'not-understood') return 'not_understood';
  if (missed === 'all' ? isLeftOver(decision) && asksSomething(text, understanding, intents) : missed.length > 0) return 'not_found';
  return change.messages?.some(({ extras }) => extras?.answeredBy?.verdict === 'declined') === true ? 'declined' : undefined;
}

/** Is nothing said to the matter itself, because a person comes or is waited for? */
function isLeftOver({ kind, reason }: Decision): boolean {
  return kind === 'hand_over' || kind === 'stay_silent' || reason === 'noted' || reason === 'passed_on';
}

/** Is there a question in what calls for a person, rather than a complaint, a wish for one, or small talk? */
function asksSomething(text: string, { language, intents: guesses, signals, sentiment }: TurnResult['understanding'], intents: ReadonlyMap<string, Intent>): boolean {
  const kind = intents.get(guesses[0]?.id ?? '')?.kind;
  if (kind === 'talk' || !isQuestion(text, language)) return false;
  // "Are you even serious?" is put as a question, and wants no article.
  return kind === 'question' || (signals.every((signal) => signal.kind === 'person') && sentiment > RHETORICAL);
}

/** The messages of this turn as one question, without small talk. Pure. */
export function askedNow({ unhandled, conversation }: TurnLease, { change, understanding }: Pick<TurnResult, 'change' | 'understanding'>, intents: ReadonlyMap<string, Intent>): Asked | undefined {
  const read = new Map(change.understandings?.map((each) => [each.seq, each.understanding]));
  return questionIn(unhandled.map((message) => ({ message, understanding: read.get(message.seq) })), intents) ?? joined(unhandled.map((message) => ({ message, understanding })), conversation);
}

/**
 * The question that was asked before this turn, to which "that did not help" refers: the last messages of the customer
 * in this segment that are neither small talk, nor such words themselves, nor a choice that the bot had offered. Pure.
 */
export function askedBefore(transcript: readonly UnderstoodMessage[], { segment, handledSeq }: Conversation, intents: ReadonlyMap<string, Intent>): Asked | undefined {
  const lines = transcript.filter(({ message }) => message.segment === segment && message.seq <= lastSaid(transcript, handledSeq));
  let burst: UnderstoodMessage[] = [];
  for (const line of [...lines.toReversed(), undefined]) {
    if (line?.message.author === 'customer') {
      burst.unshift(line);
      continue;
    }
    const offered = new Set(line?.message.extras.quickReplies?.map(({ text }) => text));
    const asked = questionIn(burst.filter(({ message }) => !offered.has(message.text)), intents);
    if (asked) return asked;
    if (line) burst = [];
  }
  return undefined;
}

/** The gap that a turn leaves, masked and cut. Pure. */
export function gapOf(reason: GapReason, asked: Asked, shown: NewGap['shown'], mask: Mask): NewGap {
  return { ...asked, reason, shown, text: mask(asked.text).slice(0, KEPT).replace(/[\uD800-\uDBFF]$/, '') };
}

function lastSaid(transcript: readonly UnderstoodMessage[], handledSeq: number): number {
  // What the customer wrote after the messages taken so far belongs to this turn.
  const next = transcript.find(({ message }) => message.author === 'customer' && message.seq > handledSeq);
  return next ? next.message.seq - 1 : Infinity;
}

function questionIn(burst: readonly UnderstoodMessage[], intents: ReadonlyMap<string, Intent>): Asked | undefined {
  const isTalk = ({ message, understanding }: UnderstoodMessage) => intents.get(understanding?.intents[0]?.id ?? '')?.kind === 'talk' || isComplaintAboutAnswer(message.text);
  const matters = burst.filter((line) => !isTalk(line));
  return matters.length > 0 ? joined(matters, undefined) : undefined;
}

function joined(lines: readonly UnderstoodMessage[], conversation: Pick<Conversation, 'language'> | undefined): Asked | undefined {
  const last = lines.at(-1);
  if (!last) return undefined;
  const language = last.understanding?.language ?? conversation?.language ?? 'zh';
  return { seq: last.message.seq, language, text: lines.map(({ message }) => message.text).join('\n') };
}
