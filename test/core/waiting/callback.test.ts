import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sortQueue } from '#core/queue.ts';
import { MINUTE, NIGHT, NOON } from '../samples.ts';
import { CHEN, LEAD, openWaitingRoom, type WaitingRoom } from './waiting-room.ts';

const HOUR = 60 * MINUTE;
/** 10:00 in Shanghai on the next day. */
const TOMORROW_AT_TEN = NOON + 22 * HOUR;

let room: WaitingRoom;
beforeEach(async () => {
  room = await openWaitingRoom();
});
afterEach(() => room.close());

const timers = async () => (await room.timers.ofConversation(room.id())).map(({ key, dueAt }) => `${key} ${(dueAt - NOON) / MINUTE}`);

describe('who does not want to wait', () => {
  it('is promised a call by words, and the promise told is the one that is stored', async () => {
    await room.writes('转人工');
    const [told] = await room.writes('等不了，明天上午10点回我电话13800138000');
    expect(told).toContain('明天 10:00–10:30');
    expect(told).toContain('尾号 8000');
    const { callback } = await room.handover();
    expect(callback).toEqual({ way: 'phone', contact: '13800138000', from: TOMORROW_AT_TEN, until: TOMORROW_AT_TEN + 30 * MINUTE, isTimed: true, askedAt: NOON, consentAt: NOON, tries: [] });
    expect(await room.page()).toMatchObject({ state: 'waiting', callback: { way: 'phone', contactEnd: '…8000', from: TOMORROW_AT_TEN } });
    expect(JSON.stringify(await room.page())).not.toContain('13800138000');
  });

  it('leaves the queue and not the desk, and the clock of the first reply stands still', async () => {
    await room.writes('转人工');
    await room.passes(1_000);
    await room.writes('转人工', 'v-2');
    expect(await room.page('v-2')).toMatchObject({ place: 2 });
    await room.writes('明天上午10点打给我 13800138000');
    expect(await room.page('v-2')).toMatchObject({ place: 1 });
    expect(await room.page()).not.toHaveProperty('place');
    expect(sortQueue(await room.store.openHandovers()).map(({ conversationId }) => conversationId)).toEqual([room.id('v-2')]);
    expect(await room.summary()).toMatchObject({ state: 'waiting', callback: { way: 'phone', tries: 0 } });
    expect(JSON.stringify(await room.summary())).not.toContain('13800138000');
    expect((await timers()).filter((each) => each.includes('firstReply'))).toEqual([]);
    await room.passes(3 * HOUR);
    expect(await room.notices()).not.toContain('(limit_broken)');
  });

  it('is asked for a number where none was said, and the time is kept for the answer', async () => {
    await room.writes('转人工');
    expect((await room.writes('明天上午10点给我打电话'))[0]).toContain('电话号码');
    expect((await room.handover()).callback).toBeUndefined();
    await room.writes('13800138000');
    expect((await room.handover()).callback).toMatchObject({ from: TOMORROW_AT_TEN, contact: '13800138000' });
  });

  it('can ask for it at once, without asking for a person first', async () => {
    const [told] = await room.writes('明天上午10点给我打电话 13800138000');
    expect(told).toMatch(/^好的，约好了：明天 10:00–10:30/);
    expect(await room.handover()).toMatchObject({ reason: 'asked', dueAt: TOMORROW_AT_TEN + 30 * MINUTE, callback: { from: TOMORROW_AT_TEN } });
    expect((await room.conversation()).state).toBe('waiting');
    expect(await timers()).toEqual(expect.arrayContaining(['callback:due 1320', 'callback:late 1350']));
    expect((await timers()).filter((each) => each.includes('firstReply'))).toEqual([]);
  });

  it('is called as soon as possible without a time, by a moment that is told', async () => {
    await room.writes('转人工');
    expect((await room.writes('等不了，晚点回我电话13800138000'))[0]).toContain('最迟今天 14:00');
    expect((await room.handover()).callback).toMatchObject({ isTimed: false, until: NOON + 2 * HOUR });
  });

  it('is told when nobody works at the time that was wished for', async () => {
    await room.writes('转人工');
    const [told] = await room.writes('今晚10点打给我 13800138000');
    expect(told).toContain('不上班');
    expect(told).toContain('明天 09:00–09:30');
    expect((await room.handover()).callback).toMatchObject({ from: NOON + 21 * HOUR });
  });

  it('may simply leave: the place stays, and nothing else is promised', async () => {
    await room.writes('转人工');
    expect((await room.writes('等不了了，我先走了'))[0]).toContain('位置会一直保留');
    expect(await room.page()).toMatchObject({ place: 1 });
  });

  it('can change the time, and cancel', async () => {
    await room.writes('转人工');
    await room.writes('明天上午10点打给我 13800138000');
    expect((await room.writes('改到明天下午3点吧'))[0]).toContain('明天 15:00–15:30');
    expect((await room.handover()).callback).toMatchObject({ contact: '13800138000', from: TOMORROW_AT_TEN + 5 * HOUR });
    expect(await timers()).toEqual(expect.arrayContaining(['callback:due 1620', 'callback:late 1650']));
    await room.passes(30 * MINUTE);
    expect((await room.writes('不用打电话了'))[0]).toContain('已经取消');
    expect(await room.page()).toMatchObject({ state: 'waiting', place: 1 });
    // What was left of the ten minutes is left again.
    expect(await timers()).toEqual(expect.arrayContaining(['limit:firstReply:breach 40']));
    expect((await timers()).filter((each) => each.startsWith('callback'))).toEqual([]);
  });

  it('goes on being answered by the bot, as who waits is not', async () => {
    await room.writes('转人工');
    expect(await room.writes('退款多久到账')).toEqual([]);
    await room.writes('明天上午10点打给我 13800138000');
    expect((await room.writes('退款多久到账')).join()).toContain('1个工作日');
  });
});

describe('a promise', () => {
  it('is not made for a day that is too far, in words as in the form', async () => {
    await room.writes('转人工');
    expect((await room.writes('12月25日上午10点给我打电话 13800138000'))[0]).toContain('两周以内');
    expect((await room.handover()).callback).toBeUndefined();
    await room.writes('13800138000，明天上午10点');
    expect((await room.handover()).callback).toMatchObject({ from: TOMORROW_AT_TEN });
  });

  it('of a call at once reads 24/7 as no day', async () => {
    await room.writes('转人工');
    await room.writes('call me, I am reachable 24/7: 13800138000');
    expect((await room.handover()).callback).toMatchObject({ isTimed: false, until: NOON + 2 * HOUR });
  });

  it('is never made to somebody in danger, who stays in the queue with the limit that holds there', async () => {
    const [told] = await room.writes('空调着火了！快给我打电话 13800138000');
    expect(told).not.toContain('约好');
    expect(await room.handover()).toMatchObject({ reason: 'danger', dueAt: NOON + 15 * MINUTE });
    expect((await room.handover()).callback).toBeUndefined();
    expect(await room.page()).toMatchObject({ place: 1 });
  });

  it('of a call as soon as possible is to a VIP one by the limit of the first answer', async () => {
    await room.writes('转人工');
    await room.store.update(room.id(), () => ({ customer: { name: '林晓岚', tier: 'vip' } }), NOON);
    await room.customer.askCallback(room.id(), { way: 'phone', contact: '13800138000' }, 'zh');
    expect(await room.handover()).toMatchObject({ dueAt: NOON + 10 * MINUTE, callback: { isTimed: false, until: NOON + 10 * MINUTE } });
    // Nobody can be called sooner than in ten minutes, and nobody is promised it.
    await room.customer.cancelCallback(room.id(), 'zh');
    await room.passes(30 * MINUTE);
    await room.customer.askCallback(room.id(), { way: 'phone', contact: '13800138000' }, 'zh');
    expect((await room.handover()).callback).toMatchObject({ until: NOON + 40 * MINUTE });
  });

  it('that was made at once and is cancelled leaves the limit of those who wait', async () => {
    await room.writes('明天上午10点给我打电话 13800138000');
    await room.passes(30 * MINUTE);
    await room.writes('不用打电话了');
    expect(await timers()).toEqual(expect.arrayContaining(['limit:firstReply:breach 40']));
    expect((await room.writes('还要等多久'))[0]).toContain('今天 12:40');
    expect(await room.summary()).toMatchObject({ dueAt: NOON + 40 * MINUTE });
    await room.passes(11 * MINUTE);
    expect((await room.writes('还要等多久'))[0]).toMatch(/很抱歉.*升级/);
  });

  it('of an answer in the chat is kept by the answer, not before its time', async () => {
    await room.writes('转人工');
    await room.customer.askCallback(room.id(), { way: 'chat', contact: '', wish: { from: TOMORROW_AT_TEN } }, 'zh');
    await room.desk.claim(room.id(), CHEN);
    await room.desk.reply(room.id(), CHEN, '请问订单号是多少？', 'command-1');
    expect(await room.page()).toHaveProperty('callback');
    await room.passes(22 * HOUR);
    await room.desk.reply(room.id(), CHEN, '查到了', 'command-2');
    expect((await room.handover()).callback).toMatchObject({ ended: { how: 'done', by: '陈晨', at: room.now() } });
    await room.desk.close(room.id(), CHEN, 'resolved');
    await room.passes(HOUR);
    expect(await room.notices()).not.toContain('(callback_late)');
  });
});

describe('the form', () => {
  it('sent again without an answer promises the same once', async () => {
    await room.writes('转人工');
    const request = { way: 'phone', contact: '13800138000' } as const;
    await room.customer.askCallback(room.id(), request, 'zh');
    await room.passes(MINUTE);
    await room.customer.askCallback(room.id(), { ...request, contact: '138 0013 8000' }, 'zh');
    expect((await room.handover()).callback).toMatchObject({ askedAt: NOON, until: NOON + 2 * HOUR });
    expect((await room.store.transcript(room.id(), 10)).filter(({ message }) => message.text.includes('约好了'))).toHaveLength(1);
  });

  it('makes the same promise, with the number cleaned', async () => {
    await room.writes('转人工');
    await room.customer.askCallback(room.id(), { way: 'phone', contact: ' 138 0013-8000 ', wish: { from: TOMORROW_AT_TEN } }, 'en');
    expect((await room.handover()).callback).toMatchObject({ contact: '13800138000', from: TOMORROW_AT_TEN });
    await room.customer.cancelCallback(room.id(), 'en');
    await room.customer.cancelCallback(room.id(), 'en');
    expect((await room.store.transcript(room.id(), 10)).map(({ message }) => message.text).filter((text) => /call/.test(text))).toEqual([expect.stringContaining("we'll call you tomorrow between 10:00 and 10:30"), expect.stringContaining('is cancelled')]);
  });

  it.each([
    ['phone', '123', 'invalid_input'],
    ['phone', '1380013800', 'invalid_input'],
    ['phone', 'call me maybe', 'invalid_input'],
    ['email', 'nobody@nowhere', 'invalid_input'],
    ['email', 'a?bcc=c&x@b.com', 'invalid_input'],
    ['email', 'a\0@b.com', 'invalid_input'],
  ] as const)('refuses %s "%s" with kind words', async (way, contact, code) => {
    await room.writes('转人工');
    await expect(room.customer.askCallback(room.id(), { way, contact }, 'zh')).rejects.toMatchObject({ code, message: expect.stringMatching(/检查.*check/s) });
  });

  it.each([
    ['+44 20 7946 0018', '+442079460018'],
    ['021-65432100', '02165432100'],
    ['+8613800138000', '+8613800138000'],
  ])('takes %s', async (contact, stored) => {
    await room.writes('转人工');
    await room.customer.askCallback(room.id(), { way: 'phone', contact }, 'zh');
    expect((await room.handover()).callback).toMatchObject({ contact: stored });
  });

  it('is not there for somebody in danger, nor are words that ask for a call', async () => {
    await room.writes('空调着火了！');
    expect(await room.page()).toMatchObject({ state: 'waiting', comesFirst: true });
    await expect(room.customer.askCallback(room.id(), { way: 'phone', contact: '13800138000' }, 'zh')).rejects.toMatchObject({ code: 'not_allowed_now', message: expect.stringMatching(/安全.*safety/s) });
    const [told] = await room.writes('等不了，晚点回我电话13800138000');
    expect(told).not.toMatch(/约好|我们打给您/);
    expect((await room.handover()).callback).toBeUndefined();
    expect(await room.page()).toMatchObject({ place: 1 });
  });

  it('refuses times that are past or far ahead, and customers who do not wait', async () => {
    await room.writes('你好');
    await expect(room.customer.askCallback(room.id(), { way: 'phone', contact: '13800138000' }, 'zh')).rejects.toMatchObject({ code: 'not_allowed_now' });
    await room.writes('转人工');
    for (const from of [NOON - MINUTE, NOON + 30 * 24 * HOUR]) await expect(room.customer.askCallback(room.id(), { way: 'phone', contact: '13800138000', wish: { from } }, 'zh')).rejects.toMatchObject({ code: 'invalid_input' });
    await room.desk.claim(room.id(), CHEN);
    await expect(room.customer.askCallback(room.id(), { way: 'phone', contact: '13800138000' }, 'zh')).rejects.toMatchObject({ code: 'not_allowed_now' });
  });
});

describe('whoever calls', () => {
  beforeEach(async () => {
    await room.writes('转人工');
    await room.writes('明天上午10点打给我 13800138000');
    await room.news();
  });

  it('is reminded when it is time, and the leads hear when it is late; each once', async () => {
    const told = async () => (await room.news()).filter((kind) => kind.startsWith('callback'));
    await room.passes(22 * HOUR);
    expect(await told()).toEqual(['callback_due']);
    await room.passes(29 * MINUTE);
    expect(await told()).toEqual([]);
    await room.passes(MINUTE);
    expect(await told()).toEqual(['callback_late']);
    expect(await room.summary()).toMatchObject({ priority: 'high', escalatedAt: room.now(), callback: { lateAt: room.now() } });
    expect((await room.writes('还要等多久'))[0]).not.toContain('约好了');
    expect((await room.writes('还要等多久'))[0]).toContain('没能按时联系您');
    await room.passes(48 * HOUR);
    expect((await room.notices()).filter((kind) => kind.startsWith('(callback'))).toEqual(['(callback_due)', '(callback_late)']);
  });

  it('is late, and is promised anew to whoever asks for it once more', async () => {
    await room.passes(23 * HOUR);
    expect((await room.writes('怎么还没给我打电话？'))[0]).toContain('没能按时联系您');
    expect((await room.writes('快给我回电话'))[0]).toContain('最迟今天 13:00');
    expect((await room.handover()).callback).toMatchObject({ contact: '13800138000', isTimed: false, until: TOMORROW_AT_TEN + 3 * HOUR });
    expect((await room.handover()).callback?.lateAt).toBeUndefined();
  });

  it('gets the number by a step that is noted', async () => {
    expect(await room.desk.callbackContact(room.id(), CHEN)).toEqual({ way: 'phone', contact: '13800138000' });
    expect((await room.store.transcript(room.id(), 100)).at(-1)?.message).toMatchObject({ visibility: 'staff', extras: { notice: { kind: 'contact_seen', agentName: '陈晨' } } });
  });

  it('has the conversation once the customer was reached, and ends it', async () => {
    await room.passes(22 * HOUR + 5 * MINUTE);
    await room.desk.callbackDone(room.id(), CHEN);
    expect(await room.conversation()).toMatchObject({ state: 'human', agentId: 'chen' });
    expect(await room.handover()).toMatchObject({ claimedAt: room.now(), firstReplyAt: room.now(), callback: { ended: { how: 'done', by: '陈晨' } }, clocks: { firstReply: { stoppedAt: room.now() } } });
    expect(await room.page()).not.toHaveProperty('callback');
    await room.desk.close(room.id(), CHEN, 'resolved');
    await room.passes(24 * HOUR);
    expect(await room.notices()).not.toContain('(callback_late)');
    await expect(room.desk.callbackDone(room.id(), CHEN)).rejects.toMatchObject({ code: 'not_allowed_now' });
  });

  it('tries again, each time with a time that the customer is told, and at most three times', async () => {
    await room.passes(22 * HOUR);
    await room.desk.callbackMissed(room.id(), CHEN);
    expect((await room.handover()).callback).toMatchObject({ from: TOMORROW_AT_TEN + 2 * HOUR, tries: [room.now()] });
    expect(await timers()).toEqual(expect.arrayContaining([`callback:due ${24 * 60}`]));
    await room.passes(2 * HOUR);
    await room.desk.callbackMissed(room.id(), CHEN, room.now() + 4 * HOUR);
    expect((await room.store.transcript(room.id(), 100)).at(-1)?.message).toMatchObject({ visibility: 'all', extras: { notice: { kind: 'callback_missed', from: TOMORROW_AT_TEN + 6 * HOUR } } });
    await room.passes(4 * HOUR);
    await room.desk.callbackMissed(room.id(), CHEN);
    expect((await room.store.transcript(room.id(), 100)).at(-1)?.message.extras.notice).toMatchObject({ kind: 'callback_missed', isLast: true });
    expect(await room.conversation()).toMatchObject({ state: 'human', agentId: 'chen' });
    expect((await room.handover()).callback?.ended).toMatchObject({ how: 'not_reached' });
    expect((await timers()).filter((each) => each.startsWith('callback'))).toEqual([]);
  });

  it('can agree on another time, inside of working time', async () => {
    await room.desk.callbackMoved(room.id(), CHEN, NOON + 11 * HOUR);
    expect((await room.handover()).callback).toMatchObject({ from: NOON + 21 * HOUR, until: NOON + 21.5 * HOUR });
    await expect(room.desk.callbackMoved(room.id(), CHEN, NOON - HOUR)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('keeps the promise before the conversation can be ended or handed back', async () => {
    await room.desk.claim(room.id(), CHEN);
    await expect(room.desk.close(room.id(), CHEN, 'resolved')).rejects.toMatchObject({ code: 'not_allowed_now' });
    await expect(room.desk.handBack(room.id(), CHEN)).rejects.toMatchObject({ code: 'not_allowed_now' });
    await expect(room.desk.callbackDone(room.id(), { id: 'wu', name: '吴迪' })).rejects.toMatchObject({ code: 'not_allowed_now' });
    await room.desk.callbackDone(room.id(), LEAD);
    await room.desk.close(room.id(), CHEN, 'resolved');
  });

  it('has nothing more to do once the customer has ended the chat', async () => {
    await room.customer.end(room.id());
    expect((await room.handover()).callback?.ended).toMatchObject({ how: 'cancelled', by: 'customer' });
    expect((await timers()).filter((each) => each.startsWith('callback'))).toEqual([]);
  });

  it('keeps it when the conversation goes back into the queue', async () => {
    await room.desk.claim(room.id(), CHEN);
    await room.desk.release(room.id(), CHEN);
    expect(await room.page()).toMatchObject({ state: 'waiting', callback: { from: TOMORROW_AT_TEN } });
    expect(sortQueue(await room.store.openHandovers())).toEqual([]);
  });
});

describe('who waits longer than was said', () => {
  it('hears it again only while the team is there', async () => {
    await room.writes('转人工');
    const { openedAt } = await room.handover();
    // Two hours were said shortly before the end of the working day at 21:00.
    await room.store.update(room.id(), () => ({ timers: { set: [{ key: 'waiting:longer', kind: 'wait-longer', dueAt: NOON + 8.5 * HOUR, data: { openedAt, ms: 2 * HOUR, said: 1 } }] } }), NOON);
    const apologies = async () => (await room.notices()).filter((kind) => kind === 'wait_longer').length;
    await room.passes(9 * HOUR);
    expect(await apologies()).toBe(1);
    await room.passes(11 * HOUR);
    expect(await apologies()).toBe(1);
    // Half an hour in the evening and one and a half in the morning.
    await room.passes(3 * HOUR);
    expect(await apologies()).toBe(2);
    await room.passes(24 * HOUR);
    expect(await apologies()).toBe(2);
  });
});

describe('with nobody on shift', () => {
  it('the customer hears when people are back, the bot goes on, and a number left is a promise that is stored', async () => {
    room.setTime(NIGHT);
    const [told] = await room.writes('转人工');
    expect(told).toContain('今天 09:00');
    expect((await room.writes('退款多久到账')).join()).toContain('1个工作日');
    const [agreed] = await room.writes('我的电话是13800138000');
    expect(agreed).toContain('最迟今天 11:00');
    expect((await room.handover()).callback).toMatchObject({ contact: '13800138000', until: NIGHT + 10.5 * HOUR });
    expect((await room.writes('还要等多久'))[0]).toContain('今天 11:00');
  });

  it('says to whoever asks how long that nobody is there, and until when', async () => {
    room.setTime(NIGHT);
    await room.writes('转人工');
    const [told] = await room.writes('还要等多久？');
    expect(told).toContain('不上班');
    expect(told).toContain('今天 09:00');
    expect(await room.page()).toMatchObject({ peopleAvailable: false });
    expect(await room.page()).not.toHaveProperty('expectedWait');
  });
});
