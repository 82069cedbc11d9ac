import type { Conversation, Handover } from '#core/conversation.ts';
import type { Message } from '#core/message.ts';
import type { DeskThread, DeskThreads } from '#core/ports/desk-threads.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Store } from '#core/ports/store.ts';
import { SLACK } from './read-sight.ts';
import { chooseRoom, type Rooms } from './rooms.ts';

/** So much of what was said before a handover stands at the beginning of its thread. */
const LINES_BEFORE = 8;
/** The latest messages that are looked at for that. */
const LOOKED_AT = 200;

/** What threads are opened with. */
export type OpeningParts = { readonly store: Pick<Store, 'conversation' | 'handovers' | 'transcript'>; readonly threads: DeskThreads; readonly clock: Pick<Clock, 'now'>; readonly rooms: () => Rooms };

/** The threads of a conversation with people that are not ended, with one for its open handover; none where no room is set up for it. */
export async function openThreads(conversationId: string, { store, threads, clock, rooms }: OpeningParts): Promise<readonly DeskThread[]> {
  const conversation = await store.conversation(conversationId);
  // Most of what happens is between customers and the assistant.
  if (conversation?.state !== 'waiting' && conversation?.state !== 'human') return [];
  const known = await threads.ofConversation(SLACK, conversationId);
  const unended = known.filter(({ endedAt }) => endedAt === undefined);
  const handovers = await store.handovers(conversationId);
  const handover = handovers.at(-1);
  if (!handover || handover.endedAt !== undefined || known.some(({ handoverId }) => handoverId === handover.id)) return unended;
  const room = chooseRoom(rooms(), { tier: conversation.tier, team: handover.team });
  if (!room) return unended;
  const transcript = await store.transcript(conversationId, LOOKED_AT);
  const fromSeq = beginning(transcript.map(({ message }) => message), conversation, handover, handovers.at(-2));
  return [...unended, await threads.open({ desk: SLACK, conversationId, handoverId: handover.id, team: handover.team, room: room.channel, fromSeq }, clock.now())];
}

function beginning(messages: readonly Message[], { lastSeq }: Conversation, handover: Handover, before: Handover | undefined): number {
  const since = before?.endedAt ?? 0;
  const said = messages.filter(({ segment, at, visibility, author, text }) => segment === handover.segment && at <= handover.openedAt && at > since && visibility === 'all' && author !== 'system' && text !== '');
  const after = messages.find(({ segment, at }) => segment === handover.segment && at > since);
  return said.slice(-LINES_BEFORE)[0]?.seq ?? after?.seq ?? lastSeq + 1;
}
