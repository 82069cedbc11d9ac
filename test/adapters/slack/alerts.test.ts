import { afterEach, describe, expect, it } from 'vitest';
import type { FollowUp } from '#core/care/state.ts';
import type { OpenCase } from '#core/cases/view.ts';
import type { DeskNews } from '#core/ports/store.ts';
import { openSlackRoom, type SlackRoom } from './slack-room.ts';

let room: SlackRoom | undefined;
afterEach(async () => {
  await room?.close();
  room = undefined;
});

const FOLLOW_UP: FollowUp = { id: 'f-1', segment: 1, cause: { kind: 'rating', score: 1 }, team: 'service', forLeads: false, dueAt: Date.UTC(2026, 10, 23, 10), conversationId: '', customerKey: 'c', customerName: '', openedAt: 1, tries: 0 };
const CASE: OpenCase = { id: 'C-20261123-0001', state: 'investigating', summary: '洗衣机漏水 <b>', claim: 'repair', openedAt: 1, isLate: false, openTasks: 0, awaitsApproval: false, reopened: 0 };

const open = async (given: { readonly followUp?: Partial<FollowUp>; readonly record?: Partial<OpenCase> } = {}) => {
  const made = await openSlackRoom({ desk: { followUpsOf: () => Promise.resolve([{ ...FOLLOW_UP, ...given.followUp }]), openCasesOf: () => Promise.resolve([{ ...CASE, ...given.record }]) } });
  room = made;
  await made.start();
  const { id } = await made.handOver('v-1', '我要投诉');
  const tell = (kind: DeskNews['kind'], agentId?: string, news = 'n-1'): Promise<void> => made.slack.desk.tell({ id: news, kind, conversationId: id, ...(agentId === undefined ? {} : { agentId }) });
  /** What the app has written to somebody alone. */
  const told = (who: 'chen' | 'wang'): string[] => made.fake.calls.flatMap(({ method, result, args }) => (method === 'chat.postMessage' && result === 'ok' && args['channel'] === made[who].user.id ? [String(args['text'])] : []));
  const inRoom = (): string[] => made.fake.posts(made.channel.id).filter(({ text }) => /[☎⏰🗂⚖]/u.test(text)).map(({ text }) => text);
  return { ...made, id, tell, told, inRoom };
};

describe('alerts about what stands in no thread', () => {
  it('come to the colleague whom they concern, in their language, with a way into the console', async () => {
    const { tell, told, inRoom, chen, wang, fake, id } = await open();
    await tell('case', chen.staff.id);
    expect(told('chen')).toEqual([expect.stringMatching(/^🗂 个案 C-20261123-0001（.+）有新情况，请看一下：洗衣机漏水 &lt;b&gt;$/)]);
    expect(JSON.stringify(fake.calls.filter(({ args }) => args['channel'] === chen.user.id))).toContain(`https://baton.test/console/#conversation=${id}`);
    await tell('follow_up', wang.staff.id, 'n-2');
    expect(told('wang')).toEqual([expect.stringMatching(/^☎️ Please call .+ by <!date\^\d+\^/)]);
    expect(inRoom()).toEqual([]);
  });

  it('come to the leads where a lead must act: an approval, a breach, a bad rating of a colleague', async () => {
    const { tell, told, inRoom } = await open({ record: { awaitsApproval: true }, followUp: { forLeads: true } });
    await tell('case');
    await tell('follow_up', undefined, 'n-2');
    await tell('follow_up_late', undefined, 'n-3');
    expect(told('wang')).toEqual([expect.stringMatching(/^⚖️ Case C-20261123-0001 .*approve or decline/), expect.stringContaining('☎️'), expect.stringMatching(/^⏰ The call to .+ is late/)]);
    expect([told('chen'), inRoom()]).toEqual([[], []]);
  });

  it('stand in the room of the team where anybody of it may take the call', async () => {
    const { tell, told, inRoom } = await open();
    await tell('follow_up');
    expect(inRoom()).toEqual([expect.stringMatching(/^☎️ 请在 .+ 前回访/)]);
    expect([told('chen'), told('wang')]).toEqual([[], []]);
  });

  it('are told again where Slack was away, and once only to whoever has read them', async () => {
    const { tell, told, fake, chen } = await open({ record: { isLate: true } });
    fake.trouble.fail(1, (method, args) => method === 'chat.postMessage' && args['channel'] === chen.user.id);
    await expect(tell('case', chen.staff.id)).rejects.toMatchObject({ code: 'unavailable' });
    await tell('case', chen.staff.id);
    await tell('case', chen.staff.id);
    expect(told('chen')).toEqual([expect.stringMatching(/^⏰ 个案 C-20261123-0001/)]);
  });

  it('are none of what a thread shows by itself', async () => {
    const { tell, told, chen } = await open();
    await tell('customer_message', chen.staff.id);
    await tell('breached');
    expect([told('chen'), told('wang')]).toEqual([[], []]);
  });
});
