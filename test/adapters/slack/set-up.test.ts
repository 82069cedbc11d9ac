import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkSlack } from '#adapters/slack/check.ts';
import { readMacros } from '#adapters/slack/commands/macros.ts';
import { COMMANDS, EVENTS, EVERY_SCOPE } from '#adapters/slack/manifest.ts';
import { readSlackFile } from '#adapters/slack/slack-file.ts';
import { type FakeSlack, startFakeSlack } from './fake/index.ts';

type Manifest = { oauth_config: { scopes: { bot: string[] } }; features: { slash_commands: { command: string; url?: string }[] }; settings: { socket_mode_enabled: boolean; event_subscriptions: { bot_events: string[]; request_url?: string } } };

describe('the manifests', () => {
  it.each(['manifest.yaml', 'manifest-socket.yaml'])('%s has exactly the scopes, events and commands that the code uses', async (name) => {
    const manifest = parse(await readFile(`adapters/slack/${name}`, 'utf8')) as Manifest;
    expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual(EVERY_SCOPE.toSorted());
    expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual([...EVENTS].toSorted());
    expect(manifest.features.slash_commands.map(({ command }) => command).toSorted()).toEqual([...COMMANDS].toSorted());
    const bySocket = name === 'manifest-socket.yaml';
    expect(manifest.settings.socket_mode_enabled).toBe(bySocket);
    expect([manifest.settings.event_subscriptions.request_url, ...manifest.features.slash_commands.map(({ url }) => url)].every((url) => (url === undefined) === bySocket)).toBe(true);
  });
});

describe('the files that come with Baton', () => {
  it('are sound', async () => {
    expect(await readSlackFile('adapters/slack/slack.yaml', 'C0ALL')).toMatchObject({ rooms: { fallback: { channel: 'C0ALL' } }, customers: [] });
    expect((await readMacros('intents/macros.yaml')).length).toBeGreaterThan(3);
  });
});

describe('slack check', () => {
  let fake: FakeSlack;
  afterEach(() => fake.close());
  const check = async (others: { readonly token?: string; readonly channel?: string } = {}) => {
    const access = { staff: () => Promise.resolve([{ id: 'a', name: '陈静', role: 'agent' as const }, { id: 'b', name: 'Wu', role: 'agent' as const }, { id: 'c', name: 'Li', role: 'lead' as const }]), emails: () => Promise.resolve(new Map([['chen@example.com', 'a'], ['wu@example.com', 'b']])) };
    const findings = await checkSlack({
      keys: { botToken: others.token ?? fake.botToken, signingSecret: '0123456789abcdef0123456789abcdef', appToken: fake.appToken, apiUrl: fake.apiUrl },
      file: await readSlackFile('nowhere.yaml', others.channel ?? fake.channels.get('service').id),
      access,
      publicUrl: 'https://baton.test',
    });
    return { bad: findings.filter(({ is }) => is !== 'ok').map(({ what }) => what), mends: findings.filter(({ is }) => is !== 'ok').every(({ mend }) => mend !== undefined) };
  };

  it('finds nothing wrong where all is well, but for people without a fitting e-mail', async () => {
    fake = await startFakeSlack({ rates: false });
    fake.channels.add('service');
    fake.users.add({ name: '陈静', email: 'chen@example.com' });
    const { bad, mends } = await check();
    expect(bad).toEqual([expect.stringContaining('Wu: nobody in Slack has wu@example.com'), expect.stringContaining('Li has no e-mail')]);
    expect(mends).toBe(true);
  });

  it('names a wrong token, a missing scope and a room that cannot be used, and says how to mend each', async () => {
    fake = await startFakeSlack({ rates: false });
    fake.channels.add('service', { withoutBot: true });
    expect((await check({ token: 'xoxb-wrong' })).bad[0]).toContain('invalid_auth');
    fake.trouble.removeScope('reactions:write');
    const { bad, mends } = await check();
    expect(bad.join('\n')).toMatch(/scope reactions:write is missing/);
    expect(bad.join('\n')).toMatch(/#service: the app is not in it/);
    expect(mends).toBe(true);
  });
});
