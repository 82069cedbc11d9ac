import { readFile } from 'node:fs/promises';

/** A text file as it was read, or the fault that made it unreadable, in one sentence without the file's name. */
export type TextRead = { readonly text: string } | { readonly fault: string };

/** Reads a UTF-8 file. A byte order mark is dropped and line ends become LF. Never throws. */
export async function readText(file: string): Promise<TextRead> {
  try {
    const bytes = await readFile(file);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text: text.replaceAll('\r\n', '\n') };
  } catch (error) {
    if (error instanceof TypeError) return { fault: 'is not valid UTF-8; save it again as UTF-8' };
    return { fault: `cannot be read (${error instanceof Error ? error.message : String(error)})` };
  }
}
