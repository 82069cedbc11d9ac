import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Staff } from '#core/ports/access-store.ts';
import { openShop, type ShopFloor } from '../shop-floor.ts';

let shop: ShopFloor;
let chen: Staff;
let wu: Staff;
let lin: Staff;
beforeEach(async () => {
  shop = await openShop();
  [chen, wu, lin] = [await shop.hire('陈晨'), await shop.hire('吴迪'), await shop.hire('林岚', 'lead')];
  await shop.waits();
  await shop.desk.claim(shop.id, chen);
  await shop.news();
});
afterEach(() => shop.close());

const refusal = (code: string, words = '') => expect.objectContaining({ code, message: expect.stringContaining(words) });

describe('asking a colleague', () => {
  it('reaches them as a note that names them, stands in their list until they answer, and never reaches the customer', async () => {
    await shop.desk.ask(shop.id, chen, wu.id, '这种情况能退吗？', 'command-1');
    expect((await shop.conversation()).desk).toEqual({ asked: [{ id: wu.id, name: '吴迪' }] });
    expect(await shop.news()).toEqual(['asked']);
    expect((await shop.store.transcript(shop.id, 10)).at(-1)?.message).toMatchObject({ visibility: 'staff', extras: { agentName: '陈晨', asks: { id: wu.id } } });
    await shop.desk.note(shop.id, lin, '我也看看', 'command-2');
    expect((await shop.conversation()).desk?.asked).toHaveLength(1);
    await shop.desk.note(shop.id, wu, '可以，七天内', 'command-3');
    expect((await shop.conversation()).desk?.asked).toEqual([]);
    expect(await shop.news()).toEqual(['advised']);
    expect(await shop.page()).toEqual(['customer: 我要投诉', 'system: claimed']);
  });

  it('is for the owner and leads, once under one id, and of a colleague who is there', async () => {
    await expect(shop.desk.ask(shop.id, wu, chen.id, '?', 'command-1')).rejects.toThrow(refusal('not_allowed_now'));
    await shop.desk.ask(shop.id, chen, wu.id, '能退吗？', 'command-1');
    await shop.desk.ask(shop.id, chen, wu.id, '能退吗？', 'command-1');
    await expect(shop.desk.ask(shop.id, chen, lin.id, '能退吗？', 'command-1')).rejects.toThrow(refusal('conflict', 'with other words'));
    expect((await shop.transcript()).filter((line) => line === 'agent: 能退吗？')).toHaveLength(1);
    await expect(shop.desk.ask(shop.id, chen, chen.id, '?', 'command-2')).rejects.toThrow(refusal('invalid_input'));
    await expect(shop.desk.ask(shop.id, chen, 'nobody', '?', 'command-3')).rejects.toThrow(refusal('invalid_input'));
  });
});

describe('a lead who joins', () => {
  it('writes to the customer by name, while the owner stays the owner, and leaves again', async () => {
    await expect(shop.desk.reply(shop.id, lin, '我是主管', 'command-1')).rejects.toThrow(refusal('not_allowed_now'));
    const { epoch } = await shop.conversation();
    await shop.desk.join(shop.id, lin);
    await shop.desk.join(shop.id, lin);
    await shop.desk.reply(shop.id, lin, '我是主管', 'command-1');
    await shop.desk.reply(shop.id, chen, '我们一起处理', 'command-2');
    expect(await shop.conversation()).toMatchObject({ agentId: chen.id, epoch, desk: { joined: [{ id: lin.id }] } });
    await shop.desk.leave(shop.id, lin);
    await expect(shop.desk.reply(shop.id, lin, '还有一句', 'command-3')).rejects.toThrow(refusal('not_allowed_now'));
    expect(await shop.page()).toEqual(['customer: 我要投诉', 'system: claimed', 'system: joined', 'agent: 我是主管', 'agent: 我们一起处理', 'system: left']);
    expect((await shop.store.visibleMessages(shop.id, 0, 10)).filter(({ author }) => author === 'agent').map(({ extras }) => extras.agentName)).toEqual(['林岚', '陈晨']);
  });

  it('is a lead, and stays beside the next owner after a transfer', async () => {
    await expect(shop.desk.join(shop.id, wu)).rejects.toThrow(refusal('forbidden'));
    await shop.desk.join(shop.id, lin);
    await shop.desk.transfer(shop.id, chen, { agentId: wu.id });
    await shop.desk.accept(shop.id, wu);
    await shop.desk.reply(shop.id, lin, '我还在', 'command-1');
    await shop.desk.release(shop.id, wu);
    await expect(shop.desk.reply(shop.id, lin, '您好', 'command-2')).rejects.toThrow(refusal('not_allowed_now', 'Nobody has taken'));
  });
});

describe('a command id', () => {
  it('with other words is a conflict, and nothing is said', async () => {
    await shop.desk.reply(shop.id, chen, '您好', 'command-1');
    await expect(shop.desk.reply(shop.id, chen, '再见', 'command-1')).rejects.toThrow(refusal('conflict', 'Try again under a new id'));
    await expect(shop.desk.note(shop.id, chen, '您好', 'command-1')).rejects.toThrow(refusal('conflict'));
    expect((await shop.transcript()).filter((line) => line.startsWith('agent'))).toEqual(['agent: 您好']);
  });
});

describe('handing back with what to do next', () => {
  it('says the closing words as the agent, and the question as the bot, which keeps it in mind', async () => {
    await shop.desk.handBack(shop.id, chen, { text: '退款已经办好了。', resume: { kind: 'question', text: '还想了解到账时间吗？' } }, 'command-1');
    // The same again after a lost answer changes nothing and is no error.
    await shop.desk.handBack(shop.id, chen, { text: '退款已经办好了。', resume: { kind: 'question', text: '还想了解到账时间吗？' } }, 'command-1');
    expect((await shop.page()).slice(-3)).toEqual(['agent: 退款已经办好了。', 'system: handed_back', 'bot: 还想了解到账时间吗？']);
    expect(await shop.conversation()).toMatchObject({ state: 'bot', memory: { subject: ['还想了解到账时间吗？'] } });
    expect(await shop.store.handovers(shop.id)).toMatchObject([{ outcome: 'handed_back', firstReplyAt: expect.any(Number) }]);
  });

  it('offers an article that customers can read, with its source', async () => {
    await expect(shop.desk.handBack(shop.id, chen, { resume: { kind: 'article', articleId: 'staff-only' } })).rejects.toThrow(refusal('invalid_input', 'cannot read'));
    await shop.desk.handBack(shop.id, chen, { resume: { kind: 'article', articleId: 'refund-time' } });
    await shop.page();
    const last = (await shop.store.visibleMessages(shop.id, 0, 10)).at(-1);
    expect(last).toMatchObject({ author: 'bot', text: expect.stringContaining('《退款多久到账》'), extras: { citations: [{ number: 1, articleId: 'refund-time' }] } });
    expect((await shop.conversation()).memory).toMatchObject({ offered: [{ articleId: 'refund-time' }], shown: [{ articleId: 'refund-time', helped: 'unknown' }] });
  });
});
