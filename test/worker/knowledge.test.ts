import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { followDocuments } from '#core/living-documents.ts';
import type { DocumentStore } from '#core/ports/document-store.ts';
import { createToday } from '#core/today.ts';
import { createKnowledgeBase, type LivingKnowledge } from '#knowledge/create-knowledge-base.ts';
import { keepKnowledge } from '#worker/knowledge.ts';
import { openStore } from '#store/open-store.ts';
import { sampleDocument } from '../contract/document-store.contract.ts';
import { createHashingEmbedder } from '../knowledge/hashing-embedder.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

/** A thread that indexes takes its time to start on a busy machine. */
const PATIENCE = { timeout: 20_000 };

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
  knowledge = await createKnowledgeBase({ articles: [], embedder: createHashingEmbedder(), cacheFolder: path.join(folder, 'index'), today: createToday(() => 'Asia/Shanghai', () => clock.now()) });
  const living = await followDocuments({
    store: documents,
    taken: new Set(),
    take: async (news) => {
      if (isDown) throw new Error('the embedder is down');
      await knowledge.change(news);
    },
    onTaken: () => undefined,
  });
  stop = keepKnowledge({ sources: [living], knowledge, clock }, (error) => void troubles.push(error));
});
afterEach(async () => {
  stop();
  await closeStore();
  // Setting in order may still write there.
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

const put = () => documents.put([sampleDocument({ id: 'parking', title: 'Parking', body: 'Parking is free for two hours.' })], clock.now());
const finds = async () => (await knowledge.search({ text: 'is parking free', language: 'en', audience: 'customer' })).passages.map(({ articleId }) => articleId);
/** Moves the clock on until it is awaited again: one look has ended. */
const look = async (ms: number): Promise<void> => {
  clock.advance(ms);
  await vi.waitFor(() => expect(clock.waiting()).toBe(1), PATIENCE);
};

describe('the knowledge base', () => {
  it('has a document that holds from tomorrow on when it is tomorrow where the shop is, without a restart', async () => {
    const day = createToday(() => 'Asia/Shanghai', () => clock.now() + 24 * 3600_000)();
    await documents.put([sampleDocument({ id: 'parking', title: 'Parking', body: 'Parking is free for two hours.', validFrom: day })], clock.now());
    await look(1_000);
    expect([await finds(), await knowledge.passagesOf('parking', 'en', 'customer'), await knowledge.articles('staff')]).toEqual([[], [], []]);
    await look(Date.parse(`${day}T00:00:00+08:00`) - clock.now() - 1);
    expect(await finds()).toEqual([]);
    await look(1);
    expect(await finds()).toEqual(['parking']);
  });

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

  it('is set in order at once, and again a minute after that has failed', async () => {
    let failures = 1;
    const settled: (boolean | undefined)[] = [];
    stop();
    stop = keepKnowledge({ sources: [], knowledge: { settle: async (isDue) => {
      settled.push(isDue);
      failures -= 1;
      if (failures >= 0) throw new Error('the embedder is down');
    } }, clock }, (error) => void troubles.push(error));
    await look(400);
    expect(settled).toEqual([true]);
    await vi.waitFor(() => expect(troubles).toHaveLength(1), PATIENCE);
    await look(59_000);
    expect(settled).toEqual([true]);
    await look(1_000);
    await look(60_000);
    expect(settled).toEqual([true, true]);
  });

  it('looks no more after it was stopped', async () => {
    stop();
    expect(clock.waiting()).toBe(0);
  });
});
