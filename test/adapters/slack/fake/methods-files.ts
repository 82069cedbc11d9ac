import { z } from 'zod';
import { count, json, text } from './arguments.ts';
import { addBotPost } from './methods-chat.ts';
import { checkMessageBlocks } from './blocks.ts';
import { type Method, method, writableChannel } from './method.ts';
import { Refusal } from './refusal.ts';
import { fileJson } from './shapes.ts';
import type { FakeFile } from './types.ts';
import { postOf, type Workspace } from './workspace.ts';

/** Uploads that have an address but are not completed yet, by workspace. */
const UPLOADS = new WeakMap<Workspace, Map<string, { readonly name: string; readonly length: number; bytes: Uint8Array | undefined }>>();

function uploadsOf(space: Workspace) {
  const uploads = UPLOADS.get(space) ?? new Map<string, { readonly name: string; readonly length: number; bytes: Uint8Array | undefined }>();
  UPLOADS.set(space, uploads);
  return uploads;
}

/** Takes bytes at an address that was given out; the status to answer with. */
export function takeUpload(space: Workspace, id: string, bytes: Uint8Array): number {
  const upload = uploadsOf(space).get(id);
  if (!upload) return 404;
  if (bytes.length !== upload.length) return 400;
  upload.bytes = bytes;
  return 200;
}

const TYPES: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', pdf: 'application/pdf', txt: 'text/plain', csv: 'text/csv' };
const filesShape = z.array(z.strictObject({ id: z.string(), title: z.string().optional() })).min(1);

/** files.* */
export const fileMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': method(4, ['files:write'], { filename: text, length: count, alt_txt: text.optional(), alt_text: text.optional(), snippet_type: text.optional() }, (space, args) => {
    if (args.length < 1) throw new Refusal('invalid_arguments', { messages: ['length must be greater than 0 [json-pointer:/length]'] });
    const id = space.id('F');
    uploadsOf(space).set(id, { name: args.filename, length: args.length, bytes: undefined });
    return { upload_url: `${space.origin}/upload/v1/${id}`, file_id: id };
  }),
  'files.completeUploadExternal': method(4, ['files:write'], { files: json, channel_id: text.optional(), channels: text.optional(), thread_ts: text.optional(), initial_comment: text.optional(), blocks: json.optional() }, (space, args) => {
    const wanted = filesShape.safeParse(args.files);
    if (!wanted.success) throw new Refusal('invalid_arguments', { messages: ['files must be an array of { id, title } [json-pointer:/files]'] });
    const channel = args.channel_id === undefined ? undefined : writableChannel(space, args.channel_id);
    if (channel && args.thread_ts !== undefined && !postOf(channel, args.thread_ts)) throw new Refusal('thread_not_found');
    const files = wanted.data.map(({ id, title }): FakeFile => {
      const known = space.files.get(id);
      const upload = uploadsOf(space).get(id);
      if (known || upload?.bytes === undefined) throw new Refusal('file_not_found');
      return { id, name: upload.name, title: title ?? upload.name, mimetype: TYPES[upload.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream', bytes: upload.bytes, user: space.bot.userId, channels: channel ? [channel.id] : [] };
    });
    for (const file of files) {
      space.files.set(file.id, file);
      uploadsOf(space).delete(file.id);
    }
    const blocks = args.blocks === undefined ? [] : checkMessageBlocks(args.blocks);
    if (channel) addBotPost(space, channel, { text: args.initial_comment ?? '', blocks, threadTs: args.thread_ts, files });
    space.changed();
    return { files: files.map((file) => fileJson(space, file)) };
  }),
  'files.info': method(4, ['files:read'], { file: text }, (space, args) => {
    const file = space.files.get(args.file);
    if (!file) throw new Refusal('file_not_found');
    const shares = [...space.channels.values()].flatMap((channel) => channel.posts.filter((post) => !post.deleted && post.files.includes(file)).map((post) => ({ channel: channel.id, ts: post.ts, ...(post.threadTs === undefined ? {} : { thread_ts: post.threadTs }) })));
    const byChannel = Object.groupBy(shares, ({ channel }) => channel);
    return { file: { ...fileJson(space, file), shares: { public: byChannel } }, comments: [] };
  }),
  'files.delete': method(3, ['files:write'], { file: text }, (space, args) => {
    if (!space.files.delete(args.file)) throw new Refusal('file_not_found');
    return {};
  }),
};
