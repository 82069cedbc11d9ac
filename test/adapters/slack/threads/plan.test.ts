import { beforeEach, describe, expect, it } from 'vitest';
import { planThread } from '#adapters/slack/threads/plan.ts';
import { change, createSight, type MutableSight, NOW, perform, readAll, say, settle, type Standing } from './mini-slack.ts';

/** Seeded, so that a failure can be played again (mulberry32). */
function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
}

const file = (name: string) => ({ id: `f-${name}`, name, type: 'image/png', size: 2_048 });
const kinds = (sight: MutableSight): readonly string[] => planThread(sight).ops.map((op) => ('what' in op ? `${op.kind} ${op.what.kind}` : `${op.kind} ${op.post.kind}`));

describe('what is owed to a thread', () => {
  let sight: MutableSight;
  let standing: Standing;
  beforeEach(() => {
    sight = createSight();
    standing = new Map();
  });

  it('is the card first, then the conversation in its order, those that wait in one post', () => {
    say(sight, 'customer', '我要投诉');
    say(sight, 'bot', '已为您**转人工**');
    expect(kinds(sight)).toEqual(['post card']);
    settle(sight, standing);
    expect(standing.size).toBe(2);
    expect(readAll(standing)).toMatch(/投诉 · 王女士[\s\S]*---[\s\S]*我要投诉[\s\S]*已为您\*转人工\*/);
    expect(kinds(sight)).toEqual([]);
  });

  it('follows every change: state on the card, words and removal in their places', () => {
    say(sight, 'customer', '第一句');
    say(sight, 'customer', '第二句');
    settle(sight, standing);
    change(sight, 1, { text: '改过的第一句', editedAt: NOW + 9, earlier: [{ text: '第一句', until: NOW + 9 }] });
    change(sight, 2, { text: '', removedAt: NOW + 9, earlier: [{ text: '第二句', until: NOW + 9 }] });
    sight.summary = { ...sight.summary, state: 'human', agentId: 's-1', agentName: '李雷' };
    expect(kinds(sight)).toEqual(['update card', 'update message']);
    settle(sight, standing);
    expect(readAll(standing)).toMatch(/李雷\* 正在处理[\s\S]*改过的第一句[\s\S]*原来是：第一句[\s\S]*已撤回[\s\S]*第二句/);
  });

  it('says nothing of what was taken back before it stood there', () => {
    settle(sight, standing);
    say(sight, 'customer', '', { removedAt: NOW + 9, earlier: [{ text: '打错了', until: NOW + 9 }] });
    expect(kinds(sight)).toEqual([]);
  });

  it('never repeats what a colleague wrote in the thread, and shows there that it was sent and seen', () => {
    settle(sight, standing);
    say(sight, 'agent', '内部', { visibility: 'staff', origin: 'slack:C1:17.1' });
    say(sight, 'agent', '您好', { origin: 'slack:C1:17.2', status: 'queued' });
    expect(planThread(sight).links.map(({ ts, fromSeq }) => [ts, fromSeq])).toEqual([['17.1', 1], ['17.2', 2]]);
    settle(sight, standing);
    expect(standing.size).toBe(1);
    change(sight, 2, { status: 'sent' });
    expect(planThread(sight).ops).toMatchObject([{ kind: 'react', mark: 'incoming_envelope', how: 'add', post: { ts: '17.2' } }]);
    settle(sight, standing);
    change(sight, 2, { seen: true });
    expect(planThread(sight).ops).toMatchObject([{ kind: 'react', mark: 'white_check_mark', how: 'add' }]);
    settle(sight, standing);
    change(sight, 2, { text: '', removedAt: NOW });
    expect(planThread(sight).ops).toMatchObject([{ mark: 'wastebasket', how: 'add' }, { mark: 'incoming_envelope', how: 'remove' }, { mark: 'white_check_mark', how: 'remove' }]);
  });

  it('marks what was written elsewhere as notes or replies, and puts a check on a reply that was seen', () => {
    say(sight, 'agent', '先查订单', { visibility: 'staff' });
    say(sight, 'agent', '您好，正在查', { seen: true });
    settle(sight, standing);
    expect(readAll(standing)).toMatch(/李雷\* 内部备注（客户看不到）[\s\S]*先查订单[\s\S]*李雷\* → 客户[\s\S]*您好，正在查/);
    expect(sight.posts.flatMap(({ marks = [] }) => marks)).toEqual(['white_check_mark']);
  });

  it('tells a broken time limit to the whole channel, alone, and nothing else', () => {
    say(sight, 'customer', '在吗');
    say(sight, 'system', '', { visibility: 'staff', notice: { kind: 'limit_broken', clock: 'firstReply', dueAt: NOW, raisedTo: 'urgent' } });
    say(sight, 'customer', '还在吗');
    settle(sight, standing);
    expect([...standing.values()].map(({ text, isLoud = false }) => [/超时/.test(text), isLoud])).toEqual([[false, false], [false, false], [true, true], [false, false]]);
  });

  it('lets a failed reply be seen, and a withheld word of the bot not', () => {
    say(sight, 'bot', '不该出现', { status: 'withheld' });
    say(sight, 'agent', '没送到', { status: 'failed' });
    settle(sight, standing);
    expect(readAll(standing)).not.toContain('不该出现');
    expect(readAll(standing)).toContain('没能送到客户那里');
  });

  it('brings a customer\'s files once, after their words, and takes them away with them', () => {
    say(sight, 'customer', '看照片', { files: [file('a.png'), file('b.png')] });
    say(sight, 'customer', '就这些');
    settle(sight, standing);
    expect(readAll(standing)).toMatch(/看照片[\s\S]*file:a.png[\s\S]*file:b.png[\s\S]*就这些/);
    change(sight, 1, { text: '', removedAt: NOW, earlier: [{ text: '看照片', until: NOW }] });
    expect(kinds(sight)).toEqual(['update message', 'unshare file', 'unshare file']);
    settle(sight, standing);
    expect(readAll(standing)).not.toContain('file:');
  });

  it('cuts a very long answer into numbered parts, and follows when it becomes shorter or longer', () => {
    say(sight, 'bot', '退款说明🙂'.repeat(2_000));
    say(sight, 'customer', '后面的话');
    settle(sight, standing);
    const parts = sight.posts.filter(({ part }) => part !== undefined).length;
    expect(parts).toBeGreaterThan(4);
    expect(readAll(standing)).toMatch(new RegExp(` · 1/${parts}[\\s\\S]* · ${parts}/${parts}[\\s\\S]*后面的话`));
    change(sight, 1, { text: '短了' });
    settle(sight, standing);
    expect(standing.size).toBe(3);
    expect(kinds(sight)).toEqual([]);
  });

  it('tells in the thread who talks with the customer, and ends that when the owner changes', () => {
    sight.summary = { ...sight.summary, state: 'human', agentId: 's-1', agentName: '李雷' };
    sight.thread = { ...sight.thread, talker: { id: 's-1', name: '李雷' } };
    settle(sight, standing);
    expect(readAll(standing)).toMatch(/---[\s\S]*李雷 在这里直接和客户说话/);
    sight.summary = { ...sight.summary, agentId: 's-2', agentName: '韩梅梅' };
    expect(planThread(sight).clearsTalker).toBe(true);
    settle(sight, standing);
    expect([...standing.values()].at(-1)?.text).toContain('改回内部备注');
    expect(readAll(new Map([...standing].slice(0, 1)))).not.toContain('直接和客户说话');
  });

  it('says at the end how it ended, then the rating, and is over', () => {
    say(sight, 'customer', '谢谢');
    settle(sight, standing);
    sight.handover = { ...sight.handover, endedAt: NOW + 50, outcome: 'closed' };
    sight.conversation = { ...sight.conversation, state: 'closed', closeReason: 'resolved' };
    sight.messages.push({ id: 'm-2', seq: 2, author: 'system', text: '', at: NOW + 50, visibility: 'all', status: 'sent', segment: 1, notice: { kind: 'closed', by: 'agent', agentName: '李雷' } });
    settle(sight, standing);
    expect([...standing.values()].at(-1)?.text).toContain('李雷* 结束了对话：已解决');
    expect(planThread(sight)).toMatchObject({ isOver: false, wakeAt: NOW + 50 + 24 * 3600_000 });
    sight.conversation = { ...sight.conversation, rating: 4, ratingComment: '很*快*' };
    settle(sight, standing);
    expect([...standing.values()].at(-1)?.text).toContain('★★★★☆');
    expect(planThread(sight).isOver).toBe(true);
  });

  it('leaves out what the customer says to the assistant afterwards, and says that they are back', () => {
    sight.handover = { ...sight.handover, endedAt: NOW + 50, outcome: 'closed' };
    sight.conversation = { ...sight.conversation, state: 'bot', segment: 2 };
    say(sight, 'customer', '又有问题', { at: NOW + 99, segment: 2 });
    settle(sight, standing);
    expect(readAll(standing)).not.toContain('又有问题');
    expect([...standing.values()].at(-1)?.text).toContain('客户又来了');
    expect(planThread(sight).isOver).toBe(true);
  });

  it('begins anew in a new place: everything is owed again, also what colleagues wrote in the old one', () => {
    say(sight, 'customer', '第一句');
    settle(sight, standing);
    say(sight, 'agent', '内部', { visibility: 'staff', origin: 'slack:C1:17.1' });
    settle(sight, standing);
    sight.posts = sight.posts.map((post) => ({ ...post, state: 'gone' }));
    sight.thread = { ...sight.thread, root: undefined, room: 'C2', movedFrom: 'C1' };
    const there: Standing = new Map();
    settle(sight, there);
    expect(readAll(there)).toMatch(/从 <#C1> 移到这里[\s\S]*---[\s\S]*第一句[\s\S]*内部/);
  });

  it('changes the card as a time limit comes nearer, a few times', () => {
    sight.summary = { ...sight.summary, limits: [{ clock: 'firstReply', since: NOW, dueAt: NOW + 12 * 60_000, tell: [] }] };
    settle(sight, standing);
    const changes: string[] = [];
    for (let wake = planThread(sight).wakeAt; wake !== undefined && wake < NOW + 30 * 60_000; wake = planThread(sight).wakeAt) {
      sight.now = wake;
      settle(sight, standing);
      changes.push(`${(wake - NOW) / 60_000}: ${/不到 \d+ 分钟|已超时[^*]*/.exec(readAll(standing))?.[0]}`);
    }
    expect(changes).toEqual(['2: 不到 10 分钟', '7: 不到 5 分钟', '9: 不到 3 分钟', '10: 不到 2 分钟', '11: 不到 1 分钟', '12: 已超时', '13: 已超时 1 分钟以上', '17: 已超时 5 分钟以上', '27: 已超时 15 分钟以上']);
  });
});

describe('whatever happens, and wherever it is cut off', () => {
  it.each(Array.from({ length: 20 }, (_, seed) => [seed]))('every line stands there once, in order and as it is now (seed %i)', (seed) => {
    const random = createRandom(seed);
    const sight = createSight();
    const standing: Standing = new Map();
    const authors = ['customer', 'customer', 'bot', 'agent'] as const;
    for (let step = 0; step < 120; step++) {
      const seq = 1 + random(Math.max(1, sight.messages.length));
      const target = sight.messages[seq - 1];
      const dice = random(10);
      if (dice < 4) {
        const author = authors[random(4)] ?? 'customer';
        const mark = `[${sight.messages.length + 1}:0]`;
        const origin = author === 'agent' && random(3) === 0 && sight.thread.root !== undefined ? { origin: `slack:C1:18.${step}` } : {};
        say(sight, author, random(12) === 0 ? `${mark}${'长🙂'.repeat(2_000)}` : mark, { visibility: author === 'agent' && random(2) === 0 ? 'staff' : 'all', ...origin, ...(random(9) === 0 && author === 'customer' ? { files: [file(`${step}.png`)] } : {}) });
      } else if (dice === 4 && target && target.author !== 'system' && target.removedAt === undefined) {
        change(sight, seq, { text: `[${seq}:${step}]`, editedAt: NOW, earlier: [] });
      } else {
        const plan = planThread(sight);
        sight.posts.push(...plan.links);
        const op = plan.ops[random(3)] ?? plan.ops[0];
        // Posts go in their order; anything else may come before.
        const next = op && (op.kind === 'post' || op.kind === 'upload') ? plan.ops.find(({ kind }) => kind === 'post' || kind === 'upload') : op;
        if (next) perform(next, sight, standing, ([undefined, undefined, 'before', 'after'] as const)[random(4)]);
      }
    }
    settle(sight, standing);
    const own = new Set(sight.posts.flatMap(({ kind, fromSeq }) => (kind === 'own' ? [fromSeq] : [])));
    const expected = sight.messages.filter(({ seq }) => !own.has(seq)).map(({ text }) => /\[\d+:\d+\]/.exec(text)?.[0]);
    expect(readAll(standing).match(/\[\d+:\d+\]/g) ?? []).toEqual(expected);
    const names = sight.messages.flatMap(({ files = [] }) => files.map(({ name }) => `file:${name}`));
    expect([...standing.values()].map(({ text }) => text).filter((text) => text.startsWith('file:'))).toEqual(names);
  });
});
