import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJournal } from '#store/journal.ts';
import { describeEventJournal } from '../contract/event-journal.contract.ts';

const NOW = 1_800_000_000_000;
let folder: string;
let places = 0;
const createPlace = async (): Promise<string> => path.join(folder, String(places++), 'journal.sqlite');
const open = (file: string) => openJournal(file, { onDamage: (aside) => expect.fail(aside) });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-journal-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describeEventJournal({ name: 'The journal in SQLite', createPlace, open });

describe('the journal', () => {
  it('has everything that it has promised when its process is killed', async () => {
    const file = await createPlace();
    for (let life = 0; life < 3; life++) {
      const child = spawn(process.execPath, [fileURLToPath(new URL('./put-events.ts', import.meta.url)), file], { stdio: ['ignore', 'pipe', 'inherit'] });
      const promised: string[] = [];
      for await (const line of createInterface({ input: child.stdout })) {
        promised.push(line);
        if (promised.length === 25) child.kill('SIGKILL');
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      const journal = open(file);
      const known = await Promise.all(promised.map((key) => journal.put('slack', key, 'x', '{}', NOW)));
      expect(new Set(known)).toEqual(new Set(['known']));
      expect((await journal.waiting('slack')).count).toBeGreaterThanOrEqual(25);
      await journal.close();
    }
  });

  it.each([
    ['is no database', (file: string) => writeFile(file, 'x'.repeat(8192))],
    ['was cut off', (file: string) => truncate(file, 5_000)],
  ])('goes on with a new file when its own %s, and keeps the damaged one under a name that it tells', async (_how, damage) => {
    const file = await createPlace();
    const before = open(file);
    for (let i = 0; i < 200; i++) await before.put('slack', `k-${i}`, 'lane', 'x'.repeat(200), NOW);
    await before.close();
    await damage(file);
    const aside: string[] = [];
    const journal = openJournal(file, { onDamage: (name) => aside.push(name) });
    expect(await journal.put('slack', 'k-1', 'lane', '{}', NOW)).toBe('new');
    expect(aside).toEqual([`${file}.damaged-1`]);
    expect(await readdir(path.dirname(file))).toContain('journal.sqlite.damaged-1');
    await journal.close();
  });

  it('says why it cannot be opened', () => {
    expect(() => open(folder)).toThrow(/cannot be used .* Check DATA_DIR/s);
  });
});
