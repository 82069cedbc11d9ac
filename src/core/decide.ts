import type { Conversation, Memory } from './conversation.ts';
import type { Decision } from './decision.ts';
import type { Intent } from './intent.ts';
import { rememberCustomer, saysItDidNotHelp } from './memory.ts';
import type { Evidence } from './passage.ts';
import type { Policy, PolicyRule } from './policy.ts';
import type { Understanding } from './understanding.ts';

/** Everything that a decision looks at. */
export type DecisionInput = {
  readonly conversation: Conversation;
  /** The customer's untaken messages, joined by line ends. */
  readonly text: string;
  readonly understanding: Understanding;
  readonly evidence: Evidence;
  /** The customer chose one of the topics that were offered. */
  readonly hasChosen: boolean;
  /** Understanding or searching should have helped and could not. */
  readonly hasModelFailed: boolean;
  /** Is somebody of the team that should answer on duty now? Only asked about while the customer waits. */
  readonly isTeamThere: boolean;
  readonly policy: Policy;
  /** The first guess's intent in the catalogue. */
  readonly intent: Intent | undefined;
};

/**
 * What to do with a turn; pure. Where a person owns the conversation Baton is silent. Otherwise the policy's rules go
 * first, in their order, then small talk, then what the knowledge base has.
 */
export function decide(input: DecisionInput): Decision {
  const { conversation, evidence, understanding, text, intent } = input;
  if (conversation.state !== 'bot') return decideForPeople(input);

  const isTalk = !understanding.isOutOfScope && intent?.kind === 'talk';
  const isMatter = !input.hasChosen && !isTalk;
  const memory = rememberCustomer(conversation.memory, text, understanding);
  const found = evidence.verdict === 'found' ? evidence.passages : [];
  const missed = isMatter && !input.hasModelFailed && evidence.verdict === 'none' && !saysItDidNotHelp(conversation.memory, text, understanding);
  const facts: Facts = {
    input,
    memory,
    isMatter: isMatter || input.hasChosen,
    notUnderstood: memory.notUnderstood + (missed ? 1 : 0),
    // Small talk has its answer in the catalogue and needs no search.
    hasModelFailed: input.hasModelFailed && !isTalk,
  };

  for (const rule of input.policy.rules) {
    const words = fires(rule, facts);
    if (words) {
      return { kind: 'hand_over', reason: rule.reason, rule, words, passages: rule.answerFirst ? found : [] };
    }
  }
  if (input.hasChosen) return { kind: 'answer', reason: 'chosen', passages: evidence.passages };
  if (saysItDidNotHelp(conversation.memory, text, understanding)) return { kind: 'answer', reason: 'did_not_help' };
  if (isTalk && intent) return { kind: 'answer', reason: 'talk', intentId: intent.id };
  if (evidence.verdict === 'found') return { kind: 'answer', reason: 'found', passages: evidence.passages };
  if (evidence.verdict === 'unclear' && evidence.topics.length > 1) {
    return { kind: 'clarify', reason: 'topics_compete', topics: evidence.topics };
  }
  return { kind: 'answer', reason: hasWords(text) ? 'not_found' : 'ask_again' };
}

/**
 * While people own the conversation Baton is silent, with one exception: as long as the customer waits and nobody is on
 * duty, it goes on answering what the knowledge base has, so that the night is not lost.
 */
function decideForPeople({ conversation, evidence, isTeamThere }: DecisionInput): Decision {
  const isNight = conversation.state === 'waiting' && !isTeamThere;
  return isNight && evidence.verdict === 'found'
    ? { kind: 'answer', reason: 'found', passages: evidence.passages }
    : { kind: 'stay_silent', reason: 'person_owns' };
}

type Facts = {
  readonly input: DecisionInput;
  readonly memory: Memory;
  readonly isMatter: boolean;
  readonly notUnderstood: number;
  readonly hasModelFailed: boolean;
};

/** The words that fired a rule (perhaps none), or `undefined` when it does not fire. */
function fires(rule: PolicyRule, facts: Facts): readonly string[] | undefined {
  const { when } = rule;
  const { understanding, conversation } = facts.input;
  const signal = understanding.signals.find(({ kind }) => kind === when.signal);
  const { sentiments, unhelpfulAnswers } = facts.memory;
  const holds =
    (when.signal === undefined || signal !== undefined) &&
    (when.tier === undefined || when.tier.includes(conversation.tier)) &&
    (when.intent === undefined || when.intent.includes(understanding.intents[0]?.id ?? '')) &&
    (when.isMatter === undefined || when.isMatter === facts.isMatter) &&
    (when.sentimentAtMost === undefined || understanding.sentiment <= when.sentimentAtMost) &&
    (when.sentimentFallBy === undefined || hasFallenBy(sentiments, when.sentimentFallBy)) &&
    (when.unhelpfulAnswers === undefined || unhelpfulAnswers >= when.unhelpfulAnswers) &&
    (when.notUnderstood === undefined || facts.notUnderstood >= when.notUnderstood) &&
    (when.modelFailed === undefined || when.modelFailed === facts.hasModelFailed);
  return holds ? (signal?.words ?? []) : undefined;
}

/** Has the mood fallen by this much over the last three messages, to something negative? */
function hasFallenBy(sentiments: readonly number[], fall: number): boolean {
  const recent = sentiments.slice(-3);
  const last = recent.at(-1);
  if (last === undefined || recent.length < 3 || last >= 0) return false;
  return Math.max(...recent) - last >= fall;
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
