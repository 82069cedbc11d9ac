import { BatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import type { FileRef } from '#core/message.ts';
import { type FileStore, MOST_FILES } from '#core/ports/file-store.ts';
import type { Download } from './download.ts';
import type { LinkedFile, Said } from './read-message.ts';
import { kindWords } from './words.ts';

/** Where files that customers send come from, and where they are kept. */
export type FileKeeper = {
  readonly files: Pick<FileStore, 'put'>;
  /** See `download`. */
  readonly download: (url: string) => Promise<Download | undefined>;
};

/** What was said with its files kept; what cannot be kept is named in words, so that nothing a customer sends is lost unseen. Throws `unavailable`. */
export async function keepFiles(conversationId: string, said: Said, language: Language, keeper: FileKeeper | undefined, now: number): Promise<{ readonly text: string; readonly files: readonly FileRef[] }> {
  const kept: FileRef[] = [];
  const lines: string[] = [];
  for (const file of said.files) {
    const ref = keeper && kept.length < MOST_FILES ? await keep(conversationId, file, keeper, now) : undefined;
    if (ref) kept.push(ref);
    else lines.push(`${kindWords(file.kind, language)} ${file.name || file.url}`);
  }
  return { text: [said.text, ...lines].filter((part) => part !== '').join('\n'), files: kept };
}

async function keep(conversationId: string, { url, name, kind }: LinkedFile, { files, download }: FileKeeper, now: number): Promise<FileRef | undefined> {
  const found = await download(url);
  if (!found) return undefined;
  try {
    return await files.put(conversationId, { name: name || nameIn(url) || kind, ...found }, now);
  } catch (error) {
    if (error instanceof BatonError && ['too_large', 'invalid_input'].includes(error.code)) return undefined;
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
