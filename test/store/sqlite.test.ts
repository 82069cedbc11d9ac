import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '#store/open-store.ts';
import { describeAccessStore } from '../contract/access-store.contract.ts';
import { describeActionCalls } from '../contract/action-calls.contract.ts';
import { describeApiStore } from '../contract/api-store.contract.ts';
import { describeCallShifts } from '../contract/call-shifts.contract.ts';
import { describeCareStore } from '../contract/care-store.contract.ts';
import { describeCareSweep } from '../contract/care-sweep.contract.ts';
import { describeCaseStore } from '../contract/case-store.contract.ts';
import { describeDeskThreads } from '../contract/desk-threads.contract.ts';
import { describeDocumentStore } from '../contract/document-store.contract.ts';
import { describeGapStore } from '../contract/gap-store.contract.ts';
import { describeSharedBudget } from '../contract/model-budget.contract.ts';
import { describeMessageLife } from '../contract/message-life.contract.ts';
import { describeOutboxGroups } from '../contract/outbox-groups.contract.ts';
import { describeOwnershipStore } from '../contract/ownership-store.contract.ts';
import { describeBriefStore } from '../contract/brief-store.contract.ts';
import { describePastCaseStore } from '../contract/past-case-store.contract.ts';
import { describeRoutingStore } from '../contract/routing-store.contract.ts';
import { describeStore } from '../contract/store.contract.ts';
import { describeTimerStore } from '../contract/timer-store.contract.ts';
import { describeWaitingStore } from '../contract/waiting-store.contract.ts';
import { describeWebhookEvents } from '../contract/webhook-events.contract.ts';
import { describeWebhookStore } from '../contract/webhook-store.contract.ts';
import { describeWorkStore } from '../contract/work-store.contract.ts';
import { putEmptyDatabase } from '../support/empty-database.ts';

let folder: string;
let places = 0;
const createPlace = async (): Promise<string> => {
  const place = path.join(folder, String(places++));
  await putEmptyDatabase(place);
  return place;
};
const open = (dataDir: string) => openStore({ dataDir, desks: ['console'], onTrouble: (error) => expect.fail(String(error)) });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-sqlite-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describeStore({ name: 'SQLite', createPlace, open: async (place) => (await open(place)).store });
describeActionCalls({ name: 'SQLite', createPlace, open: async (place) => (await open(place)).store });
describeAccessStore({
  name: 'SQLite',
  open: async () => {
    const { access, store } = await open(await createPlace());
    return { access, close: () => store.close() };
  },
});
describeDocumentStore({
  name: 'SQLite',
  createPlace,
  open: async (place) => {
    const { documents, store } = await open(place);
    return { documents, close: () => store.close() };
  },
});
describeGapStore({ name: 'SQLite', createPlace, open });
describeDeskThreads({ name: 'SQLite', createPlace, open });
describeMessageLife({ name: 'SQLite', createPlace, open });
describeRoutingStore({ name: 'SQLite', createPlace, open });
describeOutboxGroups({ name: 'SQLite', createPlace, open });
describeOwnershipStore({ name: 'SQLite', createPlace, open });
describeTimerStore({ name: 'SQLite', createPlace, open });
describeWaitingStore({ name: 'SQLite', createPlace, open });
describeCareStore({ name: 'SQLite', createPlace, open: (dataDir, policy) => openStore({ dataDir, policy, desks: ['console'], onTrouble: (error) => expect.fail(String(error)) }) });
describeCareSweep({ name: 'SQLite', createPlace, open: (dataDir, policy) => openStore({ dataDir, policy, desks: ['console'], onTrouble: (error) => expect.fail(String(error)) }) });
describeWorkStore({ name: 'SQLite', createPlace, open: (dataDir, policy) => openStore({ dataDir, policy, desks: ['console'], onTrouble: (error) => expect.fail(String(error)) }) });
describeCallShifts({ name: 'SQLite', createPlace, open: (dataDir, policy, plan) => openStore({ dataDir, policy, plan, desks: ['console'], onTrouble: (error) => expect.fail(String(error)) }) });
describeCaseStore({ name: 'SQLite', createPlace, open: (dataDir, policy) => openStore({ dataDir, policy, desks: ['console'], onTrouble: (error) => expect.fail(String(error)) }) });
describeApiStore({ name: 'SQLite', createPlace, open });
describeWebhookStore({ name: 'SQLite', createPlace, open });
describeWebhookEvents({ name: 'SQLite', createPlace, open: (dataDir, policy) => openStore({ dataDir, policy, desks: ['console'], onTrouble: (error) => expect.fail(String(error)) }) });
describeBriefStore({ name: 'SQLite', createPlace, open });
describePastCaseStore({ name: 'SQLite', createPlace, open });
describeSharedBudget({
  name: 'SQLite',
  createPlace,
  open: async (place, limits) => {
    const { budget, store } = await open(place);
    return { budget: budget(limits), close: () => store.close() };
  },
});

describe('the SQLite file', () => {
  it('lets several threads at once take no more of the budget for the language model than there is', async () => {
    const dataDir = await createPlace();
    await (await open(dataDir)).store.close();
    const threads = ['v-1', 'v-2', 'v-3'].map((visitor) => new Worker(new URL('./take-budget.ts', import.meta.url), { workerData: { dataDir, visitor, now: 1_800_000_000_000 } }));
    const taken = await Promise.all(threads.map(async (thread) => Number((await once(thread, 'message'))[0])));
    expect(taken.reduce((sum, each) => sum + each, 0)).toBe(30);
  });

  it('is written ahead with full synchronisation, by a version without the WAL-reset fault', async () => {
    const place = await createPlace();
    const { store } = await open(place);
    await store.close();
    const database = new DatabaseSync(path.join(place, 'baton.sqlite'));
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    // https://www.sqlite.org/wal.html#walresetbug: fixed in 3.51.3.
    const [major = 0, minor = 0, patch = 0] = String(database.prepare('select sqlite_version() as v').get()?.['v']).split('.').map(Number);
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_051_003);
    database.close();
  });

  it('is refused by name when it is no database, and stays as it is', async () => {
    const place = await createPlace();
    const { store } = await open(place);
    await store.close();
    const file = path.join(place, 'baton.sqlite');
    await rm(`${file}-wal`, { force: true });
    await writeFile(file, 'this is not a database, and it is long enough to be read as one');
    await expect(open(place)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('baton.sqlite') });
    expect(await readFile(file, 'utf8')).toContain('this is not a database');
  });

  it('says what to check when its folder cannot be made', async () => {
    await writeFile(path.join(folder, 'a-file'), '');
    await expect(open(path.join(folder, 'a-file', 'data'))).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('DATA_DIR') });
  });
});
