import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { followDocuments } from '#core/living-documents.ts';
import type { DocumentStore } from '#core/ports/document-store.ts';
import { createKnowledgeBase, type LivingKnowledge } from '#knowledge/create-knowledge-base.ts';
import { keepKnowledge } from '#worker/knowledge.ts';
import { openStore } from '#store/open-store.ts';
import { sampleDocument } from '../contract/document-store.contract.ts';
import { createHashingEmbedder } from '../knowledge/hashing-embedder.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

let folder = '';
let documents: DocumentStore;
let knowledge: LivingKnowledge;
let clock: TestClock;
let stop: () => void;
let closeStore: () => Promise<void>;
let troubles: unknown[] = [];
let isDown = false;
beforeEach(async () => {
  [troubles, isDown] = [[], false];
  folder = await mkdtemp(path.join(tmpdir(), 'baton-keep-'));
  const opened = await openStore({ dataDir: folder, desks: [], onTrouble: (error) => expect.fail(String(error)) });
  ({ documents } = opened);
  closeStore = () => opened.store.close();
  clock = createTestClock();
  knowledge = await createKnowledgeBase({ articles: [], embedder: createHashingEmbedder(), cacheFolder: path.join(folder, 'index') });
  const living = await followDocuments({
    store: documents,
    clock,
    timeZone: () => 'Asia/Shanghai',
    taken: new Set(),
    take: async (news) => {
      if (isDown) throw new Error('the embedder is down');
      await knowledge.change(news);
    },
    onTaken: () => undefined,
  });
  stop = keepKnowledge({ documents: living, knowledge, clock }, (error) => void troubles.push(error));
});
afterEach(async () => {
  stop();
  await closeStore();
  await rm(folder, { recursive: true, force: true });
});

const put = () => documents.put([sampleDocument({ id: 'parking', title: 'Parking', body: 'Parking is free for two hours.' })], clock.now());
const finds = async () => (await knowledge.search({ text: 'is parking free', language: 'en', audience: 'customer' })).passages.map(({ articleId }) => articleId);
/** Moves the clock on until it is awaited again: one look has ended. */
const look = async (ms: number): Promise<void> => {
  clock.advance(ms);
  await vi.waitFor(() => expect(clock.waiting()).toBe(1));
};

describe('the knowledge base', () => {
  it('has what another process imported within a second, and loses what was removed', async () => {
    await put();
    await look(1_000);
    expect(await finds()).toEqual(['parking']);
    await documents.remove([{ id: 'parking', language: 'en' }], clock.now());
    await look(1_000);
    expect(await finds()).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('tries again when a change could not be taken in', async () => {
    isDown = true;
    await put();
    await look(400);
    expect(troubles).toHaveLength(1);
    isDown = false;
    await look(5_000);
    expect(await finds()).toEqual(['parking']);
  });

  it('looks no more after it was stopped', async () => {
    stop();
    expect(clock.waiting()).toBe(0);
  });
});
