import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openThreadRoom, type ThreadRoom } from './thread-room.ts';

/** Marks `#1` … of messages as they stand in a thread, in order. */
const marksOf = (text: string): readonly string[] => (text.match(/#\d+/g) ?? []);

describe('whatever is wrong with Slack', () => {
  let room: ThreadRoom;
  let id: string;
  let said = 0;
  beforeEach(async () => {
    room = await openThreadRoom();
    id = await room.say('v-1', '#1');
    await room.handOver(id);
    await room.settled();
    said = 1;
  });
  afterEach(() => room.close());
  const sayMore = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) await room.say('v-1', `#${++said}`);
  };
  const expectAll = (thread = room.threads().at(-1)): void => {
    const bodies = thread?.filter(({ metadata }) => metadata !== undefined).slice(2).map((post) => post.blocks.flatMap((block) => (block.type === 'section' ? [(block['text'] as { readonly text: string }).text] : [])).join(' ')).join(' ') ?? '';
    expect(marksOf(bodies)).toEqual(Array.from({ length: said }, (_, i) => `#${i + 1}`));
  };
  const trouble = (): readonly string[] => room.pump().status().troubles.map(({ code }) => code);

  it.each([
    ['is archived', 'is_archived', () => room.fake.channels.archive(room.channel.id), () => room.fake.channels.unarchive(room.channel.id)],
    ['has thrown the bot out', 'not_in_channel', () => room.fake.channels.removeBot(room.channel.id), () => room.fake.channels.inviteBot(room.channel.id)],
    ['is of a workspace that has revoked the token', 'token_revoked', () => room.fake.trouble.revokeToken(), () => room.fake.trouble.restoreToken()],
    ['may not be written to', 'missing_scope', () => room.fake.trouble.removeScope('chat:write'), () => room.fake.trouble.addScope('chat:write')],
  ])('a room that %s loses nothing, says so within a minute, and has everything in order when that is mended', async (_, code, breakIt, mendIt) => {
    breakIt();
    await sayMore(3);
    await room.until(() => trouble().some((each) => each === code || (code === 'token_revoked' && each !== '')), 60_000);
    await sayMore(2);
    expect((await room.temp.deskThreads.latest('slack', id))?.fault).toBeDefined();
    expect(room.pump().status().owed).toBe(1);
    mendIt();
    await room.settled(60_000);
    expectAll();
    expect(trouble()).toEqual([]);
    expect((await room.temp.deskThreads.latest('slack', id))?.fault).toBeUndefined();
  });

  it('an unreachable Slack is tried again and again, and everything stands there when it is back', async () => {
    room.fake.trouble.refuse();
    await sayMore(5);
    await room.until(() => trouble().includes('unreachable'), 60_000);
    room.clock.advance(600_000);
    await room.pump().idle();
    room.fake.trouble.clear();
    await room.settled(60_000);
    expectAll();
  });

  it('a scope that is missing for signs alone holds up nothing else', async () => {
    await room.sink.claim(id, room.agent);
    room.fake.trouble.removeScope('reactions:write');
    await room.settled();
    await room.sink.reply(id, room.agent, '您好', 'r-1', { origin: `slack:${room.channel.id}:${room.fake.say(room.fake.users.add({ name: '李雷' }), room.channel.id, '您好', { thread: room.threads()[0]?.[0]?.ts ?? '' }).ts}` });
    await room.deliver();
    await room.until(() => room.pump().status().troubles.some(({ needed }) => needed === 'reactions:write'), 60_000);
    await sayMore(2);
    await room.until(() => room.read(room.threads()[0]).includes('#3'));
    expectAll();
  });

  it('a thread whose room is deleted moves to the fallback, says so, and new ones go there as well', async () => {
    const lost = room.fake.channels.add('lost');
    room.rooms = { tiers: {}, teams: { service: { channel: lost.id, language: 'zh' } }, fallback: { channel: room.channel.id, language: 'zh' } };
    const other = await room.say('v-2', '#1');
    await room.handOver(other);
    await room.settled();
    expect(room.threads(lost)).toHaveLength(1);
    room.fake.channels.deleteChannel(lost.id);
    await room.say('v-2', '#2');
    said = 2;
    await room.settled(60_000);
    const moved = room.threads().at(-1);
    expect(room.read(moved)).toContain(`从 <#${lost.id}> 移到这里`);
    expectAll(moved);
    expect(await room.temp.deskThreads.latest('slack', other)).toMatchObject({ room: room.channel.id, movedFrom: lost.id });
  });

  it('a room that stays archived is left after five minutes', async () => {
    const old = room.fake.channels.add('old');
    room.rooms = { tiers: {}, teams: { service: { channel: old.id, language: 'zh' } }, fallback: { channel: room.channel.id, language: 'zh' } };
    const other = await room.say('v-2', '#1');
    await room.handOver(other);
    await room.settled();
    room.fake.channels.archive(old.id);
    await room.say('v-2', '#2');
    await room.until(() => room.clock.now() > 0 && trouble().includes('is_archived'), 60_000);
    expect(room.threads()).toHaveLength(1);
    await room.until(() => room.threads().length === 2 && room.pump().status().owed === 0, 400_000);
    said = 2;
    expectAll();
  });

  it('what Slack does not want to draw is shown as words', async () => {
    room.fake.trouble.answer('invalid_blocks', 1, 'chat.postMessage');
    await sayMore(2);
    await room.settled();
    expect(room.threads()[0]?.at(-1)?.text).toMatch(/#2[\s\S]*#3/);
    expect(room.faults).toHaveLength(1);
  });

  it('what Slack will never take holds up nothing that comes after it', async () => {
    await sayMore(1);
    room.fake.trouble.answer('no_such_thing', 3, 'chat.postMessage');
    await room.settled();
    expect(room.read(room.threads()[0])).toContain('#2');
    await sayMore(1);
    room.fake.trouble.answer('no_such_thing', 10, 'chat.postMessage');
    await room.until(() => room.faults.length === 13, 400_000);
    await sayMore(1);
    await room.settled();
    expect(room.read(room.threads()[0])).not.toContain('#3');
    expect(room.read(room.threads()[0])).toContain('#4');
  });

  it('a post whose answer is lost stands there once', async () => {
    for (let i = 0; i < 6; i++) {
      room.fake.trouble.dropAnswers(1, 'chat.postMessage');
      await sayMore(2);
      await room.settled();
    }
    expectAll();
  });

  it('a process that is killed anywhere leaves nothing out and doubles nothing', async () => {
    for (let i = 0; i < 25; i++) {
      if (i % 2 === 0) room.fake.trouble.dropAnswers(1, 'chat.postMessage');
      await sayMore(2);
      // After so many calls, wherever that is.
      const calls = room.fake.calls.length + (i % 4);
      await room.until(() => room.fake.calls.length >= calls, 30_000);
      await room.restart(true);
    }
    await room.settled();
    expectAll();
  });
});

describe('ten messages a second into ten threads of one room', () => {
  it('all stand there, each thread in its order and nothing twice, seconds after the last, though Slack says 429 now and then', async () => {
    const room = await openThreadRoom({ seed: 7 });
    const addresses = Array.from({ length: 10 }, (_, i) => `v-${i}`);
    for (const address of addresses) await room.handOver(await room.say(address, '#0'));
    await room.settled();
    room.fake.trouble.random429(0.15);
    for (let i = 1; i <= 300; i++) {
      await room.say(addresses[i % 10] ?? '', `#${Math.ceil(i / 10)}`);
      if (i % 5 === 0) await room.until(() => true).then(() => room.clock.advance(500));
    }
    const last = room.clock.now();
    const bodies = () => room.threads().map((thread) => thread.slice(2).flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'section' ? [(block['text'] as { readonly text: string }).text] : []))));
    await room.until(() => bodies().every((each) => each.length === 31));
    expect(room.clock.now() - last).toBeLessThan(20_000);
    await room.settled();
    expect(bodies()).toEqual(Array.from({ length: 10 }, () => Array.from({ length: 31 }, (_, i) => `#${i}`)));
    expect(room.faults).toEqual([]);
    await room.close();
  });
});
