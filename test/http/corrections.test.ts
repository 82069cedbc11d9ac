import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationDetail, IntentChoice } from '#core/protocol.ts';
import { ask, errorOf, type StaffBrowser } from '../support/browser.ts';
import type { Served } from '../support/serve.ts';
import { serveWaitingCustomer } from '../support/waiting-customer.ts';

let served: Served;
let agent: StaffBrowser;
let id: string;
beforeAll(async () => {
  ({ served, agent, id } = await serveWaitingCustomer());
});
afterAll(() => served.close());

const correct = (seq: number, intent: string) => agent.post(`/api/console/conversations/${id}/correct`, { seq, intent });

describe('how a message was understood', () => {
  it('stands beside it, with what decided', async () => {
    const { json } = await agent.get(`/api/console/conversations/${id}`);
    const [first] = (json as ConversationDetail).messages;
    expect(first?.understanding).toMatchObject({ signals: [{ kind: 'person', words: expect.any(Array) }], words: expect.any(Array), others: expect.any(Array) });
  });

  it('can be set right by everybody of the staff, in one step', async () => {
    const choices = (await agent.get('/api/console/intents')).json as IntentChoice[];
    expect(choices.length).toBeGreaterThan(0);
    expect((await correct(1, choices[0]?.id ?? '')).status).toBe(204);
    expect(served.corrected).toEqual([{ text: '转人工', intent: choices[0]?.id }]);
  });

  it('cannot be set right for words of the bot, or where there is no such message', async () => {
    for (const seq of [2, 99]) expect(errorOf(await correct(seq, 'thanks'))?.code).toBe('not_found');
    expect(errorOf(await correct(0, 'thanks'))?.code).toBe('invalid_input');
    expect(errorOf(await agent.post('/api/console/conversations/nobody/correct', { seq: 1, intent: 'thanks' }))?.code).toBe('not_found');
  });

  it('is nothing for strangers', async () => {
    expect((await ask(served.url, '/api/console/intents')).status).toBe(401);
    expect((await ask(served.url, `/api/console/conversations/${id}/correct`, { method: 'POST', headers: { 'content-type': 'application/json', origin: served.url }, body: '{"seq":1,"intent":"thanks"}' })).status).toBe(401);
  });
});
