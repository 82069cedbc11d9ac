import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Agent } from '#core/ports/desk.ts';
import { openShop, type ShopFloor } from '../shop-floor.ts';

let shop: ShopFloor;
let owner: Agent;
beforeEach(async () => {
  shop = await openShop();
  owner = await shop.hire('陈静');
  await shop.waits();
  await shop.desk.claim(shop.id, owner);
});
afterEach(() => shop.close());

/** Says something or notes it, and answers with the message. */
const write = async (agent: Agent, text: string, kind: 'reply' | 'note' = 'reply') => {
  await shop.desk[kind](shop.id, agent, text, crypto.randomUUID());
  const last = (await shop.store.transcript(shop.id, 1))[0]?.message;
  if (!last) throw new Error('nothing was written');
  return last;
};
const now = (messageId: string) => shop.store.message(shop.id, messageId);

describe('changing what staff wrote', () => {
  it('is for whoever wrote it, the owner and leads, and nobody else', async () => {
    const [colleague, lead] = [await shop.hire('吴迪'), await shop.hire('林岚', 'lead')];
    const note = await write(colleague, '先查库存', 'note');
    const other = await shop.hire('周航');
    await expect(shop.desk.edit(shop.id, other, note.id, '别的', 'edit-other')).rejects.toMatchObject({ code: 'not_allowed_now' });
    await expect(shop.desk.retract(shop.id, other, note.id, 'take-other')).rejects.toMatchObject({ code: 'not_allowed_now' });
    for (const [i, agent] of [colleague, owner, lead].entries()) await shop.desk.edit(shop.id, agent, note.id, `第 ${i} 次`, `edit-note-${i}`);
    expect(await now(note.id)).toMatchObject({ text: '第 2 次', visibility: 'staff', earlier: [{ text: '先查库存' }, { text: '第 0 次' }, { text: '第 1 次' }] });
  });

  it('is over for the last owner when the conversation is closed; the author can still', async () => {
    const note = await write(await shop.hire('吴迪'), '先查库存', 'note');
    const own = await write(owner, '好的');
    await shop.desk.close(shop.id, owner, 'resolved');
    await expect(shop.desk.edit(shop.id, owner, note.id, '别的', 'edit-note')).rejects.toMatchObject({ code: 'not_allowed_now' });
    await shop.desk.edit(shop.id, owner, own.id, '好的，谢谢', 'edit-own');
    expect((await now(own.id))?.text).toBe('好的，谢谢');
  });

  it('takes effect once under one id, and is a conflict with other words', async () => {
    const { id } = await write(owner, '两天后到');
    await shop.desk.edit(shop.id, owner, id, '三天后到', 'edit-once');
    await shop.desk.edit(shop.id, owner, id, '四天后到', 'edit-later');
    await shop.desk.edit(shop.id, owner, id, '三天后到', 'edit-once');
    expect((await now(id))?.text).toBe('四天后到');
    await expect(shop.desk.edit(shop.id, owner, id, '五天后到', 'edit-once')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('takes back once; what was taken back is changed no more, and only what staff wrote', async () => {
    const { id } = await write(owner, '写错人了');
    await shop.desk.retract(shop.id, owner, id, 'take-back-1');
    await shop.desk.retract(shop.id, owner, id, 'take-back-2');
    await expect(shop.desk.edit(shop.id, owner, id, '又来了', 'edit-late')).rejects.toMatchObject({ code: 'not_allowed_now' });
    const customers = (await shop.store.transcript(shop.id, 100)).find(({ message }) => message.author === 'customer')?.message.id ?? '';
    await expect(shop.desk.edit(shop.id, owner, customers, '别的', 'edit-theirs')).rejects.toMatchObject({ code: 'not_allowed_now' });
    await expect(shop.desk.edit(shop.id, owner, 'nothing', '别的', 'edit-none')).rejects.toMatchObject({ code: 'not_found' });
  });
});
