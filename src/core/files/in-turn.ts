import type { Case } from '../cases/case.ts';
import type { CaseEvent } from '../cases/event.ts';
import type { Decision } from '../decision.ts';
import type { Language } from '../language.ts';
import type { Message, NewMessage } from '../message.ts';
import { fill, WORDING } from '../wording.ts';

/** Did any of these messages bring a file? */
export function bringFiles(messages: readonly Message[]): boolean {
  return messages.some(({ extras }) => (extras.files ?? []).length > 0);
}

/** A customer's photos and documents are evidence in the case that is open, with words or without. */
export function filesAsEvidence(record: Pick<Case, 'state'> | undefined, messages: readonly Message[]): readonly CaseEvent[] {
  const brought = messages.filter((message) => bringFiles([message]));
  if (record === undefined || record.state === 'closed' || brought.length === 0) return [];
  return [{ kind: 'add_evidence', by: { kind: 'customer' }, evidence: brought.map(({ seq }) => ({ kind: 'message', value: String(seq) })) }];
}

/**
 * What is done about files that came without a word while the bot has the conversation: they cannot be read, which is said
 * kindly, and not being understood is nobody's fault. Rules that bring in a person for another reason hold all the same.
 */
export function decideOnFiles(decision: Decision, text: string, isOurs: boolean): Decision {
  if (!isOurs || text.trim() !== '') return decision;
  return decision.kind === 'hand_over' && decision.reason !== 'not-understood' ? decision : { kind: 'answer', reason: 'files' };
}

/** What the bot says to words that came with files, with a sentence on the files under the first of it. */
export function mentionFiles(messages: readonly NewMessage[], decision: Decision, language: Language): readonly NewMessage[] {
  const first = messages.findIndex(({ author, text }) => author === 'bot' && text !== '');
  return messages.map((message, at) => (at === first ? { ...message, text: `${message.text}\n\n${fill(decision.kind === 'hand_over' ? WORDING.filesPassedOn : WORDING.filesBeside, language)}` } : message));
}
