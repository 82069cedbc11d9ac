import type { Message } from '#core/message.ts';
import type { DeskPost, DeskThread, DeskThreads } from '#core/ports/desk-threads.ts';
import type { PosterParts } from '../threads/poster.ts';
import { uploadFile } from '../threads/upload.ts';
import type { CustomerPlace } from './address.ts';
import type { Posts } from './posts.ts';

/** Under this name the store remembers which files stand in customers' threads. */
const CUSTOMERS_DESK = 'slack-customers';

/** Files that go with messages. */
export type BringFiles = {
  /** Brings the files of a message into its thread, each once. */
  bring(place: CustomerPlace, message: Message): Promise<void>;
  /** Takes them away again. */
  takeAway(place: CustomerPlace, message: Message): Promise<void>;
};

/** Makes it. What Slack calls a file is written down before it shows, so that it is found again after a crash. */
export function createBringFiles(parts: PosterParts, posts: Posts): BringFiles {
  const { threads, clock } = parts;
  const postsOf = async (thread: DeskThread, { seq }: Message): Promise<readonly DeskPost[]> => (await threads.posts(thread.id)).filter(({ kind, fromSeq }) => kind === 'file' && fromSeq === seq);
  return {
    async bring(place, message) {
      const { files = [] } = message.extras;
      if (files.length === 0) return;
      const thread = await open(threads, place, message.conversationId, clock.now());
      const begun = await postsOf(thread, message);
      for (const [i, file] of files.entries()) {
        const post = begun.find(({ part }) => part === i + 1);
        if (post && post.state !== 'sending') continue;
        const what = { kind: 'file', fromSeq: message.seq, toSeq: message.seq, part: i + 1 };
        await posts.inTurn(place.room, () => uploadFile({ kind: 'upload', what, post, file }, thread, parts));
      }
    },
    async takeAway({ room }, message) {
      const thread = await threads.latest(CUSTOMERS_DESK, message.conversationId);
      if (!thread) return;
      for (const post of await postsOf(thread, message)) {
        if (post.ref === undefined || post.state === 'removed') continue;
        await posts.removeFile(room, post.ref);
        await threads.putPosts([{ ...post, state: 'removed' }]);
      }
    },
  };
}

async function open(threads: DeskThreads, { room, root }: CustomerPlace, conversationId: string, now: number): Promise<DeskThread> {
  const thread = await threads.open({ desk: CUSTOMERS_DESK, conversationId, handoverId: conversationId, team: '', room, fromSeq: 1 }, now);
  if (thread.root === root) return thread;
  await threads.set(thread.id, { root });
  return { ...thread, root };
}

