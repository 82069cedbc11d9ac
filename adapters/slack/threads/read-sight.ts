import type { Bilingual } from '#core/language.ts';
import type { Conversation, Handover } from '#core/conversation.ts';
import type { DeskThread, DeskThreads } from '#core/ports/desk-threads.ts';
import type { StaffViews } from '#core/ports/staff-views.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Store } from '#core/ports/store.ts';
import type { Language } from '#core/protocol.ts';
import { isBatonError } from '#core/errors.ts';
import type { Asking } from './asking.ts';
import { languageOf, type Rooms } from './rooms.ts';
import type { Sight } from './sight.ts';

/** Name of this desk in the store. */
export const SLACK = 'slack';

/** What threads are read with. */
export type SightParts = {
  readonly store: Pick<Store, 'conversation' | 'handovers'>;
  readonly views: Pick<StaffViews, 'detail'>;
  readonly threads: DeskThreads;
  readonly asking: Asking;
  readonly clock: Pick<Clock, 'now'>;
  readonly rooms: () => Rooms;
  /** Of rooms that are no longer set up. */
  readonly language: Language;
  readonly teamName: (team: string) => Bilingual;
  /** Address of a conversation in the console; absent where it has none. */
  readonly consoleLink?: (conversationId: string) => string;
};

const NOBODY: Readonly<Record<Language, string>> = { zh: '客服', en: 'customer service' };

/** Reads threads; remembers the addresses of earlier ones. */
export function createSightReader(parts: SightParts): (threadId: string, conversationId: string) => Promise<Sight | undefined> {
  const { store, views, threads, asking, clock, rooms, language, teamName, consoleLink } = parts;
  const links = new Map<string, string>();

  const linkOf = async ({ id, room, root }: DeskThread): Promise<string | undefined> => {
    const known = links.get(id);
    if (known !== undefined || root === undefined || asking.readyAt('chat.getPermalink', room) > clock.now()) return known;
    // A card without the link is better than none.
    const link = await asking.web('chat.getPermalink', room, (web) => web.chat.getPermalink({ channel: room, message_ts: root })).then(({ permalink }) => permalink, () => undefined);
    if (link !== undefined) links.set(id, link);
    return link;
  };

  const read = async (thread: DeskThread, earlier: DeskThread | undefined, conversation: Conversation, handover: Handover, isLast: boolean): Promise<Sight | undefined> => {
    const reader = { id: conversation.agentId ?? SLACK, name: conversation.agentName ?? NOBODY[conversation.language], role: 'lead' as const };
    const [detail, found, earlierLink] = await Promise.all([views.detail(conversation.id, reader), threads.posts(thread.id), earlier ? linkOf(earlier) : undefined]);
    const card = found.findLast(({ kind, state }) => kind === 'card' && state === 'posted');
    // A crash may have come between the card and the note of where it stands.
    if (card?.ts !== thread.root) await threads.set(thread.id, { root: card?.ts });
    return {
      thread: { ...thread, root: card?.ts },
      posts: found,
      conversation,
      handover,
      summary: detail.summary,
      brief: isLast ? detail.brief : undefined,
      messages: detail.messages,
      team: teamName(handover.team),
      earlierLink,
      consoleLink: consoleLink?.(conversation.id),
      language: languageOf(rooms(), thread.room, language),
      now: clock.now(),
    };
  };

  return async (threadId, conversationId) => {
    const [all, conversation, handovers] = await Promise.all([threads.ofConversation(SLACK, conversationId), store.conversation(conversationId), store.handovers(conversationId)]);
    const at = all.findIndex(({ id }) => id === threadId);
    const thread = all[at];
    const handover = handovers.find(({ id }) => id === thread?.handoverId);
    if (!thread || thread.endedAt !== undefined || !conversation || !handover) return undefined;
    try {
      return await read(thread, all[at - 1], conversation, handover, handovers.at(-1)?.id === handover.id);
    } catch (error) {
      // Erased meanwhile.
      if (isBatonError(error, 'not_found')) return undefined;
      throw error;
    }
  };
}
