import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execFile } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { followImport } from '#cli/follow-import.ts';
import { createImportBar, drawBar } from '#cli/import-bar.ts';
import { describeImport } from '#cli/import-report.ts';
import type { ImportSummary } from '#knowledge/import/import-types.ts';
import { openImportFolder } from '../knowledge/import/import-folder.ts';
import { PROJECT } from '../support/project-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs `baton …` as people do, on data of its own. */
function baton(...args: string[]): Promise<{ code: number; out: string; told: string }> {
  return new Promise((done) => {
    const env = { PATH: process.env['PATH'], DATA_DIR: path.join(folder, 'data') };
    execFile(process.execPath, ['src/cli/main.ts', ...args], { cwd: PROJECT, env }, (error, out, told) => done({ code: typeof error?.code === 'number' ? error.code : 0, out, told }));
  });
}

// Each call is a process of its own, on a machine that others may use too.
describe('baton import', { timeout: 120_000 }, () => {
  it('answers 0 when all went in, 1 when something was refused and the rest went in, 2 when called wrongly', async () => {
    const good = path.join(folder, 'returns.md');
    await writeFile(good, '# Returns\n\nSeven days.\n');
    const all = await baton('import', good);
    expect(all).toMatchObject({ code: 0, out: expect.stringMatching(/Added\n {2}returns \(en\) {2}Returns\n\n1 added, 0 changed, 0 unchanged, 0 removed, 0 refused/) });
    const bad = path.join(folder, 'broken.pdf');
    await writeFile(bad, 'not a PDF');
    const some = await baton('import', good, bad, '--json');
    expect(some.code).toBe(1);
    expect(JSON.parse(some.out)).toMatchObject({ unchanged: 1, refused: [{ source: expect.stringContaining('broken.pdf'), reason: 'broken' }] });
    expect(await baton('import')).toMatchObject({ code: 2, told: expect.stringContaining('Say what to import.') });
    expect(await baton('import', good, '--audience', 'all')).toMatchObject({ code: 2, told: expect.stringContaining('--audience is customer or staff') });
    expect(await baton('import', good, '--review-by', 'May 2027')).toMatchObject({ code: 2, told: expect.stringContaining('--review-by is a day such as 2027-05-31, not "May 2027".') });
    expect(await baton('import', good, '--product', 'robot-x')).toMatchObject({ code: 2, told: expect.stringContaining('There is no product "robot-x"') });
  });

  it('is followed by documents: list, publish, retire and remove', async () => {
    await writeFile(path.join(folder, 'a.zh.md'), '七天内可以退货。');
    await writeFile(path.join(folder, 'a.en.md'), 'Seven days.');
    await baton('import', path.join(folder, 'a.zh.md'), path.join(folder, 'a.en.md'), '--state', 'draft', '--product', 'lock-l2', '--valid-from', '2027-01-05', '--review-by', '2027-05-31');
    const states = async (): Promise<string[]> => {
      const listed: unknown = JSON.parse((await baton('documents', '--json')).out);
      return Array.isArray(listed) ? listed.map(({ language, state }: { language: string; state: string }) => `${language} ${state}`) : [];
    };
    expect(await states()).toEqual(['en draft', 'zh draft']);
    expect((await baton('documents')).out).toContain('holds from 2027-01-05, review by 2027-05-31');
    expect(await baton('documents', 'publish', 'a')).toMatchObject({ code: 0 });
    expect(await states()).toEqual(['en published', 'zh published']);
    await baton('documents', 'retire', 'a/zh');
    expect(await states()).toEqual(['en published', 'zh retired']);
    expect(await baton('documents', 'remove', 'a/en')).toMatchObject({ code: 0, told: expect.stringContaining('can bring it back') });
    expect(await states()).toEqual(['zh retired']);
    expect(await baton('documents', 'publish', 'none')).toMatchObject({ code: 1, told: expect.stringContaining('no document "none"') });
    expect(await baton('documents', 'burn', 'a')).toMatchObject({ code: 2 });
  });
});

describe('the progress of an import', () => {
  it('is a bar with rate and time left', () => {
    expect(drawBar({ done: 12, total: 48, rate: 3, secondsLeft: 12, source: '' })).toBe('[######..................] 12/48  3.0 a second, 12 s left');
    expect(drawBar({ done: 48, total: 48, rate: 40, secondsLeft: 0, source: '' })).toBe('[########################] 48/48  40 a second');
    expect(drawBar({ done: 1, total: 1000, rate: 2, secondsLeft: 500, source: '' })).toContain('9 min left');
  });

  it('is written every two seconds where no line can be overwritten, counted from the begin of each import', () => {
    let ms = 0;
    let told = '';
    const bar = createImportBar({ write: () => undefined, warn: (text) => (told += text) }, false, () => ms);
    const at = (when: number, done: number): void => {
      ms = when;
      bar.tell({ done, total: 4, rate: 1, secondsLeft: 1, source: '' });
    };
    at(0, 1);
    at(1_900, 2);
    at(2_100, 3);
    bar.end();
    at(3_600_000, 1);
    expect(told.match(/\d\/4/g)).toEqual(['3/4']);
  });

  it('is shown while a folder is followed too, for each import on a line of its own', async () => {
    const at = await openImportFolder();
    await at.write('a.md', 'One.');
    let told = '';
    const summaries: number[] = [];
    let stop = (): void => undefined;
    const stopped = new Promise<void>((done) => (stop = done));
    let heard = (): void => undefined;
    const whenNext = () => new Promise<void>((done) => (heard = done));
    const out = {
      write: () => undefined,
      warn: (text: string) => {
        told += text;
        if (text.startsWith('Following')) heard();
      },
    };
    const tell = ({ added }: ImportSummary): void => {
      summaries.push(added.length);
      told += 'told\n';
      if (summaries.length > 1) heard();
    };
    const following = whenNext();
    const ended = followImport({ paths: [at.folder], documents: at.documents, now: () => 0 }, { tell, out, bar: createImportBar(out, true), stopped });
    await following;
    const second = whenNext();
    await at.write('b.md', 'Two.');
    await second;
    stop();
    expect(await ended).toBe(0);
    await at.close();
    expect(told).toMatch(/^\r\[#+\] 1\/1 .*\ntold\nFollowing .*\n\r\[#+\] 1\/1 .*\ntold\n$/);
    expect(summaries).toEqual([1, 1]);
  });

  it('ends in a summary that names what waits for a look and what to do', () => {
    const item = { id: 'a', language: 'en', title: 'A', state: 'quarantined', source: '/d/a.md' } as const;
    const summary: ImportSummary = { added: [item], changed: [], unchanged: 2, removed: [], quarantined: [{ ...item, reason: 'hidden text' }], refused: [], seconds: 1.25 };
    expect(describeImport(summary, true)).toMatch(/Waiting for a look \(quarantined\)\n {2}a \(en\): hidden text\n\nNothing was written\. It would be: 1 added, 0 changed, 2 unchanged, 0 removed, 0 refused, in 1\.3 s\.\n.*documents publish ID/s);
  });
});
