import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '#store/open-store.ts';
import { describeAccessStore } from '../contract/access-store.contract.ts';
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

describe('a PostgreSQL that cannot be used', () => {
  it('is named with the way out, and without its password', async () => {
    const refused = open('postgres://baton:secret@127.0.0.1:1/none');
    await expect(refused).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('DATABASE_URL') });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  it('is refused when its address is none', async () => {
    await expect(open('mysql://x')).rejects.toMatchObject({ code: 'misconfigured', message: expect.stringContaining('postgres://') });
  });
});
