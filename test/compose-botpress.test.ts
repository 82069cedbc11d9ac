import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeBotpress } from '#src/compose-botpress.ts';
import type { Core } from '#src/compose.ts';
import { readConfig } from '#src/config.ts';
import { createLog } from '#src/log.ts';
import { createTestClock } from './support/test-clock.ts';

const SECRET = 's'.repeat(32);
let folder: string;
const compose = (settings: Readonly<Record<string, string>>) => {
  const parts: Partial<Core> = { config: readConfig({ DATA_DIR: folder, ...settings }), clock: createTestClock(), log: createLog('silent') };
  return composeBotpress({ ...parts, store: { idOf: () => '' }, content: { company: { safetyPhone: '' } } } as unknown as Core);
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-compose-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('Botpress', () => {
  it('is nothing at all where nothing of it is set', async () => {
    expect(await compose({})).toBeUndefined();
  });

  it.each([
    ['without the secret', { BOTPRESS_TOKEN: 't', BOTPRESS_BOT_ID: 'b', BOTPRESS_HITL_TOKEN: 'h' }, ['BOTPRESS_SECRET']],
    ['without the bot', { BOTPRESS_SECRET: SECRET, BOTPRESS_TOKEN: 't' }, ['BOTPRESS_BOT_ID']],
    ['without the token', { BOTPRESS_SECRET: SECRET, BOTPRESS_BOT_ID: 'b' }, ['BOTPRESS_TOKEN']],
  ])('takes nothing in %s, and says what is missing', async (_, settings, missing) => {
    const ways = await compose(settings);
    expect(ways?.routes).toEqual([]);
    expect(ways?.channels).toEqual([]);
    expect(await ways?.status()).toEqual({ state: 'not set up', missing });
  });

  it('is a channel, a human desk, or both', async () => {
    const both = { BOTPRESS_SECRET: SECRET, BOTPRESS_TOKEN: 't', BOTPRESS_BOT_ID: 'b', BOTPRESS_HITL_TOKEN: 'h', PUBLIC_URL: 'https://baton.example/' };
    const ways = await compose(both);
    expect(ways?.channels.map(({ name, capabilities }) => [name, capabilities.files])).toEqual([
      ['botpress', true],
      ['botpress-hitl', true],
    ]);
    expect(ways?.routes.map((route) => route.path)).toEqual(['/botpress/events', '/botpress/bot/:key', '/botpress/hitl/:key', '/botpress/files/:token']);
    await ways?.close();
    expect((await compose({ ...both, BOTPRESS_TOKEN: '', BOTPRESS_BOT_ID: '', PUBLIC_URL: '' }))?.channels.map(({ name, capabilities }) => [name, capabilities.files])).toEqual([['botpress-hitl', false]]);
  });
});
