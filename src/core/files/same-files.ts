import type { FileRef } from '../message.ts';

/** What tells the files of a message apart: names and sizes, for the same file that is kept again has another id. */
export function filesMark(files: readonly FileRef[] | undefined): string[] {
  return (files ?? []).map(({ name, size }) => `${name} ${size}`);
}
