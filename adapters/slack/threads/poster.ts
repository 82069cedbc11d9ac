import { isBatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { DeskPost, DeskThread, DeskThreads } from '#core/ports/desk-threads.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import { readSlackFault } from '../slack-fault.ts';
import type { Asking } from './asking.ts';
import { type Content, TEXT_LENGTH } from './content.ts';
import type { Op } from './ops.ts';
import { cutText } from './split.ts';
import { uploadFile } from './upload.ts';

/** What posts are made with. */
export type PosterParts = { readonly asking: Asking; readonly threads: DeskThreads; readonly files: Pick<FileStore, 'read'>; readonly clock: Pick<Clock, 'now'>; readonly onError: (error: unknown) => void };

/** Does what is owed, one thing at a time. */
export type Poster = {
  /** The pace that something goes at. */
  keyOf(op: Op, room: string): string;
  /** Does it and notes that it is done. Throws what Slack said, when it can be done later or stands elsewhere. */
  run(op: Op, thread: DeskThread): Promise<void>;
};

/** Type of the metadata that goes with every post; its payload has the post's id and nothing of anybody. */
const EVENT_TYPE = 'baton_post';
/** A post is looked for from this long before it was written down, s: clocks differ. */
const MARGIN_S = 600;
const PAGE = 200;
/** Slack's words for what is as it should be already. */
const DONE: ReadonlySet<string> = new Set(['already_reacted', 'no_reaction', 'message_not_found', 'file_not_found', 'file_deleted', 'cant_delete_message', 'too_many_reactions', 'too_many_emoji', 'not_reactable', 'cant_update_message', 'edit_window_closed']);

/** Makes posts with these parts. */
export function createPoster(parts: PosterParts): Poster {
  const { asking, threads, clock, onError } = parts;
  /** Posts that Slack surely has not taken: they need not be looked for. */
  const refused = new Set<string>();

  const note = (post: DeskPost, more: Partial<DeskPost>): Promise<void> => threads.putPosts([{ ...post, ...more }]);

  const runPost = async (op: Extract<Op, { kind: 'post' }>, thread: DeskThread): Promise<void> => {
    const { content, shown } = op;
    const post: DeskPost = op.post ?? { ...op.what, id: crypto.randomUUID(), threadId: thread.id, room: thread.room, ts: undefined, shown, state: 'sending', at: clock.now() };
    if (op.post && !refused.has(op.post.id)) {
      const ts = await lookFor(asking, op.post, thread);
      if (ts !== undefined) return settle(thread, { ...op.post, ts });
    } else if (!op.post) {
      await threads.putPosts([post]);
    }
    try {
      const ts = await sendPost(post, content, thread);
      refused.delete(post.id);
      await settle(thread, { ...post, ts, shown });
    } catch (error) {
      // After no answer, or half of one, it may stand there.
      if (isBatonError(error, 'rate_limited') || readSlackFault(error)) refused.add(post.id);
      else refused.delete(post.id);
      throw error;
    }
  };

  const settle = async (thread: DeskThread, post: DeskPost): Promise<void> => {
    await note(post, { state: 'posted', at: clock.now() });
    if (post.kind === 'card') await threads.set(thread.id, { root: post.ts });
  };

  const sendPost = async (post: DeskPost, content: Content, thread: DeskThread): Promise<string> => {
    const send = (shown: Content): Promise<string> =>
      asking.web(`post:${thread.room}`, thread.room, async (web) => {
        const place = { channel: thread.room, ...placeIn(post, shown, thread) };
        const words = { text: shown.text, ...(shown.blocks.length > 0 ? { blocks: [...shown.blocks] } : {}) };
        const { ts } = await web.chat.postMessage({ ...place, ...words, unfurl_links: false, unfurl_media: false, metadata: { event_type: EVENT_TYPE, event_payload: { id: post.id } } });
        return ts ?? '';
      });
    return orPlain(send, content);
  };

  /** What Slack does not want to draw goes as words alone. */
  const orPlain = async <T>(send: (content: Content) => Promise<T>, content: Content): Promise<T> => {
    try {
      return await send(content);
    } catch (error) {
      if (readSlackFault(error)?.kind !== 'content' || content.blocks.length === 0) throw error;
      onError(error);
      return send({ text: cutText(content.text, TEXT_LENGTH), blocks: [] });
    }
  };

  const runUpdate = async ({ post, content, shown }: Extract<Op, { kind: 'update' }>): Promise<void> => {
    const { ts = '', room } = post;
    await orPlain(
      (each) => asking.web('chat.update', room, (web) => web.chat.update({ channel: room, ts, text: each.text, blocks: [...each.blocks], metadata: { event_type: EVENT_TYPE, event_payload: { id: post.id } } })),
      content,
    );
    await note(post, { shown, at: clock.now() });
  };

  const runMark = async ({ post, mark, how }: Extract<Op, { kind: 'react' }>): Promise<void> => {
    const { ts = '', room, marks = [] } = post;
    await unlessDone(asking.web(`reactions.${how}`, room, (web) => web.reactions[how]({ channel: room, timestamp: ts, name: mark })));
    await note(post, { marks: how === 'add' ? [...marks, mark] : marks.filter((each) => each !== mark) });
  };

  return {
    keyOf: (op, room) => {
      if (op.kind === 'post' || op.kind === 'upload') return `post:${room}`;
      if (op.kind === 'react') return `reactions.${op.how}`;
      return { update: 'chat.update', delete: 'chat.delete', unshare: 'files.delete' }[op.kind];
    },
    async run(op, thread) {
      switch (op.kind) {
        case 'post':
          return runPost(op, thread);
        case 'update':
          return runUpdate(op);
        case 'react':
          return runMark(op);
        case 'upload':
          return uploadFile(op, thread, parts);
        case 'delete': {
          const { ts = '', room } = op.post;
          await unlessDone(asking.web('chat.delete', room, (web) => web.chat.delete({ channel: room, ts })));
          return note(op.post, { state: 'removed' });
        }
        case 'unshare': {
          const { ref = '', room } = op.post;
          await unlessDone(asking.web('files.delete', room, (web) => web.files.delete({ file: ref })));
          return note(op.post, { state: 'removed' });
        }
      }
    },
  };
}

function placeIn({ kind }: DeskPost, { isLoud }: Content, { root }: DeskThread): { thread_ts?: string } | { thread_ts: string; reply_broadcast: true } {
  if (kind === 'card' || root === undefined) return {};
  return isLoud ? { thread_ts: root, reply_broadcast: true } : { thread_ts: root };
}

async function unlessDone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const fault = readSlackFault(error);
    if (!fault || !DONE.has(fault.code)) throw error;
  }
}

/** The place of a post that may stand already, found by its metadata. */
async function lookFor(asking: Asking, post: DeskPost, thread: DeskThread): Promise<string | undefined> {
  const { room, root } = thread;
  const range = { channel: room, oldest: String(Math.floor(post.at / 1000) - MARGIN_S), include_all_metadata: true, limit: PAGE };
  const isRoot = post.kind === 'card' || root === undefined;
  for (let cursor: string | undefined; ; ) {
    const page = { ...range, ...(cursor === undefined ? {} : { cursor }) };
    const answer = isRoot
      ? await asking.web('conversations.history', room, (web) => web.conversations.history(page))
      : await asking.web('conversations.replies', room, (web) => web.conversations.replies({ ...page, ts: root }));
    const found = answer.messages?.find(({ metadata }) => metadata?.event_type === EVENT_TYPE && (metadata.event_payload as { readonly id?: unknown } | undefined)?.id === post.id);
    if (found?.ts !== undefined) return found.ts;
    cursor = answer.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') return undefined;
  }
}
