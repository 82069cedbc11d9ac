import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#core/ports/store.ts';
import { openStore } from '#store/open-store.ts';
import { describeActionCalls } from '../contract/action-calls.contract.ts';
import { describeCallShifts } from '../contract/call-shifts.contract.ts';
import { describeCareStore } from '../contract/care-store.contract.ts';
import { describeCareSweep } from '../contract/care-sweep.contract.ts';
import { describeAccessStore } from '../contract/access-store.contract.ts';
import { describeApiStore } from '../contract/api-store.contract.ts';
import { describeDeskThreads } from '../contract/desk-threads.contract.ts';
import { describeDocumentStore, sampleDocument } from '../contract/document-store.contract.ts';
import { describeGapStore } from '../contract/gap-store.contract.ts';
import { describeSharedBudget } from '../contract/model-budget.contract.ts';
import { describeMessageLife } from '../contract/message-life.contract.ts';
import { describeOutboxGroups } from '../contract/outbox-groups.contract.ts';
import { describeOwnershipStore } from '../contract/ownership-store.contract.ts';
import { describeBriefStore } from '../contract/brief-store.contract.ts';
import { describePastCaseStore } from '../contract/past-case-store.contract.ts';
import { describeRoutingStore } from '../contract/routing-store.contract.ts';
import { describeStore } from '../contract/store.contract.ts';
import { describeCaseStore } from '../contract/case-store.contract.ts';
import { describeTimerStore } from '../contract/timer-store.contract.ts';
import { describeWaitingStore } from '../contract/waiting-store.contract.ts';
import { describeWebhookEvents } from '../contract/webhook-events.contract.ts';
import { describeWebhookStore } from '../contract/webhook-store.contract.ts';
import { describeWorkStore } from '../contract/work-store.contract.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

let server: TestPostgres;
const open = (databaseUrl: string) => openStore({ databaseUrl, dataDir: '', desks: ['console'], onTrouble: () => undefined });

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describeStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open: async (place) => (await open(place)).store });
describeActionCalls({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open: async (place) => (await open(place)).store });
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
describeDeskThreads({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open });
describeMessageLife({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open });
describeRoutingStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open });
describeOutboxGroups({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open });
describeOwnershipStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open });
describeCareStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open: (databaseUrl, policy) => openStore({ databaseUrl, dataDir: '', policy, desks: ['console'], onTrouble: () => undefined }) });
describeCareSweep({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open: (databaseUrl, policy) => openStore({ databaseUrl, dataDir: '', policy, desks: ['console'], onTrouble: () => undefined }) });
describeWorkStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open: (databaseUrl, policy) => openStore({ databaseUrl, dataDir: '', policy, desks: ['console'], onTrouble: () => undefined }) });
describeCallShifts({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open: (databaseUrl, policy, plan) => openStore({ databaseUrl, dataDir: '', policy, plan, desks: ['console'], onTrouble: () => undefined }) });
describeTimerStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open });
describeWaitingStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open });
describeCaseStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open: (databaseUrl, policy) => openStore({ databaseUrl, dataDir: '', policy, desks: ['console'], onTrouble: () => undefined }) });
describeApiStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open });
describeWebhookStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open });
describeWebhookEvents({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open: (databaseUrl, policy) => openStore({ databaseUrl, dataDir: '', policy, desks: ['console'], onTrouble: () => undefined }) });
describeBriefStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open });
describePastCaseStore({ name: 'PostgreSQL', createPlace: () => server.createDatabase(), open });
describeSharedBudget({
  name: 'PostgreSQL',
  createPlace: () => server.createDatabase(),
  open: async (place, limits) => {
    const { budget, store } = await open(place);
    return { budget: budget(limits), close: () => store.close() };
  },
});

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

  it('lets several processes at once fire each timer once, those of a conversation in order', async () => {
    const place = await server.createDatabase();
    const opened = await Promise.all([0, 1, 2].map(() => open(place)));
    const [{ store, timers } = await open(place)] = opened;
    const now = 1_800_000_000_000;
    const ids = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => (await store.accept({ channel: 'web', address: `v-${i}`, externalId: `message-${i}`, text: '在吗', language: 'zh' }, now)).conversation.id),
    );
    const keys = Array.from({ length: 6 }, (_, i) => `t-${i}`);
    for (const id of ids) await store.update(id, () => ({ timers: { set: keys.map((key, i) => ({ key, kind: 'bell', dueAt: now + i })) } }), now);
    const fired = await Promise.all(
      opened.map(async ({ timers: own }) => {
        let count = 0;
        while ((await timers.nextDue(['bell'])) !== undefined) {
          for (const timer of await own.takeDue(['bell'], now + 60_000, 10_000, 4)) {
            const note = () => ({ messages: [{ author: 'system' as const, visibility: 'staff' as const, text: timer.key }] });
            if ((await own.fire(timer, note, now)) === 'fired') count += 1;
          }
        }
        return count;
      }),
    );
    expect(fired.reduce((sum, each) => sum + each, 0)).toBe(48);
    for (const id of ids) expect((await store.transcript(id, 100)).slice(1).map(({ message }) => message.text)).toEqual(keys);
    await Promise.all(opened.map((each) => each.store.close()));
  });

  it('lets several processes at once take no more of the budget for the language model than there is', async () => {
    const place = await server.createDatabase();
    const opened = await Promise.all([0, 1, 2].map(() => open(place)));
    const budgets = opened.map(({ budget }) => budget({ visitorTokens: 1_000, tokens: 0, cost: 10 }));
    const taken = await Promise.all(Array.from({ length: 60 }, async (_, i) => budgets[i % 3]?.take(`v-${i}`, { tokens: 100, cost: 1.5 }, 1_800_000_000_000)));
    expect(taken.filter(Boolean)).toHaveLength(6);
    const own = await Promise.all(Array.from({ length: 60 }, async (_, i) => budgets[i % 3]?.take('v-1', { tokens: 300, cost: 0 }, 1_800_000_000_000)));
    expect(own.filter(Boolean).length).toBeLessThanOrEqual(3);
    await Promise.all(opened.map(({ store }) => store.close()));
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
