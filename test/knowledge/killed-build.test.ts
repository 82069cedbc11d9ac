import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '#cli/bench/ownership/random.ts';
import { toArticle } from '#core/document-article.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import type { LivingKnowledge } from '#knowledge/create-knowledge-base.ts';
import { sampleDocument } from '../contract/document-store.contract.ts';
import { runAndKill } from '../support/killed-process.ts';
import { openTempStore, type TempStore } from '../support/temp-store.ts';
import { createHashingEmbedder } from './hashing-embedder.ts';

const KILLS = 4;
/** More passages than are indexed at once when a knowledge base is opened. */
const DOCUMENTS = 2_100;
/** Changed between two kills: more than are left beside the index. */
const CHANGED = 300;
const ASKED = 20;

let temp: TempStore;
let caches: string;
/** The edition of each document. */
let editions: number[];
beforeEach(async () => {
  editions = [];
  temp = await openTempStore();
  caches = await mkdtemp(path.join(tmpdir(), 'baton-killed-build-'));
});
afterEach(async () => {
  await temp.close();
  await rm(caches, { recursive: true, force: true });
});

const bodyOf = (at: number): string => `Some words about matter ${at} as of edition ${editions[at]}.`;
const put = async (from: number, to: number, edition: number): Promise<void> => {
  editions.splice(from, to - from, ...Array.from({ length: to - from }, () => edition));
  const changed = Array.from({ length: to - from }, (_, at) => sampleDocument({ id: `matter-${from + at}`, title: `Matter ${from + at}`, product: 'all', body: bodyOf(from + at), version: edition }));
  await temp.documents.put(changed, edition);
};
const open = async (cacheFolder: string): Promise<LivingKnowledge> =>
  createKnowledgeBase({ articles: (await temp.documents.list()).flatMap((each) => toArticle(each) ?? []), embedder: createHashingEmbedder(32), cacheFolder });
const ask = (knowledge: LivingKnowledge, at: number) => knowledge.search({ text: bodyOf(at), language: 'en', audience: 'customer' });

describe('indexing that is killed at any moment', () => {
  it('leaves an index that is right or is built again: every document is found as it is now', { timeout: 180_000 }, async () => {
    const random = createRandom(7);
    const cache = path.join(caches, 'index');
    await put(0, DOCUMENTS, 1);
    let killed = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { isComplete } = await runAndKill(fileURLToPath(new URL('build-until-killed.ts', import.meta.url)), [temp.folder, cache], 1 + Math.floor(random.next() * 30));
      killed += isComplete ? 0 : 1;
      if (kill % 2 === 1) await put(CHANGED * kill, CHANGED * (kill + 1), kill + 1);
      // A copy, so that the next process finds what this one left.
      const copy = path.join(caches, String(kill));
      await cp(cache, copy, { recursive: true }).catch(() => undefined);
      const knowledge = await open(copy);
      const asked = Array.from({ length: ASKED }, () => Math.floor(random.next() * DOCUMENTS));
      // By their words at least, where there are no vectors yet.
      for (const at of asked) expect((await ask(knowledge, at)).passages[0]?.text).toBe(bodyOf(at));
      await knowledge.settle(true);
      for (const at of asked) {
        const { verdict, passages } = await ask(knowledge, at);
        expect([verdict, passages[0]?.text]).toEqual(['found', bodyOf(at)]);
      }
      expect(knowledge.status()).toEqual({ articles: DOCUMENTS, passages: DOCUMENTS, search: 'hnsw' });
    }
    expect(killed).toBeGreaterThan(KILLS / 2);
  });
});
