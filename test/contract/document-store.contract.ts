import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentKey, ImportedDocument } from '#core/document.ts';
import type { DocumentStore } from '#core/ports/document-store.ts';

/** An implementation of the document store, as the contract needs it; `open` twice on one place is two processes. */
export type DocumentStoreUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string) => Promise<{ documents: DocumentStore; close: () => Promise<void> }>;
};

const NOW = 1_800_000_000_000;

/** A document for tests. */
export function sampleDocument(changes: Partial<ImportedDocument> = {}): ImportedDocument {
  return {
    id: 'return-rules',
    language: 'en',
    title: 'Return rules 😀',
    audience: 'customer',
    product: ['lock-l2'],
    validFrom: '2026-01-01',
    review: undefined,
    version: 1,
    state: 'published',
    stateReason: undefined,
    body: 'Goods can be returned within 7 days.\n\n## 例外\n\n定制商品不退。',
    source: '/docs/return-rules.md',
    listedIn: undefined,
    contentHash: 'c1',
    sourceHash: 's1',
    ...changes,
  };
}

/** What every document store promises. */
export function describeDocumentStore({ name, createPlace, open }: DocumentStoreUnderTest): void {
  describe(`${name} keeps what the document store promises`, () => {
    let place: string;
    let documents: DocumentStore;
    let close: () => Promise<void>;
    beforeEach(async () => {
      place = await createPlace();
      ({ documents, close } = await open(place));
    });
    afterEach(() => close());

    it('answers with a document as it was put, also after it was opened again', async () => {
      const [stored] = await documents.put([sampleDocument()], NOW);
      expect(stored).toEqual({ ...sampleDocument(), revision: 1, updatedAt: NOW });
      await close();
      ({ documents, close } = await open(place));
      expect(await documents.get({ id: 'return-rules', language: 'en' })).toEqual(stored);
      expect(await documents.get({ id: 'return-rules', language: 'zh' })).toBeUndefined();
      expect(await documents.revision()).toBe(1);
    });

    it('lists by id and language, and by state when asked', async () => {
      await documents.put([sampleDocument({ id: 'b', state: 'draft' }), sampleDocument({ id: 'a' }), sampleDocument({ id: 'a', language: 'zh', state: 'quarantined', stateReason: '藏有文字' })], NOW);
      const names = async (...states: Parameters<DocumentStore['list']>) => (await documents.list(...states)).map(({ id, language }) => `${id}/${language}`);
      expect(await names()).toEqual(['a/en', 'a/zh', 'b/en']);
      expect(await names(['published'])).toEqual(['a/en']);
      expect(await names(['draft', 'quarantined'])).toEqual(['a/zh', 'b/en']);
    });

    it('gives documents without their texts, a page at a time by id and language', async () => {
      await documents.put(['d', 'b', 'a', 'c'].map((id) => sampleDocument({ id, title: id })), NOW);
      await documents.put([sampleDocument({ id: 'b', language: 'zh' })], NOW);
      await documents.remove([{ id: 'd', language: 'en' }], NOW);
      const { body: _, ...head } = (await documents.get({ id: 'a', language: 'en' })) ?? sampleDocument();
      expect((await documents.heads(undefined, 1))[0]).toEqual(head);
      const pages: string[][] = [];
      for (let after: DocumentKey | undefined, page = await documents.heads(after, 2); page.length > 0; after = page.at(-1), page = await documents.heads(after, 2)) pages.push(page.map(({ id, language }) => `${id}/${language}`));
      expect(pages).toEqual([['a/en', 'b/en'], ['b/zh', 'c/en']]);
    });

    it('finds documents without their texts by title, id or source, changed ones first', async () => {
      const put = (id: string, title: string, source: string, at: number) => documents.put([sampleDocument({ id, title, source })], NOW + at);
      await put('battery', 'Battery 100%', '/docs/a.md', 1);
      await put('parking', '停车 and Battery', 'baton:uploads/停车.docx', 3);
      await put('doc-1f', 'Charging', '/docs/batteries_of_locks.pdf', 2);
      const found = async (words: string, skip = 0, limit = 10) => {
        const { documents: heads, total } = await documents.find({ words, skip, limit });
        expect(heads.every((head) => !('body' in head))).toBe(true);
        return [total, ...heads.map(({ id }) => id)];
      };
      expect(await found('')).toEqual([3, 'parking', 'doc-1f', 'battery']);
      expect(await found('', 1, 1)).toEqual([3, 'doc-1f']);
      expect(await found('BATTER')).toEqual([3, 'parking', 'doc-1f', 'battery']);
      expect(await found('停车.')).toEqual([1, 'parking']);
      expect(await found('uploads')).toEqual([0]);
      expect(await found('0%')).toEqual([1, 'battery']);
      expect(await found('s_o')).toEqual([1, 'doc-1f']);
      expect(await found('\\')).toEqual([0]);
      await documents.remove([{ id: 'parking', language: 'en' }], NOW + 4);
      expect(await found('battery')).toEqual([1, 'battery']);
    });

    it('gives every change the next revision, and none to what stays the same', async () => {
      await documents.put([sampleDocument({ id: 'a' }), sampleDocument({ id: 'b' })], NOW);
      const again = await documents.put([sampleDocument({ id: 'a', sourceHash: 's2' }), sampleDocument({ id: 'b', body: 'Other words.', contentHash: 'c2', version: 2 })], NOW + 1);
      expect(again.map(({ revision, updatedAt, sourceHash }) => [revision, updatedAt, sourceHash])).toEqual([
        [1, NOW, 's2'],
        [3, NOW + 1, 's1'],
      ]);
      expect((await documents.get({ id: 'a', language: 'en' }))?.sourceHash).toBe('s2');
      expect((await documents.changedSince(0, 10)).map((change) => (change.kind === 'kept' ? [change.document.id, change.document.revision] : []))).toEqual([['a', 1], ['b', 3]]);
      expect((await documents.changedSince(0, 1)).length).toBe(1);
      expect(await documents.changedSince(3, 10)).toEqual([]);
    });

    it('leaves nothing of a removed document but its name and revision', async () => {
      await documents.put([sampleDocument({ id: 'a' }), sampleDocument({ id: 'b' })], NOW);
      expect(await documents.remove([{ id: 'a', language: 'en' }, { id: 'none', language: 'en' }], NOW + 5)).toBe(1);
      expect(await documents.get({ id: 'a', language: 'en' })).toBeUndefined();
      expect((await documents.list()).map(({ id }) => id)).toEqual(['b']);
      expect(await documents.changedSince(2, 10)).toEqual([{ kind: 'removed', id: 'a', language: 'en', revision: 3, updatedAt: NOW + 5 }]);
      expect(await documents.remove([{ id: 'a', language: 'en' }], NOW + 6)).toBe(0);
      expect(await documents.revision()).toBe(3);
    });

    it('takes a removed document back', async () => {
      await documents.put([sampleDocument()], NOW);
      await documents.remove([sampleDocument()], NOW);
      expect(await documents.put([sampleDocument()], NOW + 1)).toEqual([{ ...sampleDocument(), revision: 3, updatedAt: NOW + 1 }]);
      expect((await documents.changedSince(0, 10)).map(({ kind }) => kind)).toEqual(['kept']);
    });

    it('changes the state of a document, and refuses to of one that is not there', async () => {
      await documents.put([sampleDocument({ state: 'quarantined', stateReason: 'hidden text' })], NOW);
      const published = await documents.setState(sampleDocument(), 'published', NOW + 1);
      expect(published).toEqual({ ...sampleDocument(), revision: 2, updatedAt: NOW + 1 });
      expect((await documents.setState(sampleDocument(), 'published', NOW + 2)).revision).toBe(2);
      await expect(documents.setState({ id: 'none', language: 'zh' }, 'retired', NOW)).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('none') });
    });

    it('writes all or nothing', async () => {
      await expect(documents.put([sampleDocument({ id: 'a' }), sampleDocument({ id: 'a' })], NOW)).rejects.toMatchObject({ code: 'invalid_input' });
      expect([await documents.list(), await documents.revision()]).toEqual([[], 0]);
    });

    it('gives writes at the same time different revisions', async () => {
      const revisions = (await Promise.all(Array.from({ length: 20 }, (_, i) => documents.put([sampleDocument({ id: `d-${i}` })], NOW)))).flat().map(({ revision }) => revision);
      expect(revisions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    });

    it('shows one process what another has written', async () => {
      const other = await open(place);
      try {
        await documents.put([sampleDocument({ id: 'a' })], NOW);
        await other.documents.put([sampleDocument({ id: 'b' })], NOW);
        await documents.remove([sampleDocument({ id: 'b' })], NOW);
        expect(await other.documents.changedSince(0, 100)).toEqual(await documents.changedSince(0, 100));
        expect([await other.documents.revision(), (await other.documents.list()).length]).toEqual([3, 1]);
      } finally {
        await other.close();
      }
    });
  });
}
