import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFault } from '#adapters/botpress/check.ts';
import { systemClock } from '#worker/clock.ts';
import { BOT_ID, type FakeBotpress, startFakeBotpress, TOKEN } from '../adapters/botpress/fake/index.ts';
import { runBaton } from '../support/run-command.ts';

const SECRET = 's'.repeat(40);
let fake: FakeBotpress;

beforeEach(async () => {
  fake = await startFakeBotpress();
});
afterEach(() => fake.close());
const run = (variables: Readonly<Record<string, string>>) => runBaton(['botpress'], { BOTPRESS_SECRET: SECRET, BOTPRESS_BOT_ID: BOT_ID, BOTPRESS_API_URL: fake.url, PUBLIC_URL: 'https://baton.example', ...variables });

describe('baton botpress', () => {
  it('names the addresses and says that all is well', async () => {
    const { code, out, warned } = await run({ BOTPRESS_TOKEN: TOKEN });
    expect({ code, warned }).toEqual({ code: 0, warned: '' });
    expect(out).toMatch(/https:\/\/baton\.example\/botpress\/events\n[^]*\/botpress\/bot\/[0-9a-f]{40}\n[^]*\/botpress\/hitl\/[0-9a-f]{40}\n[^]*the token opens the bot/);
    expect(out).not.toContain(SECRET);
  });

  it('says what to mend', async () => {
    expect(await findFault({ apiUrl: fake.url, token: 'another token', botId: BOT_ID }, systemClock)).toMatch(/Unauthorized.*Check BOTPRESS_TOKEN/);
    await fake.close();
    expect(await findFault({ apiUrl: fake.url, token: TOKEN, botId: BOT_ID }, systemClock)).toMatch(/ECONNREFUSED|Unknown/);
  });
});
