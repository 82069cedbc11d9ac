import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runToken } from '#cli/token.ts';
import { ENDPOINTS } from '#http/api/endpoints.ts';
import { EVENT_MEANINGS } from '#http/api/event-meanings.ts';
import { STATUS_OF } from '#http/error-response.ts';
import { EVENT_TYPES } from '#core/webhooks/event.ts';
import { CASE_POLICY } from '../core/cases/sample-cases.ts';
import { apiClient } from '../support/api-client.ts';
import { messagesUntil, visit } from '../support/browser.ts';
import { PROJECT } from '../support/project-files.ts';
import { runBaton } from '../support/run-command.ts';
import { serve, type Served } from '../support/serve.ts';

let served: Served;
let text: string;
let blocks: readonly string[];
beforeAll(async () => {
  served = await serve({ policy: CASE_POLICY });
  text = await readFile(path.join(PROJECT, 'docs', 'api.md'), 'utf8');
  blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
});
afterAll(() => served.close());

const run = (script: string, env: Readonly<Record<string, string>>): Promise<{ readonly code: number; readonly said: string }> =>
  new Promise((resolve) => {
    const child = execFile('sh', ['-ec', script], { env: { PATH: process.env['PATH'], ...env } }, (_, out, warned) => resolve({ code: child.exitCode ?? -1, said: out + warned }));
  });

describe('docs/api.md', () => {
  it('has lines for curl that work as they stand', async () => {
    const visitor = await visit(served.url);
    const stream = await visitor.follow();
    await visitor.say('我要投诉');
    await messagesUntil(stream, ({ notice }) => notice?.kind === 'handed_over');
    await stream.close();
    const agent = await served.access.addStaff('陈晨', 'agent', 1);
    const env = {
      BATON: served.url,
      ID: await served.conversationOf(visitor.token),
      AGENT: agent.id,
      LEAD: (await served.access.addStaff('林岚', 'lead', 1)).id,
      CASE: (await served.cases.list({ limit: 1 }))[0]?.id ?? '',
      TOKEN: (await apiClient(served, 'agent')).token,
      LEAD_TOKEN: (await apiClient(served, 'lead')).token,
    };
    const scripts = blocks.filter((block) => block.includes('curl'));
    expect(scripts.length).toBeGreaterThanOrEqual(5);
    for (const script of scripts) expect(await run(script, env)).toMatchObject({ code: 0 });
    expect(await served.store.conversation(env.ID)).toMatchObject({ state: 'closed', closeReason: 'resolved', closedBy: '陈晨' });
  });

  it('has lines for tokens that work as they stand', async () => {
    const variables = { DATA_DIR: served.folder };
    await served.access.addStaff('吴迪', 'agent', 2);
    const baton = (...args: readonly string[]) => runBaton(args, variables);
    const made = await baton('token', 'create', 'Sales report', '--role', 'read');
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^baton_[\w-]{43}\n$/) });
    expect((await fetch(`${served.url}/api/v1/staff`, { headers: { authorization: `Bearer ${made.out.trim()}` } })).status).toBe(200);
    expect((await baton('token', 'create', 'Ticket sync', '--role', 'agent', '--as', '吴迪')).code).toBe(0);
    expect((await baton('token', 'create', 'x', '--role', 'agent', '--as', 'nobody')).warned).toContain('Nobody of the staff');
    const listed = (await baton('token', 'list')).out;
    expect(listed).toContain('agent  Ticket sync (as 吴迪)');
    expect(listed).not.toContain(made.out.trim());
    const id = listed.split('\n').find((line) => line.includes('Sales report'))?.slice(0, 8) ?? '';
    expect((await baton('token', 'revoke', id)).code).toBe(0);
    expect((await fetch(`${served.url}/api/v1/staff`, { headers: { authorization: `Bearer ${made.out.trim()}` } })).status).toBe(401);
    const quiet = { write: () => undefined, warn: () => undefined };
    for (const wrong of [['create'], ['create', 'x', '--role', 'king'], ['create', 'x', '--days', '0'], ['revoke'], ['dance']]) expect(await runToken(wrong, quiet)).toBe(2);
    for (const line of (blocks[0] ?? '').trim().split('\n')) expect(line).toMatch(/^npm run -s baton -- token (?:create|list|revoke)/);
  });

  it('names every event, every code and its status, and paths that there are', () => {
    for (const type of EVENT_TYPES) expect(text).toContain(`| \`${type}\` | ${EVENT_MEANINGS[type]} |`);
    for (const code of ['invalid_input', 'unauthorized', 'forbidden', 'not_found', 'not_allowed_now', 'too_large', 'rate_limited', 'unavailable'] as const) expect(text).toMatch(new RegExp(`\`${code}\` ${STATUS_OF[code]}`));
    const paths = ENDPOINTS.map(({ path: known }) => known.replace('/cases/:id', '/cases/$CASE').replace(':id', '$ID'));
    for (const [, used] of text.matchAll(/\$BATON\/api\/v1([^"?]*)/g)) expect(paths).toContain(used);
  });
});
