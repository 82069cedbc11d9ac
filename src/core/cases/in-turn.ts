import type { Conversation } from '../conversation.ts';
import type { Decision } from '../decision.ts';
import type { Policy } from '../policy.ts';
import type { CaseAnswerGiven } from './answer.ts';
import type { Case } from './case.ts';
import type { CaseEvent } from './event.ts';

/**
 * What is done with an answer to the question whether a case is settled, where the bot has the conversation: a yes ends
 * it, and a no brings a person, whatever else the words could have meant. Pure.
 */
export function decideOnCase(usual: Decision, given: CaseAnswerGiven | undefined, { state, tier }: Pick<Conversation, 'state' | 'tier'>, policy: Policy): Decision {
  if (!given || state !== 'bot') return usual;
  if (given.answer === 'settled') return { kind: 'answer', reason: 'case_settled' };
  if (usual.kind === 'hand_over') return usual;
  const rule = policy.rules.find(({ reason, when }) => reason === 'complaint' && (when.tier?.includes(tier) ?? true) && when.returnsAfter === undefined);
  return rule ? { kind: 'hand_over', reason: rule.reason, rule, words: [given.words], passages: [] } : usual;
}

/** What an answer does to the case; a closed one opens again. */
export function answerEvents(given: CaseAnswerGiven | undefined, record: Case | undefined): readonly CaseEvent[] {
  if (!given) return [];
  const by = { kind: 'customer' } as const;
  if (record?.state === 'closed') return [{ kind: 'reopen', by, evidence: [{ kind: 'message', value: String(given.seq) }] }];
  return [given.answer === 'settled' ? { kind: 'confirm', by, seq: given.seq } : { kind: 'refuse', by, words: given.words }];
}
