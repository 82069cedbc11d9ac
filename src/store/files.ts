import type { Kysely, Transaction } from 'kysely';
import { BatonError } from '#core/errors.ts';
import { cleanFileName } from '#core/files/file-name.ts';
import { typeOfFile } from '#core/files/file-type.ts';
import type { FileRef, MessageExtras } from '#core/message.ts';
import { type FileStore, MAX_FILE_BYTES, MOST_FILES } from '#core/ports/file-store.ts';
import type { Tables } from './tables.ts';

/** A file that no message has carried by then goes, ms. */
const UNCARRIED_MS = 24 * 60 * 60_000;

/** Files in tables of their own, in the same database as the conversations. */
export function createFileStore(db: Kysely<Tables>): FileStore {
  return {
    async put(conversationId, { name: raw, bytes }, now) {
      if (bytes.byteLength === 0) throw new BatonError('invalid_input', '这个文件是空的。 · This file is empty.');
      if (bytes.byteLength > MAX_FILE_BYTES) {
        throw new BatonError('too_large', `文件太大，最多 ${MAX_FILE_BYTES / 1024 / 1024} MB。 · The file is too large; the limit is ${MAX_FILE_BYTES / 1024 / 1024} MB.`);
      }
      const name = cleanFileName(raw);
      const ref: FileRef = { id: crypto.randomUUID(), name, type: typeOfFile(name, bytes), size: bytes.byteLength };
      await db.transaction().execute(async (trx) => {
        await trx.insertInto('files').values({ ...ref, conversation_id: conversationId, message_id: null, at: now }).execute();
        // PostgreSQL's driver takes bytes only as a Buffer.
        await trx.insertInto('file_bytes').values({ file_id: ref.id, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }).execute();
      });
      return ref;
    },
    refs: (conversationId, fileIds) => refsOf(db, conversationId, fileIds),
    async read(conversationId, fileId, by) {
      const found = await db.selectFrom('files').selectAll().where('id', '=', fileId).where('conversation_id', '=', conversationId).where('message_id', 'is not', null).executeTakeFirst();
      if (!found || (by === 'customer' && !(await canCustomerSee(db, found.message_id, fileId)))) return undefined;
      const { bytes } = await db.selectFrom('file_bytes').select('bytes').where('file_id', '=', fileId).executeTakeFirstOrThrow();
      return { ref: { id: found.id, name: found.name, type: found.type, size: found.size }, bytes };
    },
    async prune(now) {
      await db.transaction().execute(async (trx) => {
        const gone = await trx.deleteFrom('files').where('message_id', 'is', null).where('at', '<', now - UNCARRIED_MS).returning('id').execute();
        if (gone.length > 0) await trx.deleteFrom('file_bytes').where('file_id', 'in', gone.map(({ id }) => id)).execute();
      });
    },
  };
}

/**
 * Gives files of a conversation to the message that carries them from now on, and answers what is known of them. Throws
 * `invalid_input` for one that is not there, that another message carries, or too many.
 */
export async function carryFiles(trx: Transaction<Tables>, conversationId: string, messageId: string, files: readonly FileRef[]): Promise<readonly FileRef[]> {
  if (files.length === 0) return [];
  if (files.length > MOST_FILES) throw new BatonError('invalid_input', `一条消息最多带 ${MOST_FILES} 个文件。 · At most ${MOST_FILES} files can go with one message.`);
  const ids = files.map(({ id }) => id);
  const taken = await trx.updateTable('files').set({ message_id: messageId }).where('id', 'in', ids).where('conversation_id', '=', conversationId).where('message_id', 'is', null).returning('id').execute();
  if (taken.length !== ids.length) throw gone();
  return refsOf(trx, conversationId, ids);
}

async function refsOf(db: Kysely<Tables>, conversationId: string, fileIds: readonly string[]): Promise<readonly FileRef[]> {
  if (fileIds.length === 0) return [];
  const rows = await db.selectFrom('files').select(['id', 'name', 'type', 'size']).where('id', 'in', fileIds).where('conversation_id', '=', conversationId).execute();
  const known = new Map(rows.map(({ id, name, type, size }) => [id, { id, name, type, size }]));
  return fileIds.map((id) => {
    const ref = known.get(id);
    if (!ref) throw gone();
    return ref;
  });
}

async function canCustomerSee(db: Kysely<Tables>, messageId: string | null, fileId: string): Promise<boolean> {
  const message = await db.selectFrom('messages').select(['extras', 'visibility', 'cursor']).where('id', '=', messageId).executeTakeFirst();
  if (message?.visibility !== 'all' || message.cursor === null) return false;
  // A message that was taken back carries nothing any more.
  return (JSON.parse(message.extras) as MessageExtras).files?.some(({ id }) => id === fileId) ?? false;
}

function gone(): BatonError {
  return new BatonError('invalid_input', '这个文件已经不在了，请重新选择。 · This file is no longer there. Please choose it again.');
}
