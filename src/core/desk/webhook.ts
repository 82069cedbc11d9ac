import type { Change } from '../change.ts';
import type { Conversation } from '../conversation.ts';
import type { Message } from '../message.ts';
import type { Offer } from './desk-state.ts';

/** What webhooks are told of who has a conversation, beside that it was claimed. */
export type OwnerEvent = { readonly type: 'handover.offered' | 'handover.offer_ended' | 'handover.transferred' | 'handover.released'; readonly data: Readonly<Record<string, unknown>> };

/** What webhooks are told when a conversation is offered to somebody, an offer ends without them taking it, a colleague goes on with it, or it goes back into a queue. */
export function ownerEvents(before: Conversation, { ownership, desk, touchHandover }: Change, written: readonly Message[]): readonly OwnerEvent[] {
  const from = before.agentId === undefined ? {} : { from: { id: before.agentId, name: before.agentName ?? '' } };
  const earlier = before.desk?.offer;
  const isNew = desk?.offer !== undefined && (desk.offer.at !== earlier?.at || desk.offer.to.id !== earlier.to.id);
  const hasEnded = earlier !== undefined && desk !== undefined && desk.offer === undefined && ownership === undefined;
  return [
    ...(hasEnded ? [{ type: 'handover.offer_ended' as const, data: { offer: { ...offerFact(earlier), why: whyEnded(written) } } }] : []),
    ...(isNew && desk.offer ? [{ type: 'handover.offered' as const, data: { offer: offerFact(desk.offer) } }] : []),
    ...(ownership?.state === 'human' && before.agentId !== undefined && ownership.agentId !== before.agentId ? [{ type: 'handover.transferred' as const, data: from }] : []),
    ...(touchHandover?.requeued ? [{ type: 'handover.released' as const, data: from }] : []),
  ];
}

function offerFact({ to, from, by, because, until }: Offer): Readonly<Record<string, unknown>> {
  return { to, ...(from ? { from } : {}), ...(by ? { by } : {}), ...(because ? { because } : {}), until };
}

/** As the line for staff says it. */
function whyEnded(written: readonly Message[]): string {
  const notices = written.flatMap(({ extras: { notice } }) => notice ?? []);
  return notices.flatMap((notice) => (notice.kind === 'offer_ended' ? [notice.why] : notice.kind === 'routed' ? [notice.what] : []))[0] ?? 'withdrawn';
}
