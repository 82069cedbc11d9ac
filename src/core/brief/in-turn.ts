import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import type { Bilingual, Language } from '../language.ts';
import type { Entity } from '../understanding.ts';
import { confirmBrief, correctBrief } from './check-passed-on.ts';
import { readCheck } from './read-correction.ts';

/** What the bot says when a waiting customer has looked at what was passed on. */
export const CHECK_WORDING = {
  right: { zh: '好的，谢谢您的确认。', en: 'Thank you for confirming.' },
  corrected: { zh: '谢谢您的更正，已经改好了，同事接手时会直接看到。', en: 'Thank you, that is corrected now, and my colleague will see it at once.' },
  wrong: { zh: '抱歉，是哪一点不对呢？直接告诉我就好，例如“订单是20261107-0033”。', en: 'Sorry about that. Which part is wrong? Just tell me, for example “the order is 20261107-0033”.' },
} as const satisfies Record<string, Bilingual>;

/**
 * A turn's change with what the customer's words mean for the brief, until a person has answered. Pure. What was said after
 * an answer of the bot is a reply to that answer, unless it names what is wrong.
 */
export function withBriefCheck(
  change: Change,
  { conversation, handover, text, entities, language, now }: { readonly conversation: Conversation; readonly handover: Handover | undefined; readonly text: string; readonly entities: readonly Entity[]; readonly language: Language; readonly now: number },
): Change {
  // A person who owns the conversation has the word; until their first one, what the customer sets right still marks the brief.
  const isOwned = conversation.state === 'human' && handover?.firstReplyAt === undefined;
  if ((conversation.state !== 'waiting' && !isOwned) || handover === undefined) return change;
  const { askedAt, rightAt, corrections = [] } = handover.brief ?? {};
  const heard = readCheck(text, entities, askedAt !== undefined && rightAt === undefined && corrections.length === 0);
  if (heard === undefined) return change;
  const isBusy = (change.messages ?? []).length > 0;
  // Where a call back is being agreed, a bare yes or no belongs to that.
  if ((isBusy || handover.callback !== undefined || change.memory?.callbackAsked !== undefined) && heard.kind !== 'corrected') return change;
  const say = (what: keyof typeof CHECK_WORDING) => (isBusy || isOwned ? {} : { messages: [{ author: 'bot' as const, visibility: 'all' as const, text: CHECK_WORDING[what][language] }] });
  if (heard.kind === 'wrong') return { ...change, ...say('wrong') };
  if (heard.kind === 'right') {
    const confirmed = confirmBrief(handover, now);
    return confirmed ? { ...change, ...say('right'), touchHandover: { ...change.touchHandover, ...confirmed.touchHandover } } : change;
  }
  const { touchHandover, memory } = correctBrief({ memory: change.memory ?? conversation.memory }, heard.corrections.map((each) => ({ ...each, at: now })));
  return { ...change, ...(memory ? { memory } : {}), ...say('corrected'), touchHandover: { ...change.touchHandover, ...touchHandover } };
}
