import type { DeskPost, DeskThread } from '#core/ports/desk-threads.ts';
import { readSlackFault } from '../slack-fault.ts';
import type { Asking } from './asking.ts';
import type { Op } from './ops.ts';
import type { PosterParts } from './poster.ts';

/**
 * Brings a customer's file into a thread in Slack's three steps (docs.slack.dev, "Uploading files"). The file's id at Slack is
 * written down before the last one, by which it shows; after a crash Slack is asked whether it shows already.
 */
export async function uploadFile({ what, post: begun, file }: Extract<Op, { kind: 'upload' }>, thread: DeskThread, { asking, threads, files, clock }: PosterParts): Promise<void> {
  const { room, root = '' } = thread;
  const post: DeskPost = begun ?? { ...what, id: crypto.randomUUID(), threadId: thread.id, room, ts: undefined, shown: '', state: 'sending', at: clock.now() };
  const complete = async (ref: string): Promise<void> => {
    await asking.web(`post:${room}`, room, (web) => web.files.completeUploadExternal({ files: [{ id: ref, title: file.name }], channel_id: room, thread_ts: root }));
    await threads.putPosts([{ ...post, ref, state: 'posted', at: clock.now() }]);
  };
  if (begun?.ref !== undefined) {
    const there = await lookFor(asking, begun.ref, room);
    if (there === 'shown') return threads.putPosts([{ ...post, state: 'posted', at: clock.now() }]);
    if (there === 'uploaded') return complete(begun.ref);
  }
  const kept = await files.read(thread.conversationId, file.id, 'staff');
  // A file that is no longer kept is nobody's to show.
  if (!kept) return threads.putPosts([{ ...post, state: 'removed' }]);
  const { upload_url: url = '', file_id: ref = '' } = await asking.web('files.getUploadURLExternal', room, (web) => web.files.getUploadURLExternal({ filename: file.name, length: kept.bytes.length }));
  await asking.ask('files.upload', room, (api) => api.upload(url, kept.bytes));
  await threads.putPosts([{ ...post, ref }]);
  await complete(ref);
}

async function lookFor(asking: Asking, ref: string, room: string): Promise<'shown' | 'uploaded' | 'gone'> {
  try {
    const { file } = await asking.web('files.info', room, (web) => web.files.info({ file: ref }));
    const places = [...(file?.channels ?? []), ...(file?.groups ?? []), ...Object.keys(file?.shares?.public ?? {}), ...Object.keys(file?.shares?.private ?? {})];
    return places.includes(room) ? 'shown' : 'uploaded';
  } catch (error) {
    // Before it is completed Slack may not own up to a file.
    if (readSlackFault(error)?.code === 'file_not_found') return 'gone';
    throw error;
  }
}
