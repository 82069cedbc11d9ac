import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type FolderWatch, watchFolder } from '#src/watch-folder.ts';

/** How long the system may take to tell on a busy machine. */
const PATIENCE = { timeout: 20_000 };

let folder = '';
let watching: FolderWatch;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-watch-'));
  await mkdir(path.join(folder, 'customer'));
  await writeFile(path.join(folder, 'customer', 'parking.en.md'), 'Parking is free.');
  watching = watchFolder(folder);
});
afterEach(async () => {
  watching.stop();
  await rm(folder, { recursive: true, force: true });
});

it('tells what happens in a folder and below, once', async () => {
  expect([watching.isTold(), watching.takeNews()]).toEqual([true, false]);
  await writeFile(path.join(folder, 'customer', 'parking.en.md'), 'Parking is free for two hours.');
  await vi.waitFor(() => expect(watching.takeNews()).toBe(true), PATIENCE);
  await writeFile(path.join(folder, 'customer', 'hours.en.md'), 'Open from ten.');
  await vi.waitFor(() => expect(watching.takeNews()).toBe(true), PATIENCE);
  await rm(path.join(folder, 'customer', 'hours.en.md'));
  await vi.waitFor(() => expect(watching.takeNews()).toBe(true), PATIENCE);
});

it('follows folders that come and go', async () => {
  const place = path.join(folder, 'staff');
  await mkdir(place);
  await vi.waitFor(() => expect(watching.takeNews()).toBe(true), PATIENCE);
  await writeFile(path.join(place, 'refunds.en.md'), 'Look at the order first.');
  await vi.waitFor(() => expect(watching.takeNews()).toBe(true), PATIENCE);
  await rm(place, { recursive: true });
  await vi.waitFor(() => expect(watching.takeNews()).toBe(true), PATIENCE);
  await writeFile(path.join(folder, 'customer', 'parking.en.md'), 'Parking is free for two hours.');
  await vi.waitFor(() => expect(watching.takeNews()).toBe(true), PATIENCE);
  await writeFile(path.join(folder, 'customer', 'hours.en.md'), 'Open from ten.');
  await vi.waitFor(() => expect(watching.takeNews()).toBe(true), PATIENCE);
  expect(watching.isTold()).toBe(true);
});

it('says that nothing is told of a folder that is not there, until it is', async () => {
  const blind = watchFolder(path.join(folder, 'none'));
  expect([blind.isTold(), blind.takeNews()]).toEqual([false, false]);
  await mkdir(path.join(folder, 'none'));
  expect([blind.takeNews(), blind.isTold(), blind.takeNews()]).toEqual([true, true, false]);
  blind.stop();
});
