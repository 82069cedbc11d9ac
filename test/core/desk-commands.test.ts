import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLOSE_REASONS } from '#core/protocol.ts';
import { openShop, type ShopFloor } from './shop-floor.ts';
import { MINUTE, NOON } from './samples.ts';

const CHEN = { id: 'chen', name: '陈晨' };
const WU = { id: 'wu', name: '吴迪' };

let shop: ShopFloor;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

/** A refusal as staff read it: in Chinese, then in English. */
const BILINGUAL = /^[^·]*\p{Script=Han}[^·]*。 · [^·]*[a-z][^·]*\.$/u;

/** A step, refused with this code and a sentence in both languages that says what to do; nothing is written. */
const refused = async (step: () => Promise<void>, code: string, words: string | RegExp): Promise<void> => {
  const before = [await shop.transcript(), await shop.conversation()];
  await expect(step()).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  await expect(step()).rejects.toMatchObject({ code, message: expect.stringMatching(BILINGUAL) });
  const [transcript, { updatedAt: _, ...conversation }] = [await shop.transcript(), await shop.conversation()];
  expect(transcript).toEqual(before[0]);
  expect(before[1]).toMatchObject(conversation);
};

describe('claiming', () => {
  it('makes the agent the owner in a new epoch, tells the customer who it is, and stops the waiting', async () => {
    await shop.waits();
    const { epoch } = await shop.conversation();
    expect(await shop.news()).toEqual(['handover']);
    shop.moveClock(3 * MINUTE);
    await shop.desk.claim(shop.id, CHEN);
    expect(await shop.conversation()).toMatchObject({ state: 'human', epoch: epoch + 1, agentId: 'chen', agentName: '陈晨' });
    expect(await shop.store.openHandovers()).toMatchObject([{ openedAt: NOON, claimedAt: NOON + 3 * MINUTE, firstReplyAt: undefined }]);
    expect(await shop.page()).toEqual(['customer: 我要投诉', 'system: claimed']);
    expect(await shop.news()).toEqual(['owner_changed']);
  });

  it('is won by one of two, and the other is told who was faster', async () => {
    await shop.waits();
    const results = await Promise.allSettled([shop.desk.claim(shop.id, CHEN), shop.desk.claim(shop.id, WU)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = (await shop.conversation()).agentName ?? '';
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict', message: expect.stringContaining(winner) } });
    expect((await shop.transcript()).filter((line) => line === 'system: claimed')).toHaveLength(1);
  });

  it('is refused where it is too late', async () => {
    await shop.waits();
    await shop.desk.claim(shop.id, CHEN);
    await refused(() => shop.desk.claim(shop.id, CHEN), 'conflict', 'You already have this conversation');
    await refused(() => shop.desk.claim(shop.id, WU), 'conflict', '陈晨 has just taken this conversation');
    await shop.desk.close(shop.id, CHEN, 'resolved');
    await refused(() => shop.desk.claim(shop.id, WU), 'not_allowed_now', 'This conversation is closed');
  });
});

describe('replying', () => {
  it('reaches the customer under the name of the agent, and marks the first reply once', async () => {
    await shop.waits();
    await shop.desk.claim(shop.id, CHEN);
    shop.moveClock(MINUTE);
    await shop.desk.reply(shop.id, CHEN, '  您好，我是陈晨。\r\n我来处理。 ', 'r-1');
    shop.moveClock(MINUTE);
    await shop.desk.reply(shop.id, CHEN, '已经查到了。', 'r-2');
    expect(await shop.page()).toEqual(['customer: 我要投诉', 'system: claimed', 'agent: 您好，我是陈晨。\n我来处理。', 'agent: 已经查到了。']);
    expect((await shop.store.visibleMessages(shop.id, 0, 10)).at(-1)?.extras.agentName).toBe('陈晨');
    expect(await shop.store.openHandovers()).toMatchObject([{ firstReplyAt: NOON + MINUTE }]);
  });

  it('takes effect once, also when it is sent twice at the same moment', async () => {
    await shop.waits();
    await shop.desk.claim(shop.id, CHEN);
    await Promise.all([shop.desk.reply(shop.id, CHEN, '您好', 'r-1'), shop.desk.reply(shop.id, CHEN, '您好', 'r-1')]);
    await shop.desk.reply(shop.id, CHEN, '您好', 'r-1');
    expect((await shop.transcript()).filter((line) => line === 'agent: 您好')).toHaveLength(1);
  });

  it('is for the owner alone', async () => {
    const reply = (agent = CHEN) => shop.desk.reply(shop.id, agent, '您好', 'r-1');
    await shop.writes('退款多久到账');
    await refused(reply, 'not_allowed_now', 'The bot has this conversation');
    await shop.waits();
    await refused(reply, 'not_allowed_now', /Nobody has taken this conversation yet\. Claim it first\./);
    await shop.desk.claim(shop.id, CHEN);
    await refused(() => reply(WU), 'not_allowed_now', /陈晨 has this conversation; only its owner can do that\. You can leave a note\./);
    await shop.desk.handBack(shop.id, CHEN);
    await refused(reply, 'not_allowed_now', 'The bot has this conversation');
    await shop.waits();
    await shop.desk.claim(shop.id, CHEN);
    await shop.desk.close(shop.id, CHEN, 'resolved');
    await refused(reply, 'not_allowed_now', 'This conversation is closed');
  });

  it('is refused when it is blank or too long, before anything is written', async () => {
    await shop.waits();
    await shop.desk.claim(shop.id, CHEN);
    await refused(() => shop.desk.reply(shop.id, CHEN, ' \n ', 'r-1'), 'invalid_input', 'please write something');
    await refused(() => shop.desk.reply(shop.id, CHEN, 'x'.repeat(20_000), 'r-2'), 'too_large', 'the limit is 4000');
    await shop.desk.reply(shop.id, CHEN, '好的', 'r-1');
    expect(await shop.page()).toContain('agent: 好的');
  });
});

describe('a note', () => {
  it('is written by anybody of the staff at any time, and never reaches the customer', async () => {
    const write = (text: string, agent = WU) => shop.desk.note(shop.id, agent, text, `n-${text}`);
    await shop.writes('退款多久到账');
    await write('1');
    await shop.waits();
    await write('2');
    await shop.desk.claim(shop.id, CHEN);
    await write('3');
    await write('3');
    await shop.desk.close(shop.id, CHEN, 'resolved');
    await write('4', CHEN);
    expect((await shop.transcript()).filter((line) => line.startsWith('agent'))).toEqual(['agent: 1', 'agent: 2', 'agent: 3', 'agent: 4']);
    expect((await shop.page()).filter((line) => line.startsWith('agent'))).toEqual([]);
    expect(await shop.conversation()).toMatchObject({ state: 'closed' });
  });

  it('does not count as the first reply', async () => {
    await shop.waits();
    await shop.desk.claim(shop.id, CHEN);
    await shop.desk.note(shop.id, CHEN, '先看记录', 'n-1');
    expect(await shop.store.openHandovers()).toMatchObject([{ firstReplyAt: undefined }]);
  });

  it('is refused when it is blank', async () => {
    await shop.waits();
    await refused(() => shop.desk.note(shop.id, CHEN, '\0', 'n-1'), 'invalid_input', '请写点内容');
  });
});

describe('handing back', () => {
  it('gives the conversation to the bot, ends the handover, and tells the customer', async () => {
    await shop.waits();
    await shop.desk.claim(shop.id, CHEN);
    const { epoch } = await shop.conversation();
    await shop.desk.handBack(shop.id, CHEN);
    expect(await shop.conversation()).toMatchObject({ state: 'bot', epoch: epoch + 1, agentId: undefined, agentName: undefined });
    expect(await shop.store.openHandovers()).toEqual([]);
    expect(await shop.store.handovers(shop.id)).toMatchObject([{ outcome: 'handed_back', endedAt: NOON }]);
    expect((await shop.page()).at(-1)).toBe('system: handed_back');
    await shop.waits();
    expect(await shop.store.handovers(shop.id)).toHaveLength(2);
  });

  it('is for the owner alone', async () => {
    const handBack = (agent = CHEN) => shop.desk.handBack(shop.id, agent);
    await shop.waits();
    await refused(handBack, 'not_allowed_now', 'Claim it first');
    await shop.desk.claim(shop.id, CHEN);
    await refused(() => handBack(WU), 'not_allowed_now', '陈晨 has this conversation');
    await handBack();
    await refused(handBack, 'not_allowed_now', 'The bot has this conversation');
  });
});

describe('closing', () => {
  it.each(CLOSE_REASONS)('ends the conversation and its handover with the reason "%s" and the name of who closed it', async (reason) => {
    await shop.waits();
    await shop.desk.claim(shop.id, CHEN);
    await shop.desk.close(shop.id, CHEN, reason);
    expect(await shop.conversation()).toMatchObject({ state: 'closed', closeReason: reason, closedBy: '陈晨' });
    expect(await shop.store.handovers(shop.id)).toMatchObject([{ outcome: 'closed', endedAt: NOON }]);
    expect((await shop.store.visibleMessages(shop.id, 0, 10)).length).toBe(1);
    expect((await shop.page()).at(-1)).toBe('system: closed');
  });

  it('is for the owner alone: whoever wants to close has to claim first', async () => {
    const close = (agent = WU) => shop.desk.close(shop.id, agent, 'spam');
    await shop.writes('退款多久到账');
    await refused(close, 'not_allowed_now', 'The bot has this conversation');
    await shop.waits();
    await refused(close, 'not_allowed_now', 'Claim it first');
    expect(await shop.store.openHandovers()).toHaveLength(1);
    await shop.desk.claim(shop.id, CHEN);
    await refused(close, 'not_allowed_now', '陈晨 has this conversation');
    await close(CHEN);
    expect(await shop.conversation()).toMatchObject({ state: 'closed', closeReason: 'spam', closedBy: '陈晨' });
    await shop.waits();
    expect(await shop.conversation()).toMatchObject({ state: 'waiting', segment: 2 });
    await refused(() => close(CHEN), 'not_allowed_now', 'Claim it first');
  });

  it('is refused the second time', async () => {
    await shop.waits();
    await shop.desk.claim(shop.id, CHEN);
    await shop.desk.close(shop.id, CHEN, 'resolved');
    await refused(() => shop.desk.close(shop.id, CHEN, 'resolved'), 'not_allowed_now', 'This conversation is closed');
  });
});

describe('a conversation that is not there', () => {
  it('is said so by every step', async () => {
    const steps = [
      shop.desk.claim('nobody', CHEN),
      shop.desk.reply('nobody', CHEN, '您好', 'r'),
      shop.desk.note('nobody', CHEN, '您好', 'n'),
      shop.desk.handBack('nobody', CHEN),
      shop.desk.close('nobody', CHEN, 'other'),
    ];
    for (const step of await Promise.allSettled(steps)) {
      expect(step).toMatchObject({ status: 'rejected', reason: { code: 'not_found', message: 'There is no such conversation.' } });
    }
  });
});
