import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GapDraftView, GapsView } from '#core/protocol.ts';
import { type Answer, ask, errorOf, messagesUntil, signIn, type StaffBrowser, visit, type Visitor } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';

let served: Served;
let lead: StaffBrowser;
let agent: StaffBrowser;
beforeAll(async () => {
  served = await serve();
  lead = await signIn(served.url, await served.inviteStaff('Lead', 'lead'));
  agent = await signIn(served.url, await served.inviteStaff('陈静', 'agent'));
});
afterAll(() => served.close());

const call = (who: StaffBrowser, path: string, body?: unknown): Promise<Answer> =>
  ask(served.url, `/api/console/${path}`, { method: body === undefined ? 'GET' : 'POST', headers: { cookie: who.cookie }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
const gaps = async (): Promise<GapsView> => (await call(lead, 'gaps')).json as GapsView;

/** A customer asks, and has the bot's answer. */
async function asksInVain(question: string): Promise<Visitor> {
  const visitor = await visit(served.url, { language: 'en' });
  await visitor.say(question);
  const reader = await visitor.follow();
  await messagesUntil(reader, ({ author }) => author === 'bot');
  await reader.close();
  return visitor;
}

describe('what customers asked in vain', () => {
  it('is shown to leads and to nobody else', async () => {
    await asksInVain('Do you sell bicycles in Peru? Call 13800001001');
    expect(await gaps()).toMatchObject({ groups: [{ count: 1, unhelpful: 0, examples: [{ text: 'Do you sell bicycles in Peru? Call 138****1001', language: 'en' }] }], more: 0, resolved: 0 });
    for (const answer of [await call(agent, 'gaps'), await call(agent, 'gaps/some/draft', {}), await call(agent, 'gaps/some/dismiss', {})]) {
      expect([answer.status, errorOf(answer)?.code]).toEqual([403, 'forbidden']);
    }
  });

  it("becomes a draft article of a colleague's answer, once there is one", async () => {
    const question = 'Which colours has the garden gnome?';
    const visitor = await asksInVain(question);
    const id = (await gaps()).groups.find(({ examples }) => examples[0]?.text === question)?.id ?? '';
    const tooEarly = await call(lead, `gaps/${id}/draft`, {});
    expect([tooEarly.status, errorOf(tooEarly)?.code, errorOf(tooEarly)?.message]).toEqual([409, 'not_allowed_now', expect.stringContaining(' · No colleague')]);

    await visitor.say('talk to a person');
    const reader = await visitor.follow();
    await messagesUntil(reader, ({ notice }) => notice?.kind === 'handed_over');
    await reader.close();
    const conversation = `conversations/${await served.conversationOf(visitor.token)}`;
    expect((await call(agent, `${conversation}/claim`, {})).status).toBe(204);
    expect((await call(agent, `${conversation}/reply`, { text: 'The gnome comes in red and blue.', clientId: 'reply-0001' })).status).toBe(204);

    const draft = (await call(lead, `gaps/${id}/draft`, {})).json as GapDraftView;
    expect(draft).toEqual({ id: 'which-colours-has-the-garden-gnome', language: 'en', title: 'Which colours has the garden gnome', body: 'The gnome comes in red and blue.', agentName: '陈静' });
    expect(await served.documents.get({ id: draft.id, language: 'en' })).toMatchObject({ state: 'draft', audience: 'customer', body: draft.body });
    expect((await gaps()).groups.find((group) => group.id === id)?.draft).toBe(draft.id);
  });

  it('goes from the list when a lead says that it needs no answer', async () => {
    await asksInVain('Will it rain tomorrow?');
    const { id = '' } = (await gaps()).groups.find(({ examples }) => examples[0]?.text === 'Will it rain tomorrow?') ?? {};
    expect((await call(lead, `gaps/${id}/dismiss`, {})).status).toBe(204);
    expect((await gaps()).groups.map((group) => group.id)).not.toContain(id);
    const unknown = await call(lead, 'gaps/ffffffff/dismiss', {});
    expect([unknown.status, errorOf(unknown)?.code]).toEqual([404, 'not_found']);
  });
});
