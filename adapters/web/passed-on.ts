import type { ReadPassedOn } from '#core/brief/short-form.ts';
import type { Conversation, Handover } from '#core/conversation.ts';
import type { PassedOn } from '#core/protocol.ts';

/** What was passed on of a conversation, until a person has answered; read again only when it may have changed. */
export function createPassedOnView(read: ReadPassedOn | undefined): (conversation: Conversation | undefined, open: readonly Handover[]) => Promise<PassedOn | undefined> {
  let known: { readonly of: string; readonly passedOn: PassedOn | undefined } | undefined;
  return async (conversation, open) => {
    if (read === undefined || (conversation?.state !== 'waiting' && conversation?.state !== 'human')) return undefined;
    const handover = open.find(({ conversationId }) => conversationId === conversation.id);
    // Once a person has answered, the two talk about it.
    if (!handover || (conversation.state === 'human' && handover.firstReplyAt !== undefined)) return undefined;
    const of = JSON.stringify([handover.id, handover.brief, conversation.lastSeq, conversation.handledSeq]);
    if (known?.of !== of) known = { of, passedOn: await read(conversation, handover) };
    return known.passedOn;
  };
}
