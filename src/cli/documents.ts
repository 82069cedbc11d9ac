import { parseArgs } from 'node:util';
import { OWN_SOURCE } from '#core/document.ts';
import type { DocumentHead, StoredDocument } from '#core/document.ts';
import type { DocumentStore } from '#core/ports/document-store.ts';
import { readHeads } from '#knowledge/import/read-heads.ts';
import { systemClock } from '#worker/clock.ts';
import { openStore } from '#store/open-store.ts';
import { readProcessConfig } from '../config.ts';
import type { Command, Out } from './command.ts';

const USAGE = `npm run -s baton -- documents [list] [--json]
npm run -s baton -- documents publish|retire|remove ID [--json]
  ID names a document in both languages; write ID/zh or ID/en for one of them.
`;

const STATES = { publish: 'published', retire: 'retired' } as const;

/** `baton documents …`: what was imported, and which of it answers. */
export const runDocuments: Command = async (args, out) => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
  const [what = 'list', name, ...more] = positionals;
  const isListing = what === 'list' && name === undefined;
  const isChange = (what === 'publish' || what === 'retire' || what === 'remove') && name !== undefined && more.length === 0;
  if (!isListing && !isChange) {
    out.warn(USAGE);
    return 2;
  }
  const config = readProcessConfig();
  const { store, documents } = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, desks: [], onTrouble: () => undefined });
  try {
    const all = await readHeads(documents);
    if (isListing) {
      out.write(values.json ? `${JSON.stringify(all)}\n` : listed(all));
      return 0;
    }
    const [id, language] = (name ?? '').split('/');
    const chosen = all.filter((document) => document.id === id && (language === undefined || document.language === language));
    if (chosen.length === 0) {
      out.warn(`There is no document "${name}". This shows all: npm run -s baton -- documents\n`);
      return 1;
    }
    const changed = await change(what, chosen, documents, out);
    if (values.json) out.write(`${JSON.stringify(changed.map(withoutBody))}\n`);
    else if (changed.length > 0) out.write(listed(changed));
    return 0;
  } finally {
    await store.close();
  }
};

async function change(what: string, chosen: readonly DocumentHead[], documents: DocumentStore, out: Out): Promise<StoredDocument[]> {
  const now = systemClock.now();
  if (what !== 'publish' && what !== 'retire') {
    await documents.remove(chosen, now);
    for (const source of new Set(chosen.map((document) => document.source))) out.warn(`Removed.${bringsBack(source)}\n`);
    return [];
  }
  const changed: StoredDocument[] = [];
  for (const key of chosen) changed.push(await documents.setState(key, STATES[what], now));
  return changed;
}

/** What to know of a source that still has a removed document; nothing of what Baton was handed, which no import reads. */
function bringsBack(source: string): string {
  return source.startsWith(OWN_SOURCE) ? '' : ` An import of ${source} can bring it back: delete it there too, or retire the document instead.`;
}

/** A document as JSON shows it in a list: without its text. */
function withoutBody(document: StoredDocument): Record<string, unknown> {
  return { ...document, body: undefined };
}

function listed(documents: readonly DocumentHead[]): string {
  if (documents.length === 0) return 'No documents. Import some: npm run -s baton -- import PATH\n';
  return documents.map(({ id, language, state, audience, version, title, validFrom, review, stateReason }) => `${state.padEnd(12)}${audience.padEnd(10)}${language}  ${id}  ${title} (version ${version}${validFrom === undefined ? '' : `, holds from ${validFrom}`}${review === undefined ? '' : `, review by ${review}`})${stateReason === undefined ? '' : `\n            ${stateReason}`}\n`).join('');
}
