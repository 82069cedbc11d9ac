import { BatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Asking } from '../threads/asking.ts';
import { type Content, TEXT_LENGTH } from '../threads/content.ts';
import { cutText } from '../threads/split.ts';
import { readSlackFault } from '../slack-fault.ts';
import type { CustomerPlace } from './address.ts';

/** Type of the metadata that goes with every post; its payload has the id of the message and the number of its part, and nothing of anybody. */
const EVENT_TYPE = 'baton_post';
/** Posts are looked for from this long before their message was written, s: clocks differ. */
const MARGIN_S = 600;
const PAGE = 200;
/** Slack's words for what is as it should be already. */
const GONE: ReadonlySet<string> = new Set(['message_not_found', 'cant_delete_message', 'file_not_found', 'file_deleted']);

/** Where the parts of messages stand: ts by the part's id. */
export type Standing = ReadonlyMap<string, string>;

/** The id of a message's part, from 0. */
export const partId = (messageId: string, part: number): string => `${messageId}.${part}`;

/** The calls that posts of a customer's thread need, each at its pace. */
export type Posts = {
  /** Waits for the turn of a post in this room and begins with it at that moment. Throws `unavailable` with `retryAfterMs` where that takes long. */
  inTurn<T>(room: string, work: () => Promise<T>): Promise<T>;
  /** Every post of ours in the thread since a message was written (Unix ms), as Slack knows them. */
  find(place: CustomerPlace, since: number): Promise<Standing>;
  /** What one message of the thread says now, as Slack writes it; `undefined` where it is gone. */
  wordsAt(place: CustomerPlace, ts: string): Promise<{ readonly text: string; readonly blocks: readonly unknown[] } | undefined>;
  /** Posts; answers the ts. */
  post(place: CustomerPlace, id: string, content: Content): Promise<string>;
  update(place: CustomerPlace, ts: string, content: Content): Promise<void>;
  /** Takes away; nothing happens where it is gone already. */
  remove(place: CustomerPlace, ts: string): Promise<void>;
  removeFile(room: string, fileId: string): Promise<void>;
  /** Nobody waits any longer. */
  stop(): void;
};

/** Makes them. `patienceMs`: whose turn comes later is told to come back. */
export function createPosts(asking: Asking, clock: Clock, patienceMs: number): Posts {
  const waiting = new Set<() => void>();
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const cancel = clock.after(ms, () => {
        waiting.delete(giveUp);
        resolve();
      });
      const giveUp = (): void => {
        cancel();
        reject(new BatonError('unavailable', 'Baton is stopping.'));
      };
      waiting.add(giveUp);
    });
  return {
    async inTurn(room, work) {
      for (;;) {
        const left = asking.readyAt(`post:${room}`, room) - clock.now();
        // Whoever waited as well finds the turn taken.
        if (left <= 0) return work();
        if (left > patienceMs) throw new BatonError('unavailable', `Slack takes the next post to ${room} in ${Math.ceil(left / 1000)} s.`, { retryAfterMs: left });
        await wait(left);
      }
    },
    async find({ room, root }, since) {
      const found = new Map<string, string>();
      const range = { channel: room, ts: root, oldest: String(Math.floor(since / 1000) - MARGIN_S), include_all_metadata: true, limit: PAGE };
      for (let cursor: string | undefined; ; ) {
        const page = { ...range, ...(cursor === undefined ? {} : { cursor }) };
        const answer = await asking.web('conversations.replies', room, (web) => web.conversations.replies(page));
        for (const { ts, metadata } of answer.messages ?? []) {
          const id = (metadata?.event_payload as { readonly id?: unknown } | undefined)?.id;
          if (metadata?.event_type === EVENT_TYPE && typeof id === 'string' && ts !== undefined && !found.has(id)) found.set(id, ts);
        }
        cursor = answer.response_metadata?.next_cursor;
        if (cursor === undefined || cursor === '') return found;
      }
    },
    async wordsAt({ room, root }, ts) {
      const answer = await asking.web('conversations.replies', room, (web) => web.conversations.replies({ channel: room, ts: root, oldest: ts, latest: ts, inclusive: true, limit: 2 }));
      const found = answer.messages?.find((message) => message.ts === ts && (message as { readonly subtype?: string }).subtype !== 'tombstone');
      return found && { text: found.text ?? '', blocks: found.blocks ?? [] };
    },
    post: ({ room, root }, id, content) =>
      orPlain(content, async ({ text, blocks }) => {
        const { ts = '' } = await asking.web(`post:${room}`, room, (web) =>
          web.chat.postMessage({ channel: room, thread_ts: root, text, ...(blocks.length > 0 ? { blocks: [...blocks] } : {}), unfurl_links: false, unfurl_media: false, metadata: { event_type: EVENT_TYPE, event_payload: { id } } }),
        );
        return ts;
      }),
    update: ({ room }, ts, content) =>
      orPlain(content, async ({ text, blocks }) => {
        await asking.web('chat.update', room, (web) => web.chat.update({ channel: room, ts, text, blocks: [...blocks] }));
      }),
    remove: ({ room }, ts) => unlessGone(asking.web('chat.delete', room, (web) => web.chat.delete({ channel: room, ts }))),
    removeFile: (room, file) => unlessGone(asking.web('files.delete', room, (web) => web.files.delete({ file }))),
    stop() {
      for (const giveUp of waiting) giveUp();
      waiting.clear();
    },
  };
}

/** What Slack does not want to draw goes as words alone. */
async function orPlain<T>(content: Content, send: (content: Content) => Promise<T>): Promise<T> {
  try {
    return await send(content);
  } catch (error) {
    if (readSlackFault(error)?.kind !== 'content' || content.blocks.length === 0 || content.text === '') throw error;
    return send({ text: cutText(content.text, TEXT_LENGTH), blocks: [] });
  }
}

async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const fault = readSlackFault(error);
    if (!fault || !GONE.has(fault.code)) throw error;
  }
}
