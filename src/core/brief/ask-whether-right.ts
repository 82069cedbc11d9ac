import type { Conversation, Handover } from '../conversation.ts';
import type { Intent } from '../intent.ts';
import type { Bilingual, Language } from '../language.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store, UnderstoodMessage } from '../ports/store.ts';
import { type PassedOn, POINT_NAMES } from '../protocol.ts';
import { shortForm } from './short-form.ts';
import { understoodIn } from './sources.ts';

/** So much of a conversation is looked at, messages. */
const LOOKED_AT = 200;
const FRAME: Readonly<Record<'begin' | 'end', Bilingual>> = {
  begin: { zh: '我转给同事的内容是：', en: 'This is what I have passed on to my colleagues:' },
  end: { zh: '这样对吗？有不对的地方，直接写给我就好。', en: 'Is this right? If not, just write what is wrong.' },
};

/** What whoever waits is asked to look at, in a channel that shows no form. Pure. */
export function sayPassedOn({ points }: PassedOn, language: Language): string {
  const colon = language === 'zh' ? '：' : ': ';
  return [FRAME.begin[language], ...points.map(({ point, value }) => `- ${POINT_NAMES[point][language]}${colon}${value}`), '', FRAME.end[language]].join('\n');
}

/** May whoever waits be asked whether what was passed on is right? Once, not in danger, and not beside another question. Pure. */
function mayAskWhetherRight({ state, memory }: Pick<Conversation, 'state' | 'memory'>, { reason, brief, callback, firstReplyAt, endedAt }: Handover): boolean {
  const isAsked = brief?.askedAt !== undefined || brief?.rightAt !== undefined || (brief?.corrections?.length ?? 0) > 0;
  return state === 'waiting' && reason !== 'danger' && !isAsked && callback === undefined && memory.callbackAsked === undefined && firstReplyAt === undefined && endedAt === undefined;
}

/** What asking needs. `showsPassedOn`: does the channel show what was passed on by itself? Another process asks in channels that are not served here: for them, yes. */
export type AskTools = {
  readonly store: Pick<Store, 'subscribe' | 'conversation' | 'handovers' | 'transcript' | 'update'>;
  readonly intents: ReadonlyMap<string, Intent>;
  readonly showsPassedOn: (channel: string) => boolean;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
};

/**
 * Asks everybody who begins to wait, once, whether what was passed on is right, in channels that do not show it by
 * themselves. Nobody is asked who has only called for a person; they are when they have said what it is about. Resolves to
 * what stops it.
 */
export function askWhetherRight({ store, intents, showsPassedOn, clock, onFailure }: AskTools): () => Promise<void> {
  const running = new Set<Promise<void>>();
  const look = async (id: string): Promise<void> => {
    const conversation = await store.conversation(id);
    if (conversation?.state !== 'waiting' || showsPassedOn(conversation.channel)) return;
    const handover = (await store.handovers(id)).at(-1);
    if (!handover || !mayAskWhetherRight(conversation, handover)) return;
    const transcript = await store.transcript(id, LOOKED_AT);
    const form = isInDanger(transcript, handover) ? undefined : shortForm({ handover, transcript, intents });
    if (!form) return;
    const text = sayPassedOn(form, conversation.language);
    const now = clock.now();
    await store.update(
      id,
      (standing, open) => (open?.id === handover.id && mayAskWhetherRight(standing, open) ? { messages: [{ author: 'bot', visibility: 'all', text }], touchHandover: { brief: { askedAt: now } } } : undefined),
      now,
    );
  };
  const unsubscribe = store.subscribe((id, news) => {
    if (news !== 'changed') return;
    const work = look(id).catch(onFailure).finally(() => running.delete(work));
    running.add(work);
  });
  return async () => {
    unsubscribe();
    await Promise.all(running);
  };
}

function isInDanger(transcript: readonly UnderstoodMessage[], handover: Handover): boolean {
  return understoodIn({ transcript, handover }).some(({ understanding: { signals } }) => signals.some(({ kind }) => kind === 'danger'));
}
