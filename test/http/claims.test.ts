import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, signIn, type StaffBrowser, visit } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';
import { whenStored } from '../support/temp-store.ts';

let served: Served;
let people: StaffBrowser[];
beforeAll(async () => {
  served = await serve();
  people = [];
  for (const name of ['陈静', '李明', 'Wang Fang']) people.push(await signIn(served.url, await served.inviteStaff(name, 'agent')));
});
afterAll(() => served.close());

/** A customer who waits for a person. */
const waiting = async (): Promise<string> => {
  const visitor = await visit(served.url);
  await visitor.say('转人工');
  const id = await served.conversationOf(visitor.token);
  await whenStored(served.store, async () => (await served.store.conversation(id))?.state === 'waiting');
  return id;
};
const path = (id: string, step: string): string => `/api/console/conversations/${id}/${step}`;

describe('of several people who claim at once', () => {
  it('one gets the conversation, and the others are told who has it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await waiting();
      const answers = await Promise.all(people.map((person) => person.post(path(id, 'claim'))));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409, 409]);
      const owner = await served.store.conversation(id);
      expect(owner).toMatchObject({ state: 'human', epoch: 3 });
      for (const answer of answers.filter(({ status }) => status === 409)) {
        expect(errorOf(answer)).toMatchObject({ code: 'conflict', message: expect.stringContaining(owner?.agentName ?? '?') });
      }
    }
  });
});

describe('what is not mine', () => {
  it('cannot be answered, handed back or closed by me, though I can leave a note', async () => {
    const id = await waiting();
    const [owner, other] = people;
    if (!owner || !other) throw new Error('nobody is there');
    expect((await owner.post(path(id, 'claim'))).status).toBe(204);
    for (const [step, body] of [['reply', { text: 'hi', clientId: 'client-id-1' }], ['hand-back', {}], ['close', { reason: 'resolved' }]] as const) {
      const answer = await other.post(path(id, step), body);
      expect([answer.status, errorOf(answer)?.code]).toEqual([409, 'not_allowed_now']);
      expect(errorOf(answer)?.message).toContain('陈静');
    }
    expect((await other.post(path(id, 'note'), { text: 'seen', clientId: 'client-id-2' })).status).toBe(204);
    expect((await owner.post(path(id, 'hand-back'))).status).toBe(204);
    expect(await served.store.conversation(id)).toMatchObject({ state: 'bot', agentId: undefined });
    expect(errorOf(await owner.post(path(id, 'reply'), { text: 'late', clientId: 'client-id-3' }))?.code).toBe('not_allowed_now');
  });
});
