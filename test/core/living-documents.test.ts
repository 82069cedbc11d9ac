import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DocumentNews, followDocuments, type LivingDocuments } from '#core/living-documents.ts';
import type { DocumentStore } from '#core/ports/document-store.ts';
import { openStore } from '#store/open-store.ts';
import { sampleDocument } from '../contract/document-store.contract.ts';

const NOON = Date.UTC(2027, 2, 10, 4, 0);

let folder = '';
let documents: DocumentStore;
let close: () => Promise<void>;
let news: DocumentNews[] = [];
let turnedAway: string[] = [];
let fails = 0;
beforeEach(async () => {
  [news, turnedAway, fails] = [[], [], 0];
  folder = await mkdtemp(path.join(tmpdir(), 'baton-documents-'));
  const opened = await openStore({ dataDir: folder, desks: [], onTrouble: (error) => expect.fail(String(error)) });
  ({ documents } = opened);
  close = () => opened.store.close();
});
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

const follow = (taken: readonly string[] = []): Promise<LivingDocuments> =>
  followDocuments({
    store: documents,
    taken: new Set(taken),
    take: async (each) => {
      if (fails > 0) {
        fails -= 1;
        throw new Error('not now');
      }
      news.push(each);
    },
    onTaken: (id) => void turnedAway.push(id),
  });
const told = () => news.map(({ put, remove }) => [put.map(({ id }) => `+${id}`), remove.map(({ id }) => `-${id}`)].flat().join(' '));

describe('documents', () => {
  it('that are published are there from the start; drafts, quarantined and retired ones are not', async () => {
    await documents.put([sampleDocument({ id: 'a' }), sampleDocument({ id: 'b', state: 'draft' }), sampleDocument({ id: 'c', state: 'quarantined', stateReason: 'x' }), sampleDocument({ id: 'd', state: 'retired' })], NOON);
    const living = await follow();
    expect(living.articles.map(({ id }) => id)).toEqual(['a']);
    expect(await living.refresh()).toBe(false);
    expect(news).toEqual([]);
  });

  it('that come, change, are retired and go are told once each', async () => {
    const living = await follow();
    await documents.put([sampleDocument({ id: 'a' }), sampleDocument({ id: 'b' })], NOON);
    expect(await living.refresh()).toBe(true);
    await documents.put([sampleDocument({ id: 'a', body: 'Other words.', contentHash: 'c2' })], NOON);
    await living.refresh();
    await documents.setState({ id: 'b', language: 'en' }, 'retired', NOON);
    await living.refresh();
    await documents.remove([{ id: 'a', language: 'en' }], NOON);
    await living.refresh();
    await living.refresh();
    expect(told()).toEqual(['+a +b', '+a', '-b', '-a']);
  });

  it('that hold from a later day on come with that day', async () => {
    await documents.put([sampleDocument({ id: 'spring-sale', validFrom: '2027-03-11' })], NOON);
    expect((await follow()).articles).toMatchObject([{ id: 'spring-sale', validFrom: '2027-03-11' }]);
  });

  it('with the id of an article file stay out, and somebody hears of it', async () => {
    await documents.put([sampleDocument({ id: 'return-rules' })], NOON);
    const living = await follow(['return-rules']);
    expect(living.articles).toEqual([]);
    await documents.remove([{ id: 'return-rules', language: 'en' }], NOON);
    await living.refresh();
    expect(told().join('')).not.toContain('return-rules');
    expect(turnedAway).toEqual(['return-rules']);
  });

  it('that could not be taken in are told again', async () => {
    const living = await follow();
    await documents.put([sampleDocument({ id: 'a' })], NOON);
    fails = 1;
    await expect(living.refresh()).rejects.toThrow('not now');
    await living.refresh();
    expect(told()).toEqual(['+a']);
  });

  it('of any number are told completely', async () => {
    const living = await follow();
    await documents.put(Array.from({ length: 450 }, (_, at) => sampleDocument({ id: `d-${at}` })), NOON);
    await living.refresh();
    expect(news.flatMap(({ put }) => put)).toHaveLength(450);
  });
});
