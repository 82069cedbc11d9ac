import { importDocuments } from '#knowledge/import/import-documents.ts';
import { openStore } from '#store/open-store.ts';

// A process of its own that imports a folder until it is killed. It says when it begins to write documents, and which were written.
const [dataDir = '', folder = ''] = process.argv.slice(2);
const { store, documents } = await openStore({ dataDir, desks: [], onTrouble: () => undefined });
await importDocuments({
  paths: [folder],
  now: () => 1,
  documents: {
    ...documents,
    async put(wanted, now) {
      process.stdout.write('writing\n');
      const written = await documents.put(wanted, now);
      process.stdout.write(`${JSON.stringify(written.map(({ id, language }) => ({ id, language })))}\n`);
      return written;
    },
  },
});
await store.close();
