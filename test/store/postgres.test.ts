import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#core/ports/store.ts';
import { openStore } from '#store/open-store.ts';
import { describeAccessStore } from '../contract/access-store.contract.ts';
import { describeDocumentStore, sampleDocument } from '../contract/document-store.contract.ts';
import { describeGapStore } from '../contract/gap-store.contract.ts';
import { describeStore } from '../contract/store.contract.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

let server: TestPostgres;
const open = (databaseUrl: string) => openStore({ databaseUrl, dataDir: '', desks: ['console'], onTrouble: () => undefined });

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describeStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open: async (place) => (await open(place)).store });
describeAccessStore({
  name: 'PostgreSQL',
  open: async () => {
    const { access, store } = await open(await server.createDatabase());
    return { access, close: () => store.close() };
  },
});
describeDocumentStore({
  name: 'PostgreSQL',
  createPlace: () => server.createDatabase(),
  open: async (place) => {
    const { documents, store } = await open(place);
    return { documents, close: () => store.close() };
  },
});
describeGapStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open });

describe('a PostgreSQL whose connections break', () => {
  it('is heard again, with what was missed meanwhile', async () => {
    const place = await server.createDatabase();
    const [here, there] = [await open(place), await open(place)];
    const admin = new pg.Client({ connectionString: place });
    await admin.connect();
    try {
      await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()");
      const heard = Promise.withResolvers<string>();
      here.store.subscribe((id) => heard.resolve(id));
      const { conversation } = await there.store.accept({ channel: 'web', address: 'v-1', externalId: 'first-message', text: '在吗', language: 'zh' }, 1_800_000_000_000);
      expect(await heard.promise).toBe(conversation.id);
    } finally {
      await admin.end();
      await here.store.close();
      await there.store.close();
    }
  });

  it('serves several processes at once without a deadlock, each message once', async () => {
    const place = await server.createDatabase();
    const stores = await Promise.all([0, 1, 2].map(async () => (await open(place)).store));
    const now = 1_800_000_000_000;
    const said = await Promise.all(
      Array.from({ length: 60 }, async (_, i) =>
        stores[i % 3]?.accept({ channel: 'web', address: `v-${i % 12}`, externalId: `message-${i}`, text: `第 ${i} 条`, language: 'zh' }, now),
      ),
    );
    const sent: string[] = [];
    const work = async (store: Store): Promise<void> => {
      for (let lease = await store.leaseTurn(now, 10_000); lease; lease = await store.leaseTurn(now, 10_000)) {
        await store.commitTurn(lease, { handledSeq: lease.unhandled.at(-1)?.seq ?? 0, messages: [{ author: 'bot', visibility: 'all', text: lease.conversation.address }] }, now);
        for (const item of await store.takeOutbox(['channel:web'], now, 10_000, 4)) {
          if ((await store.settleOutbox(item, { kind: 'show' }, now)) === 'sent') sent.push(item.address);
        }
      }
      for (let items = await store.takeOutbox(['channel:web'], now, 10_000, 4); items.length > 0; items = await store.takeOutbox(['channel:web'], now, 10_000, 4)) {
        for (const item of items) if ((await store.settleOutbox(item, { kind: 'show' }, now)) === 'sent') sent.push(item.address);
      }
    };
    await Promise.all(stores.map(work));
    expect(said).toHaveLength(60);
    const answers = (await Promise.all(Array.from({ length: 12 }, async (_, i) => (await stores[0]?.visibleMessages(stores[0].idOf('web', `v-${i}`), 0, 50)) ?? []))).flat().filter(({ author }) => author === 'bot');
    expect(new Set(answers.map(({ conversationId }) => conversationId)).size).toBe(12);
    expect(sent).toHaveLength(answers.length);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('numbers the changes of documents by several processes at once, each once and in order', async () => {
    const place = await server.createDatabase();
    const opened = await Promise.all([0, 1, 2].map(() => open(place)));
    const puts = Array.from({ length: 30 }, async (_, i) => opened[i % 3]?.documents.put([sampleDocument({ id: `d-${i % 10}`, body: `Text ${i}`, contentHash: String(i) })], 1_800_000_000_000));
    const revisions = (await Promise.all(puts)).flatMap((stored) => stored?.map(({ revision }) => revision) ?? []);
    expect(revisions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    await Promise.all(opened.map(({ store }) => store.close()));
  });
});

describe('a PostgreSQL that cannot be used', () => {
  it('is named with the way out, and without its password', async () => {
    const refused = open('postgres://baton:secret@127.0.0.1:1/none');
    await expect(refused).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('DATABASE_URL') });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  it('is refused when its address is none', async () => {
    await expect(open('postgres://baton:pass#word@127.0.0.1:1/none')).rejects.toMatchObject({ code: 'misconfigured', message: expect.stringContaining('%23') });
    await expect(open('mysql://x')).rejects.toMatchObject({ code: 'misconfigured', message: expect.stringContaining('postgres://') });
  });
});
