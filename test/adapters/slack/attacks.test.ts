import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handBackBox } from '#adapters/slack/actions/boxes.ts';
import { fillMacro } from '#adapters/slack/commands/macros.ts';
import { createHomes } from '#adapters/slack/home/home.ts';
import type { SlackContext } from '#adapters/slack/context.ts';
import { createPeople } from '#adapters/slack/people.ts';
import type { SlackApi } from '#adapters/slack/slack-api.ts';
import { context, section } from '#adapters/slack/threads/content.ts';
import { escapeName, toMrkdwn } from '#adapters/slack/threads/mrkdwn.ts';
import { BatonError } from '#core/errors.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { openSlackRoom, type SlackRoom } from './slack-room.ts';
import type { FakePost, FakeUser } from './fake/index.ts';

let room: SlackRoom;
/** A channel that is shared with customers. */
let outside: string;
beforeAll(async () => {
  room = await openSlackRoom();
  outside = room.fake.channels.add('acme', { isShared: true }).id;
  room.slack.hook({ owns: (channel) => channel === outside, message: () => Promise.resolve(), press: () => Promise.reject(new Error('no business of customers')) });
  await room.start();
});
afterAll(() => room.close());

let visitors = 0;
/** A conversation that Chen has, with its thread. */
async function claimed(): Promise<{ readonly id: string; readonly card: FakePost }> {
  const { id, card } = await room.handOver(`attacked-${++visitors}`, '我要投诉');
  await room.sink.claim(id, room.chen.staff);
  await room.until(() => JSON.stringify(room.fake.thread(room.channel.id, card.ts)[0]?.blocks).includes('baton_talk'));
  return { id, card };
}
async function talking(): Promise<{ readonly id: string; readonly card: FakePost }> {
  const { id, card } = await claimed();
  await room.fake.press(room.chen.user, card, 'baton_talk');
  await room.until(async () => (await room.temp.deskThreads.latest('slack', id))?.talker !== undefined);
  return { id, card };
}
const agentSaid = async (id: string): Promise<string[]> => (await room.said(id)).filter((line) => line.startsWith('agent'));
/** An event as Slack brings it, of a message in the thread of a card that was written so many microseconds after it. */
const bring = (card: FakePost, after: number, event: Readonly<Record<string, unknown>>, user: FakeUser = room.chen.user): void => {
  const ts = later(card, after);
  const written = { user: user.id, ts, thread_ts: card.ts };
  const { subtype } = event;
  if (subtype === 'message_changed') room.fake.sendEvent({ type: 'message', channel: card.channel, ts: later(card, after + 1), ...event, message: { type: 'message', ...written, ...(event['message'] as object) } });
  else if (subtype === 'message_deleted') room.fake.sendEvent({ type: 'message', channel: card.channel, ts: later(card, after + 1), deleted_ts: ts, ...event, previous_message: { type: 'message', ...written, ...(event['previous_message'] as object) } });
  else room.fake.sendEvent({ type: 'message', channel: card.channel, ...written, ...event });
};
const later = ({ ts }: FakePost, micros: number): string => {
  const [seconds = '0', fraction = '0'] = ts.split('.');
  const all = BigInt(seconds) * 1_000_000n + BigInt(fraction) + BigInt(micros);
  return `${all / 1_000_000n}.${String(all % 1_000_000n).padStart(6, '0')}`;
};
/** Something that is certainly worked off after everything before it in the same thread. */
const settled = async (id: string, card: FakePost): Promise<void> => {
  const mark = `mark ${Math.random()}`;
  room.fake.say(room.wang.user, room.channel.id, mark, { thread: card });
  await room.until(async () => (await room.said(id)).includes(`agent/staff: ${mark}`));
};
const told = (user: FakeUser, part: string) => room.until(() => room.fake.ephemerals(user).find((each) => room.fake.read(each).includes(part)));
const withoutMarks = (lines: readonly string[]): string[] => lines.filter((line) => !line.includes('mark 0.'));

describe('nothing goes to the customer by accident', () => {
  it('not what was written as a note and comes only after the thread was switched', async () => {
    const { id, card } = await talking();
    bring(card, 50, { text: '这个客户又来闹了' });
    await settled(id, card);
    expect(withoutMarks(await agentSaid(id))).toEqual(['agent/staff: 这个客户又来闹了']);
  });

  it('not what is written where the thread stood before, after it was switched elsewhere', async () => {
    const { id, card } = await talking();
    room.fake.remove(card);
    const fresh = await room.until(() => room.fake.posts(room.channel.id).find((post) => post.threadTs === undefined && post.ts !== card.ts && JSON.stringify(post.blocks).includes(id)));
    bring(card, 60_000_000, { text: '在旧的讨论串里' });
    await told(room.chen.user, '不是这个讨论串');
    await room.until(async () => (await room.temp.deskThreads.latest('slack', id))?.root === fresh.ts);
    room.fake.say(room.chen.user, room.channel.id, '在新的讨论串里', { thread: fresh });
    await room.until(async () => (await agentSaid(id)).length === 2);
    expect(await agentSaid(id)).toEqual(['agent/staff: 在旧的讨论串里', 'agent/all: 在新的讨论串里']);
  });

  it('not what was deleted before it came in, and not the first words of what was changed before that', async () => {
    const { id, card } = await talking();
    bring(card, 60_000_000, { subtype: 'message_deleted', previous_message: { text: '发错人了' } });
    bring(card, 70_000_000, { subtype: 'message_changed', message: { text: '三天到账', edited: { user: room.chen.user.id, ts: '1' } }, previous_message: { text: '三天到帐' } });
    await settled(id, card);
    bring(card, 60_000_000, { text: '发错人了' });
    bring(card, 70_000_000, { text: '三天到帐' });
    await settled(id, card);
    expect(withoutMarks(await agentSaid(id))).toEqual(['agent/staff: ', 'agent/all: 三天到账']);
  });

  it('not what its owner writes in the second in which somebody else takes the conversation', async () => {
    const { id, card } = await talking();
    const { reply } = room.sink;
    Object.assign(room.sink, {
      reply: async (...given: Parameters<typeof reply>) => {
        await room.sink.takeOver(id, room.wang.staff);
        return reply(...given);
      },
    });
    room.fake.say(room.chen.user, room.channel.id, '我马上退给您', { thread: card });
    await told(room.chen.user, '现在不由您负责');
    Object.assign(room.sink, { reply });
    expect(await agentSaid(id)).toEqual(['agent/staff: 我马上退给您']);
  });

  it('not a note that is changed after the thread was switched, nor what others, apps and guests write there', async () => {
    const { id, card } = await claimed();
    const note = room.fake.say(room.chen.user, room.channel.id, '内部：上次已赔过', { thread: card });
    await room.until(async () => (await agentSaid(id)).length === 1);
    await room.fake.press(room.chen.user, card, 'baton_talk');
    await room.until(async () => (await room.temp.deskThreads.latest('slack', id))?.talker !== undefined);
    room.fake.edit(note, '内部：上次赔了两百');
    bring(card, 60_000_000, { text: '来自别的应用', bot_id: 'B0OTHER' });
    bring(card, 61_000_000, { text: '广播', subtype: 'thread_broadcast' }, room.wang.user);
    await room.until(async () => (await agentSaid(id)).includes('agent/staff: 广播'));
    expect(await agentSaid(id)).toEqual(['agent/staff: 内部：上次赔了两百', 'agent/staff: 广播']);
  });

  it('and a file that is deleted in Slack is taken back from the customer with its message', async () => {
    const { id, card } = await talking();
    const sent = room.fake.say(room.chen.user, room.channel.id, '您的发票', { thread: card, files: [{ name: '别人的发票.txt', type: 'text/plain', bytes: new TextEncoder().encode('x') }] });
    await room.until(async () => (await agentSaid(id)).includes('agent/all: 您的发票'));
    const file = { id: sent.files[0]?.id };
    room.fake.sendEvent({ type: 'message', subtype: 'message_changed', channel: room.channel.id, ts: later(sent, 1), message: { type: 'message', user: room.chen.user.id, ts: sent.ts, thread_ts: card.ts, text: '您的发票', files: [{ ...file, mode: 'tombstone' }] }, previous_message: { ts: sent.ts, text: '您的发票', files: [file] } });
    await told(room.chen.user, '整条消息都撤回了');
    const message = (await room.temp.store.transcript(id, 50)).find((line) => line.message.author === 'agent')?.message;
    expect(message?.removedAt).toBeDefined();
    expect(message?.extras.files).toBeUndefined();
  });
});

describe('who may', () => {
  it('not somebody who was removed meanwhile, whatever stands there; leads’ steps only leads', async () => {
    const { id, card } = await room.handOver(`attacked-${++visitors}`, '我要投诉');
    const staff = await room.temp.access.addStaff('Zed', 'agent', 1);
    await room.temp.access.setEmail(staff.id, 'zed@example.com');
    const zed = room.fake.users.add({ name: 'Zed', email: 'zed@example.com', locale: 'en-US' });
    await room.sink.claim(id, staff);
    const before = await room.until(() => room.fake.thread(room.channel.id, card.ts).find((post) => JSON.stringify(post.blocks).includes('baton_talk')));
    await room.fake.press(zed, before, 'baton_talk');
    await room.until(async () => (await room.temp.deskThreads.latest('slack', id))?.talker !== undefined);
    await room.fake.press(room.chen.user, before, 'baton_more', `${id}  takeOver`);
    await told(room.chen.user, '主管');
    await room.sink.removeColleague(room.wang.staff, staff.id);
    room.fake.say(zed, room.channel.id, 'still here', { thread: card });
    await told(zed, 'does not know you');
    expect(await agentSaid(id)).toEqual([]);
    expect((await room.conversation(id)).agentId).toBeUndefined();
  });

  it('nobody of another company, whatever Grid that has, and nobody before Slack has said which workspace is ours', async () => {
    const staff = { id: 's-1', name: '陈静', role: 'agent' as const };
    const peopleOf = (user: object, identity: object) =>
      createPeople({
        api: { call: () => Promise.resolve({ user: { id: 'U1', name: 'x', profile: { email: 'chen@example.com' }, ...user } }) } as unknown as SlackApi,
        access: { emails: () => Promise.resolve(new Map([['chen@example.com', 's-1']])), staff: () => Promise.resolve([staff]) },
        clock: createTestClock(),
        language: () => 'zh',
        identity: () => identity,
      }).find('U1');
    const grid = (enterprise: string) => ({ team_id: 'TOTHER', enterprise_user: { enterprise_id: enterprise } });
    await expect(peopleOf({ team_id: 'TOTHER' }, {})).rejects.toMatchObject({ code: 'unavailable' });
    expect(await peopleOf({ team_id: 'TOURS' }, { teamId: 'TOURS' })).toMatchObject({ staff });
    expect(await peopleOf(grid('EOURS'), { teamId: 'TOURS', enterpriseId: 'EOURS' })).toMatchObject({ staff });
    expect(await peopleOf(grid('ETHEIRS'), { teamId: 'TOURS', enterpriseId: 'EOURS' })).toMatchObject({ why: 'stranger' });
    expect(await peopleOf(grid('ETHEIRS'), { teamId: 'TOURS' })).toMatchObject({ why: 'stranger' });
  });
});

describe('an impatient hand', () => {
  it('sends a /reply once, however often the customer is chosen, also from a channel of customers', async () => {
    const own = [await claimed(), await claimed()];
    const words = `您的退款到账了 ${Math.random()}`;
    await room.fake.command(room.chen.user, `/reply ${words}`, { channel: outside });
    const asked = await room.until(() => room.fake.ephemerals(room.chen.user).find((each) => JSON.stringify(each.blocks).includes(words)));
    await Promise.all([room.fake.press(room.chen.user, asked, 'baton_reply_to_0'), room.fake.press(room.chen.user, asked, 'baton_reply_to_0')]);
    await room.until(async () => (await room.slack.status()).waiting.count === 0);
    const all = await Promise.all((await room.temp.store.conversations(['human'], 100)).map(({ id }) => agentSaid(id)));
    expect(all.flat().filter((line) => line === `agent/all: ${words}`)).toHaveLength(1);
    expect(own).toHaveLength(2);
  });

  it('is told in words when a reply is too long for the customer, though Slack takes it', async () => {
    const { id, card } = await claimed();
    room.fake.say(room.chen.user, room.channel.id, `长${'<'.repeat(39_000)}`, { thread: card });
    await told(room.chen.user, '消息太长');
    expect(await agentSaid(id)).toEqual([]);
  });

  it('does not lose the end of a long reply by changing it in a box that is too small', async () => {
    const { id, card } = await claimed();
    await room.sink.reply(id, room.chen.staff, '短', `long-${id}`);
    const post = await room.until(() => room.fake.thread(room.channel.id, card.ts).find((each) => JSON.stringify(each.blocks).includes('baton_message')));
    const reply = (await room.temp.store.transcript(id, 50)).findLast((line) => line.message.author === 'agent')?.message.id ?? '';
    await room.sink.edit(id, room.chen.staff, reply, '长'.repeat(3_500), `edit-${id}`);
    await room.fake.press(room.chen.user, post, 'baton_message', `${id} ${reply} edit`);
    await told(room.chen.user, '太长，请到控制台');
  });

  it('notes a callback once: reached, or not and tried again', async () => {
    const { id, card } = await room.handOver(`attacked-${++visitors}`, '请回电');
    const soon = Date.now() + 3_600_000;
    await room.temp.store.update(id, () => ({ touchHandover: { callback: { way: 'phone', contact: '13800000000', from: soon, until: soon + 3_600_000, isTimed: true, askedAt: 1, consentAt: 1, tries: [] } } }), Date.now());
    const shown = await room.until(() => room.fake.thread(room.channel.id, card.ts).find((post) => JSON.stringify(post.blocks).includes('baton_callback_missed')));
    expect(room.fake.read(shown)).not.toContain('13800000000');
    await room.fake.press(room.chen.user, shown, 'baton_callback_missed');
    const callback = async () => (await room.temp.store.handovers(id)).at(-1)?.callback;
    await room.until(async () => (await callback())?.tries.length === 1);
    await Promise.all([room.fake.press(room.chen.user, shown, 'baton_callback_done'), room.fake.press(room.wang.user, shown, 'baton_callback_done')]);
    await room.until(async () => (await callback())?.ended?.how === 'done');
    await room.until(() => room.fake.ephemerals().find((each) => /没有约好的回电|no callback to be made/.test(room.fake.read(each))));
    await room.until(() => !JSON.stringify(room.fake.thread(room.channel.id, card.ts)[0]?.blocks).includes('baton_callback'));
  });
});

describe('names and words of others', () => {
  it('cannot turn, hide or address anything', () => {
    expect(escapeName('A\u202Egpj.exe\u200B\u{E0041}\n*b* <!channel> 👩‍💻')).toBe('Agpj.exe b &lt;!channel&gt; 👩‍💻');
    for (const block of [section('@channel'), context('@channel')]) expect(JSON.stringify(block)).toContain('"verbatim":true');
    expect(toMrkdwn('see https://x.example/a?b=1&c=2. <!here>')).toBe('see <https://x.example/a?b=1&amp;c=2>. &lt;!here&gt;');
    expect(fillMacro({ id: 'a', title: { zh: '', en: '' }, text: { zh: '{customer}您好，{agent}（{company}）', en: 'x' } }, 'zh', { customer: '$& {agent}', agent: '陈', company: '店' })).toBe('$& {agent}您好，陈（店）');
  });

  it('one Home that Slack refuses does not keep the others from theirs', async () => {
    const clock = createTestClock();
    const built: string[] = [];
    const faults: unknown[] = [];
    let isGone = false;
    const api = {
      call: (ask: (web: unknown) => Promise<unknown>) =>
        ask({ views: { publish: ({ user_id: id }: { readonly user_id: string }) => (isGone && id === 'U1' ? Promise.reject(new BatonError('internal', 'user_not_found')) : Promise.resolve(void built.push(id))) } }),
    };
    let name = 'before';
    const homes = createHomes({ clock, api, people: { find: (slackId: string) => Promise.resolve({ slackId, name, language: 'en', email: name, why: 'unknown' }) }, onError: (error: unknown) => void faults.push(error) } as unknown as SlackContext);
    await homes.opened('U1');
    await homes.opened('U2');
    isGone = true;
    name = 'after';
    homes.touch();
    clock.advance(10_000);
    await room.until(() => built.length === 3);
    expect(built).toEqual(['U1', 'U2', 'U2']);
    expect(faults).toHaveLength(1);
    homes.stop();
  });
});

describe('what commands and boxes find', () => {
  it.each([
    ['/baton search 退款', '退款'],
    ['/baton ask 退款多久到账', '[1]'],
    ['/baton search ？？', '没有找到'],
  ])('%s', async (typed, part) => {
    await room.fake.command(room.chen.user, typed);
    await told(room.chen.user, part);
  });

  it('hands back with an article that customers can read, however many there are', async () => {
    const { id, card } = await claimed();
    const view = JSON.stringify(handBackBox({ language: 'zh', about: { c: id }, articles: Array.from({ length: 250 }, (_, i) => ({ label: `文章 ${i}`, value: `a-${i}` })) }));
    expect(view).toContain('"a-249"');
    await room.fake.press(room.chen.user, card, 'baton_hand_back');
    const box = await room.until(() => room.fake.modals(room.chen.user).at(-1));
    const articleId = /"value":"([a-z0-9-]+)"/.exec(JSON.stringify(box.blocks))?.[1] ?? '';
    const taken: unknown[] = [];
    const { handBack } = room.sink;
    Object.assign(room.sink, { handBack: (_id: string, _agent: unknown, how: unknown) => Promise.resolve(void taken.push(how)) });
    await room.fake.submit(room.chen.user, { article: articleId });
    await room.until(() => taken.length > 0);
    Object.assign(room.sink, { handBack });
    expect(taken).toEqual([{ resume: { kind: 'article', articleId } }]);
    expect(articleId).not.toBe('');
  });
});
