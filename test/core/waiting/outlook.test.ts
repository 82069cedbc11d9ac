import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSteadyWait } from '#adapters/web/steady-wait.ts';
import type { CustomerState } from '#core/protocol.ts';
import { MINUTE } from '../samples.ts';
import { CHEN, openWaitingRoom, type WaitingRoom } from './waiting-room.ts';

let room: WaitingRoom;
let people = 0;
beforeEach(async () => {
  room = await openWaitingRoom();
});
afterEach(() => room.close());

/** So many customers come one after the other, each taken up after `minutes`. */
const served = async (count: number, minutes: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) {
    const address = `served-${++people}`;
    await room.writes('转人工', address);
    await room.passes(minutes * MINUTE);
    await room.desk.claim(room.id(address), CHEN);
  }
};
const range = async (address?: string) => (await room.page(address)).expectedWait;

describe('the expected wait', () => {
  it('is not told as long as it cannot be known; the promise is', async () => {
    expect((await room.writes('转人工'))[0]).toContain('10 分钟内会有人在这里回复您');
    expect(await room.page()).toMatchObject({ place: 1 });
    expect(await range()).toBeUndefined();
    const [told] = await room.writes('还要等多久');
    expect(told).toContain('还说不准');
    expect(told).toContain('最迟今天 12:10');
  });

  it('is told at the handover as a range, with the promise that is stored', async () => {
    await served(8, 2);
    const [told] = await room.writes('转人工');
    expect(told).toMatch(/预计要等(?:大约 1 到 5|大约 1 到 10|5) 分钟/);
    expect(told).toContain('最迟10 分钟内会有人在这里回复您');
    expect((await room.handover()).dueAt).toBe(room.now() + 10 * MINUTE);
    expect(await range()).toEqual({ fromMinutes: expect.any(Number), toMinutes: expect.any(Number) });
  });

  it('takes the place of the time limit where that cannot honestly be promised', async () => {
    await served(8, 8);
    await room.writes('转人工', 'v-0');
    await room.passes(1_000);
    const [told] = await room.writes('转人工');
    expect(told).toContain('您前面还有 1 位');
    expect(told).toMatch(/预计要等大约 \d+ 到 \d+ 分钟/);
    expect(told).not.toContain('10 分钟内');
    expect(told).toContain('留个电话');
  });

  it('is asked for in words, and the answer is what the page shows', async () => {
    await served(8, 2);
    await room.writes('转人工', 'v-0');
    await room.passes(1_000);
    await room.writes('转人工');
    const expected = await range();
    const [told] = await room.writes('前面还有几个人？还要等多久');
    expect(told).toContain('您前面还有 1 位');
    expect(told).toContain(`${expected?.toMinutes} 分钟`);
  });

  it('is not mixed up with questions about something else: those are for the colleague', async () => {
    await room.writes('转人工');
    expect(await room.writes('空调安装要多久')).toEqual([]);
  });

  it('is never told as shorter than what was waited lately', async () => {
    await served(8, 15);
    await room.writes('转人工');
    expect((await range())?.toMinutes).toBeGreaterThanOrEqual(15);
  });

  it('says sorry in the chat when it takes longer than was told, and no more than twice', async () => {
    await served(8, 2);
    await room.writes('转人工');
    await room.passes(60 * MINUTE);
    expect((await room.notices()).filter((kind) => kind === 'wait_longer')).toHaveLength(2);
  });

  it('is not apologised for where somebody was in time, or is called back', async () => {
    await served(8, 2);
    await room.writes('转人工', 'v-2');
    await room.writes('转人工');
    await room.writes('明天上午10点打给我 13800138000');
    await room.desk.claim(room.id('v-2'), CHEN);
    await room.passes(60 * MINUTE);
    expect(await room.notices()).not.toContain('wait_longer');
    expect(await room.notices('v-2')).not.toContain('wait_longer');
  });

  it('warns when the working day may end before', async () => {
    // The team of those who ask for a person goes at nine in the evening.
    room.setTime(room.now() + 8 * 60 * MINUTE - 10 * MINUTE);
    await served(8, 8);
    await room.writes('转人工');
    expect(await range()).toMatchObject({ isPastClosing: true });
    expect((await room.writes('还要等多久'))[0]).toContain('下班前不一定');
  });
});

describe('what a page is told of the wait', () => {
  const state = (toMinutes: number | undefined, place = 2): CustomerState => ({ state: 'waiting', deliveredSeq: 1, peopleAvailable: true, canRate: false, place, ...(toMinutes === undefined ? {} : { expectedWait: { fromMinutes: 1, toMinutes } }) });

  it('stays for half a minute, unless the place changes or it is no longer known', () => {
    const told = createSteadyWait();
    expect(told.next(state(5), 0).expectedWait?.toMinutes).toBe(5);
    expect(told.next(state(10), 3_000).expectedWait?.toMinutes).toBe(5);
    expect(told.next(state(10, 1), 6_000).expectedWait?.toMinutes).toBe(10);
    expect(told.next(state(undefined, 1), 9_000).expectedWait).toBeUndefined();
    expect(told.next(state(15, 1), 12_000).expectedWait?.toMinutes).toBe(15);
    expect(told.next(state(20, 1), 42_000).expectedWait?.toMinutes).toBe(20);
  });
});
