import { isBatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import type { FileRef } from '#core/message.ts';
import { type FileStore, MOST_FILES } from '#core/ports/file-store.ts';
import { shorten } from '#core/text.ts';
import type { Download } from './download.ts';
import type { LinkedFile, Said } from './read-message.ts';
import { kindWords } from './words.ts';

/** Where files that customers send come from, and where they are kept. */
export type FileKeeper = {
  readonly files: Pick<FileStore, 'put'>;
  /** See `download`. */
  readonly download: (url: string) => Promise<Download | undefined>;
};

/** How files are kept: by whom, when, and whether a file that is not there now may be waited for. */
export type Keeping = { readonly keeper: FileKeeper | undefined; readonly now: number; readonly mayWait: boolean };

/** Addresses and names in words are cut here, and no more files than this are named. */
const LONGEST_NAME = 300;
const MOST_NAMED = 20;

/**
 * What was said with its files kept; what cannot be kept is named in words, so that nothing a customer sends is lost
 * unseen. Throws `unavailable` for a file that may be there later, while it may be waited for.
 */
export async function keepFiles(conversationId: string, said: Said, language: Language, keeping: Keeping): Promise<{ readonly text: string; readonly files: readonly FileRef[] }> {
  const kept: FileRef[] = [];
  const lines: string[] = [];
  for (const [i, file] of said.files.entries()) {
    // Whoever sends hundreds of addresses does not keep Baton busy with them.
    const ref = i < MOST_FILES ? await keep(conversationId, file, keeping) : undefined;
    if (ref) kept.push(ref);
    else if (i < MOST_NAMED) lines.push(nameOf(file, language));
  }
  return { text: [said.text, ...lines].filter((part) => part !== '').join('\n'), files: kept };
}

/** A file in words: what it is, and its name or where it is. */
export function nameOf({ kind, name, url }: LinkedFile, language: Language): string {
  const where = name || (/^https?:/i.test(url) ? url : '');
  return [kindWords(kind, language), shorten(where, LONGEST_NAME)].filter((part) => part !== '').join(' ');
}

async function keep(conversationId: string, { url, name, kind }: LinkedFile, { keeper, now, mayWait }: Keeping): Promise<FileRef | undefined> {
  if (!keeper) return undefined;
  const { files, download } = keeper;
  const found = await download(url).catch((error: unknown) => {
    if (mayWait || !isBatonError(error, 'unavailable')) throw error;
    return undefined;
  });
  if (!found) return undefined;
  try {
    return await files.put(conversationId, { name: name || nameIn(url) || kind, ...found }, now);
  } catch (error) {
    if (isBatonError(error, 'too_large', 'invalid_input')) return undefined;
    throw error;
  }
}

function nameIn(url: string): string {
  const path = URL.parse(url)?.pathname ?? '';
  try {
    return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
  } catch {
    return '';
  }
}
