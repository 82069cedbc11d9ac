import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportedDocument } from '#core/document.ts';
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
