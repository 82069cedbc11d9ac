import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { DocumentHead } from '#core/document.ts';
import type { DocumentStore } from '#core/ports/document-store.ts';

/** Heads that are read at once: SQLite answers within one turn of the event loop, and nobody waits longer than for these. */
const PAGE = 500;

/** All documents without their texts, by id and language, read in pages between which others have their turn. */
export async function readHeads(documents: Pick<DocumentStore, 'heads'>): Promise<DocumentHead[]> {
  const heads: DocumentHead[] = [];
  for (;;) {
    const page = await documents.heads(heads.at(-1), PAGE);
    heads.push(...page);
    if (page.length < PAGE) return heads;
    await yieldToOthers();
  }
}
