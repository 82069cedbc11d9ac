import { expect, it } from 'vitest';
import type { DocumentHead } from '#core/document.ts';
import { readHeads } from '#knowledge/import/read-heads.ts';
import { sampleDocument } from '../../contract/document-store.contract.ts';

const HEADS: readonly DocumentHead[] = Array.from({ length: 1_200 }, (_, at) => {
  const { body: _body, ...head } = { ...sampleDocument({ id: `d-${String(at).padStart(4, '0')}` }), revision: at + 1, updatedAt: 0 };
  return head;
});

it('what is kept already is read in pages, with a turn of the event loop for others between them', async () => {
  const happened: string[] = [];
  const heads = await readHeads({
    heads: (after, limit) => {
      happened.push('page');
      setImmediate(() => happened.push('others'));
      const from = after === undefined ? 0 : HEADS.findIndex(({ id }) => id === after.id) + 1;
      return Promise.resolve(HEADS.slice(from, from + limit));
    },
  });
  expect(heads).toEqual(HEADS);
  expect(happened).toEqual(['page', 'others', 'page', 'others', 'page']);
});
