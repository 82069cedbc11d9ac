import { EMPTY_MEMORY, type Conversation, type Memory, type ShownArticle } from '#core/conversation.ts';
import { decide, type DecisionInput } from '#core/decide.ts';
import type { Decision } from '#core/decision.ts';
import type { Evidence } from '#core/passage.ts';
import type { Entity, SignalKind, Understanding } from '#core/understanding.ts';
import { conversation, INTENTS, NOON, passage, realPolicy, understanding } from './samples.ts';

/** The policy that is shipped. */
export const POLICY = await realPolicy();

/** One article answers. */
export const FOUND: Evidence = { verdict: 'found', passages: [passage()], topics: [] };
/** Nothing answers. */
export const NONE: Evidence = { verdict: 'none', passages: [], topics: [] };
/** Two topics compete. */
export const UNCLEAR: Evidence = {
  verdict: 'unclear',
  passages: [],
  topics: [{ articleId: 'refund-time', title: '退款多久到账' }, { articleId: 'return-fee', title: '退货运费' }],
};
/** An article that the customer has been shown. */
export const SHOWN: ShownArticle = { articleId: 'refund-time', language: 'zh', title: '退款多久到账', helped: 'unknown' };

/** What is decided, by the shipped policy, on a question that one article answers; and on what differs from that. */
export const decideOn = (more: Partial<DecisionInput> = {}): Decision =>
  decide({
    conversation: conversation(),
    previous: undefined,
    now: NOON,
    text: '退款什么时候到账',
    understanding: understanding(),
    evidence: FOUND,
    requests: [],
    choices: [],
    hasChosen: false,
    hasModelFailed: false,
    isTeamThere: true,
    policy: POLICY,
    intent: INTENTS.get('refund-status'),
    ...more,
  });

/** A conversation with the bot that remembers this. */
export const withMemory = (memory: Partial<Memory>): Conversation => conversation({ memory: { ...EMPTY_MEMORY, ...memory } });

/** A message with a signal. */
export const signalling = (kind: SignalKind, words: readonly string[] = ['词']): Understanding => understanding({ signals: [{ kind, words, confidence: 1 }] });

/** A message that says just this fact, and of which nothing else is understood. */
export const stating = (kind: Entity['kind'], text: string): Partial<DecisionInput> => ({
  text,
  understanding: understanding({ isOutOfScope: true, intents: [], entities: [{ kind, value: text, text, start: 0, end: text.length }] }),
  intent: undefined,
});

/** A thank-you. */
export const TALK: Partial<DecisionInput> = { understanding: understanding({ intents: [{ id: 'thanks', confidence: 0.9 }] }), intent: INTENTS.get('thanks'), evidence: NONE, text: '谢谢' };
/** Words that nothing in the shop fits. */
export const LOST: Partial<DecisionInput> = { understanding: understanding({ isOutOfScope: true, intents: [] }), intent: undefined, evidence: NONE, text: '火星上几点了' };
