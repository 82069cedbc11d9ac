import { isBatonError } from '#core/errors.ts';
import type { FileRef } from '#core/message.ts';
import { type FileStore, MAX_FILE_BYTES, MOST_FILES } from '#core/ports/file-store.ts';
import type { Language } from '#core/language.ts';
import type { SlackApi } from '../slack-api.ts';
import { WORDS } from '../words.ts';
import { text } from './slip.ts';

/** Files that were kept, and what is to be said about those that were not. */
export type TakenFiles = { readonly files: readonly FileRef[]; readonly left: readonly string[] };

/** What taking files in rests on. */
export type FileTools = { readonly api: SlackApi; readonly files: Pick<FileStore, 'put'>; readonly clock: { now(): number } };

/** Fetches the files of a message from Slack and keeps them with the conversation. Throws only what may pass. */
export async function takeFiles({ api, files, clock }: FileTools, conversationId: string, shared: readonly unknown[], language: Language): Promise<TakenFiles> {
  const kept: FileRef[] = [];
  const left: string[] = [];
  for (const each of shared) {
    const name = text(each, 'name') ?? text(each, 'title') ?? text(each, 'id') ?? '?';
    const leave = (why: keyof typeof WORDS.files): void => void left.push(WORDS.files[why][language].replace('{name}', name));
    if (kept.length >= MOST_FILES) {
      leave('tooMany');
      continue;
    }
    try {
      const known = text(each, 'url_private') === undefined && text(each, 'id') !== undefined ? await api.call((web) => web.files.info({ file: text(each, 'id') ?? '' })).then(({ file }) => file) : each;
      const url = text(known, 'url_private_download') ?? text(known, 'url_private');
      if (url === undefined) {
        leave('unreadable');
        continue;
      }
      const bytes = await api.download(url, MAX_FILE_BYTES);
      kept.push(await files.put(conversationId, { name, type: text(known, 'mimetype') ?? 'application/octet-stream', bytes }, clock.now()));
    } catch (error) {
      if (isBatonError(error, 'unavailable', 'rate_limited')) throw error;
      leave(isBatonError(error, 'too_large') ? 'tooLarge' : 'unreadable');
    }
  }
  return { files: kept, left };
}
