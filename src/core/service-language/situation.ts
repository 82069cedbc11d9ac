import type { HandoverReason } from '../article.ts';
import type { Conversation, Handover } from '../conversation.ts';
import type { Language } from '../language.ts';
import type { UnderstoodMessage } from '../ports/store.ts';
import type { Mood } from '../understanding.ts';

/** When a reply is written, and by whom. */
export type Situation = {
  /** The customer's language. */
  readonly language: Language;
  readonly by: 'bot' | 'person';
  /** Is it the writer's first message to this customer in this conversation? */
  readonly isFirstReply: boolean;
  /** Why a person has taken over, while one has. */
  readonly reason?: HandoverReason | undefined;
  /** Of the customer's last message. */
  readonly mood?: Mood | undefined;
  /** Of the customer's last message, in [-1, 1]. */
  readonly sentiment?: number | undefined;
  /** What the writer has said to this customer before in this conversation, oldest first. */
  readonly said: readonly string[];
  /** For wordings that name the writer. */
  readonly names?: Readonly<Record<'agent' | 'company', string>>;
};

/** Where a conversation stands for what `agent` is about to write in it. Pure. */
export function situationOf(
  { conversation, handover, transcript }: { readonly conversation: Conversation; readonly handover: Handover | undefined; readonly transcript: readonly UnderstoodMessage[] },
  names: Readonly<Record<'agent' | 'company', string>>,
): Situation {
  const here = transcript.filter(({ message }) => message.segment === conversation.segment && message.visibility === 'all');
  const said = here.filter(({ message }) => message.author === 'agent' && message.extras.agentName === names.agent).map(({ message }) => message.text);
  const heard = here.findLast(({ message, understanding }) => message.author === 'customer' && understanding !== undefined)?.understanding;
  return {
    language: conversation.language,
    by: 'person',
    isFirstReply: said.length === 0,
    reason: handover?.segment === conversation.segment ? handover.reason : undefined,
    mood: heard?.mood,
    sentiment: heard?.sentiment,
    said,
    names,
  };
}
