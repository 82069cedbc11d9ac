import type { Intent } from '../intent.ts';
import type { Mask } from '../mask.ts';
import type { PastHandover } from '../ports/past-case-store.ts';
import { shorten } from '../text.ts';
import { isMatter } from './question.ts';
import type { SimilarCase } from './view.ts';

/** A question of an earlier handover with what a colleague answered; `seq` is the place of its first message. */
export type PastAnswer = { readonly seq: number; readonly question: string; readonly reply: string; readonly agentName: string | undefined };

/** So many questions of a handover are kept, the latest. */
const MOST_OF_ONE = 4;
/** A shorter reply is a greeting or "one moment", columns; a Chinese character is two. */
const SHORTEST_REPLY = 16;
const LONGEST = { question: 300, reply: 600 };

/** What was asked in an earlier handover and answered by a person: to each question the longest reply before the next one. Pure. */
export function pastAnswers({ lines }: Pick<PastHandover, 'lines'>, intents: ReadonlyMap<string, Intent>): readonly PastAnswer[] {
  const answers: PastAnswer[] = [];
  let asked: { seq: number; texts: string[] } | undefined;
  let reply: { text: string; agentName: string | undefined } | undefined;
  const settle = (): void => {
    if (asked && reply && widthOf(reply.text) >= SHORTEST_REPLY) answers.push({ seq: asked.seq, question: asked.texts.join('\n'), reply: reply.text, agentName: reply.agentName });
  };
  for (const line of lines) {
    const { author, text, seq, extras } = line.message;
    if (author === 'agent' && asked && text.length > (reply?.text.length ?? 0)) reply = { text, agentName: extras.agentName };
    if (author !== 'customer' || !isMatter(line, intents)) continue;
    if (asked && reply === undefined) asked.texts.push(text);
    else {
      settle();
      asked = { seq, texts: [text] };
      reply = undefined;
    }
  }
  settle();
  return answers.slice(-MOST_OF_ONE);
}

/** An earlier answer as colleagues see it: personal data, order numbers and the customer's name are masked. Pure. */
export function toSimilarCase(past: PastHandover, answer: PastAnswer, mask: Mask): SimilarCase {
  const clean = (text: string, limit: number): string => shorten(mask(text, [past.customerName]), limit);
  return {
    conversationId: past.conversationId,
    question: clean(answer.question, LONGEST.question),
    reply: clean(answer.reply, LONGEST.reply),
    ...(answer.agentName === undefined ? {} : { agentName: answer.agentName }),
    ...(past.closeReason === undefined ? {} : { closeReason: past.closeReason }),
    ...(past.rating === undefined ? {} : { rating: past.rating }),
    endedAt: past.endedAt,
  };
}

/** Did it help, as far as anybody knows? What was spam, never answered by the customer or rated badly teaches nothing. */
export function hasHelped({ closeReason, rating }: Pick<PastHandover, 'closeReason' | 'rating'>): boolean {
  return (rating === undefined || rating >= 3) && (closeReason === undefined || closeReason === 'resolved' || closeReason === 'other');
}

function widthOf(text: string): number {
  return text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}
