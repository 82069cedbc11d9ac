import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transition } from '#core/transition.ts';
import { openThreadRoom, type ThreadRoom } from './thread-room.ts';

describe('Slack\'s threads', () => {
  let room: ThreadRoom;
  beforeEach(async () => {
    room = await openThreadRoom();
  });
  afterEach(async () => {
    expect(room.faults).toEqual([]);
    await room.close();
  });
  const waiting = async (address: string, text = '我要投诉'): Promise<string> => {
    const id = await room.say(address, text);
    await room.handOver(id, { reason: 'complaint', priority: 'high', words: ['投诉'], tier: 'vip', name: '王女士' });
    return id;
  };
  const rate = (id: string) => room.temp.store.update(id, () => ({ rating: { score: 5, comment: '很快' } }), room.clock.now());

  it('begin with card, brief and what was said, and follow the conversation to its rating', async () => {
    const id = await waiting('v-1');
    await room.settled();
    const thread = (): string => room.read(room.threads()[0]);
    expect(thread()).toMatch(/投诉 · 王女士[\s\S]*VIP 贵宾[\s\S]*等待接手[\s\S]*首次回复：应在[\s\S]*\[接手\][\s\S]*---[\s\S]*下一步[\s\S]*---[\s\S]*我要投诉/);
    await room.sink.claim(id, room.agent);
    await room.sink.note(id, room.agent, '先查订单', 'n-1');
    await room.sink.reply(id, room.agent, '您好，我是李雷 <!here>', 'r-1');
    await room.say('v-1', '订单 12345，@channel 快点');
    await room.settled();
    expect(thread()).toMatch(/李雷\* 正在处理[\s\S]*\[回复客户…\][\s\S]*李雷\* 接手了[\s\S]*内部备注[\s\S]*先查订单[\s\S]*→ 客户[\s\S]*您好，我是李雷[\s\S]*订单 12345/);
    await room.sink.close(id, room.agent, 'resolved');
    await rate(id);
    await room.settled();
    expect(thread()).toMatch(/✅ · 投诉[\s\S]*李雷\* 结束了对话：已解决[\s\S]*★★★★★[\s\S]*很快$/);
    expect(room.threads()).toHaveLength(1);
    expect(await room.temp.deskThreads.unended('slack')).toEqual([]);
  });

  it('never carry anything that calls people or formats as ours, and no words in their metadata', async () => {
    await waiting('v-1', '<!channel> <@U1> *粗* `x`');
    await room.settled();
    for (const post of room.fake.posts(room.channel.id)) {
      expect(post.text).not.toMatch(/<!(?!date\^)|<@/);
      expect(Object.keys(post.metadata?.event_payload ?? {})).toEqual(['id']);
    }
    expect(room.read(room.threads()[0])).toContain('<!channel> <@U1> *粗* `x`');
  });

  it('go to the room of the tier, else of the team, else to the fallback, and stay there when that changes', async () => {
    const [vips, team] = [room.fake.channels.add('vips'), room.fake.channels.add('team')];
    const fallback = { channel: room.channel.id, language: 'zh' as const };
    room.rooms = { tiers: { vip: { channel: vips.id, language: 'en' } }, teams: { service: { channel: team.id, language: 'zh' } }, fallback };
    await waiting('v-1');
    const second = await room.say('v-2', '转人工');
    await room.handOver(second);
    await room.settled();
    expect(room.read(room.threads(vips)[0])).toMatch(/Complaint · 王女士[\s\S]*\[Claim\]/);
    expect(room.read(room.threads(team)[0])).toContain('客户要求人工 · 访客');
    room.rooms = { tiers: {}, teams: {}, fallback };
    await room.say('v-2', '还在吗');
    const third = await room.say('v-3', '转人工');
    await room.handOver(third);
    await room.settled();
    expect(room.read(room.threads(team)[0])).toContain('还在吗');
    expect(room.threads()).toHaveLength(1);
  });

  it('go on in the room of another team that takes the handover, with everything, and say so where they were', async () => {
    const vips = room.fake.channels.add('vips');
    room.rooms = { tiers: {}, teams: { vip: { channel: vips.id, language: 'en' } }, fallback: { channel: room.channel.id, language: 'zh' } };
    const id = await waiting('v-1');
    await room.settled();
    const root = room.threads()[0]?.[0]?.ts ?? '';
    await room.temp.store.update(id, () => ({ touchHandover: { requeued: { team: 'vip' } } }), room.clock.now());
    await room.settled();
    expect(room.read(room.threads()[0]?.slice(0, 1))).toMatch(new RegExp(`已转到 <#${vips.id}>[^\\[]*$`));
    expect(room.read(room.threads(vips)[0])).toMatch(new RegExp(`Moved here from <#${room.channel.id}>[\\s\\S]*\\[Claim\\][\\s\\S]*我要投诉`));
    // What colleagues still write in the old place shows in the new one.
    expect((await room.temp.deskThreads.at('slack', room.channel.id, root))?.conversationId).toBe(id);
    await room.sink.note(id, room.agent, '旧串里的备注', 'n-1', { origin: `slack:${room.channel.id}:17.5` });
    await room.settled();
    expect(room.read(room.threads(vips)[0])).toContain('旧串里的备注');
  });

  it('leave colleagues\' own posts alone and put signs on them', async () => {
    const li = room.fake.users.add({ name: '李雷' });
    room.channel.members.add(li.id);
    const id = await waiting('v-1');
    await room.sink.claim(id, room.agent);
    await room.settled();
    const root = room.threads()[0]?.[0];
    const post = room.fake.say(li, room.channel.id, '水壶我去看看', { thread: root?.ts ?? '' });
    await room.sink.reply(id, room.agent, '水壶我去看看', 'slack-1', { origin: `slack:${room.channel.id}:${post.ts}` });
    await room.deliver();
    await room.until(() => post.reactions.has('incoming_envelope'));
    expect(room.threads()[0]?.filter((each) => room.fake.read(each).includes('水壶我去看看'))).toHaveLength(1);
    expect(await room.temp.deskThreads.postAt('slack', room.channel.id, post.ts)).toMatchObject({ post: { kind: 'own' }, thread: { conversationId: id } });
  });

  it('end when the conversation goes back to the bot; a customer who comes back gets a new one with a link to the old', async () => {
    const id = await waiting('v-1');
    await room.sink.claim(id, room.agent);
    await room.settled();
    await room.sink.handBack(id, room.agent, { text: '先这样' });
    await room.settled();
    expect(room.read(room.threads()[0])).toMatch(/先这样[\s\S]*李雷\* 已交还给助理/);
    room.clock.advance(60_000);
    await room.say('v-1', '还是不行，转人工');
    await room.handOver(id);
    await room.settled();
    const [first, second] = room.threads();
    expect(room.read(first)).not.toContain('还是不行');
    expect(room.read(second)).toMatch(new RegExp(`archives/${room.channel.id}/p${first?.[0]?.ts.replace('.', '')}[\\s\\S]*还是不行`));
    expect(room.read(second)).not.toContain('我要投诉');
  });

  it('bring a customer\'s file once, also when the answer to it is lost', async () => {
    const id = await waiting('v-1');
    await room.settled();
    const ref = await room.temp.files.put(id, { name: '照片.png', type: 'image/png', bytes: new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13]) }, room.clock.now());
    room.fake.trouble.dropAnswers(1, 'files.completeUploadExternal');
    await room.temp.store.accept({ channel: 'web', address: 'v-1', externalId: 'with-file', text: '看照片', language: 'zh', files: [ref] }, room.clock.now());
    await room.say('v-1', '就这张');
    await room.settled();
    const files = room.fake.posts(room.channel.id).flatMap((post) => post.files.map(({ name }) => name));
    expect(files).toEqual(['照片.png']);
    expect(room.read(room.threads()[0])).toMatch(/看照片[\s\S]*照片.png[\s\S]*照片.png[\s\S]*就这张/);
  });

  it('show a 60,000-character answer whole, under every limit and never cut inside a character', async () => {
    const id = await waiting('v-1');
    await room.settled();
    const text = '退款👩🏻‍🚀'.repeat(6_700).slice(0, 60_300);
    await room.temp.store.update(id, () => ({ messages: [{ author: 'bot', visibility: 'all', text }] }), room.clock.now());
    await room.settled();
    const posts = room.threads()[0]?.slice(3) ?? [];
    const bodies = posts.map(({ blocks }) => blocks.flatMap((block) => (block.type === 'section' ? [(block['text'] as { readonly text: string }).text] : [])).join(''));
    expect(bodies.join('')).toBe(text);
    const whole = new Set(Array.from(new Intl.Segmenter('zh').segment(text), ({ index }) => index));
    bodies.reduce((at, body) => {
      expect(whole.has(at)).toBe(true);
      return at + body.length;
    }, 0);
  });

  it('begin anew when their card was deleted, with everything that was said', async () => {
    const id = await waiting('v-1');
    await room.settled();
    const [card] = room.threads()[0] ?? [];
    if (!card) throw new Error('no card');
    room.fake.remove(card);
    await room.say('v-1', '在吗');
    await room.pump().gone(room.channel.id, card.ts);
    await room.settled();
    const [thread] = room.threads();
    expect(room.read(thread)).toMatch(/等待接手[\s\S]*我要投诉[\s\S]*在吗/);
    expect((await room.temp.deskThreads.latest('slack', id))?.root).toBe(thread?.[0]?.ts);
    expect((await room.temp.deskThreads.at('slack', room.channel.id, card.ts))?.conversationId).toBe(id);
  });

  it('notice a deleted card also when nobody tells them', async () => {
    const id = await waiting('v-1');
    await room.settled();
    const [card] = room.threads()[0] ?? [];
    if (card) room.fake.remove(card);
    await room.sink.claim(id, room.agent);
    await room.settled();
    expect(room.read(room.threads().at(-1))).toMatch(/李雷\* 正在处理[\s\S]*我要投诉/);
  });

  it('are taken up where they were after a restart', async () => {
    const id = await waiting('v-1');
    await room.settled();
    await room.pump().stop();
    await room.say('v-1', '第二句');
    await room.temp.store.update(id, (now) => ({ ownership: transition(now, { kind: 'claim', agentId: room.agent.id }), agentName: room.agent.name }), room.clock.now());
    await room.restart();
    await room.settled();
    expect(room.read(room.threads()[0])).toMatch(/李雷\* 正在处理[\s\S]*第二句/);
    expect(room.threads()[0]?.filter((post) => room.fake.read(post).includes('第二句'))).toHaveLength(1);
  });

  it('are posted once where two processes have the same data', async () => {
    const other = await room.startBeside();
    for (let i = 0; i < 4; i++) {
      await waiting(`v-${i}`, `#${i}`);
      await room.say(`v-${i}`, `again #${i}`);
      await room.until(async () => {
        await other.idle();
        return room.threads().length === i + 1 && room.pump().status().owed === 0 && other.status().owed === 0;
      });
    }
    await other.stop();
    const all = room.threads().map((thread) => room.read(thread));
    expect(all).toHaveLength(4);
    for (const [i, thread] of all.entries()) expect(thread.match(new RegExp(`again #${i}`, 'g'))).toHaveLength(1);
  });
});
