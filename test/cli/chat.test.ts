import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeLearnedFolder } from '../support/learned.ts';
import { makeOpenHours } from '../support/open-hours.ts';
import { PROJECT } from '../support/project-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await makeLearnedFolder('chat');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the program with what is piped in; resolves to what it wrote and its exit code. */
async function chat(lines: string, more: Readonly<Record<string, string>> = {}): Promise<{ readonly out: string; readonly err: string; readonly code: number }> {
  const child = spawn(process.execPath, ['src/cli/chat.ts'], { cwd: PROJECT, env: { PATH: process.env['PATH'], DATA_DIR: folder, LOG_LEVEL: 'error', ...more } });
  const exited = once(child, 'exit') as Promise<[number]>;
  child.stdin.end(lines);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { out, err, code };
}

it('npm run chat answers every question that is piped in, and ends', { timeout: 60_000 }, async () => {
  const first = await chat('how long does a refund to my debit card take?\n');
  expect(first.err.replaceAll(/^(?:Learning|Indexing|Preparing).*\n/gm, '')).toBe('');
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/Baton: [\s\S]+\n {2}\[1\] /);

  const second = await chat('你好\n转人工\n', { LANG: 'zh_CN.UTF-8', INTENTS_DIR: await makeOpenHours(folder) });
  expect(second.code).toBe(0);
  expect(second.out).toContain('已转人工');
});

it('knows the orders of the sample shop, without a server beside it', { timeout: 60_000 }, async () => {
  const ofItsOwn = await makeLearnedFolder('chat-shop');
  expect((await chat('我的订单20261107-0032到哪了？\n', { DATA_DIR: ofItsOwn })).out).toContain('后四位');
  const { out, code } = await chat('1008\n', { DATA_DIR: ofItsOwn });
  await rm(ofItsOwn, { recursive: true, force: true });
  expect(code).toBe(0);
  expect(out).toContain('已经送达');
  expect(out).toContain('SF2611070032032');
});

it('says which setting is wrong', async () => {
  const { err, code } = await chat('', { PORT: 'many' });
  expect(code).toBe(1);
  expect(err).toContain('PORT=many');
});
