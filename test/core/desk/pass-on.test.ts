import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OFFER_MS } from '#core/desk/desk-state.ts';
import { expireOffer } from '#core/desk/pass-on.ts';
import type { Staff } from '#core/ports/access-store.ts';
import { MINUTE, NOON } from '../samples.ts';
import { openShop, type ShopFloor } from '../shop-floor.ts';

let shop: ShopFloor;
let chen: Staff;
let wu: Staff;
let lin: Staff;
beforeEach(async () => {
  shop = await openShop();
  [chen, wu, lin] = [await shop.hire('陈晨'), await shop.hire('吴迪'), await shop.hire('林岚', 'lead')];
});
afterEach(() => shop.close());

const refusal = (code: string, words = '') => expect.objectContaining({ code, message: expect.stringContaining(words) });
const chenHasIt = async (): Promise<void> => {
  await shop.waits();
  await shop.desk.claim(shop.id, chen);
  await shop.news();
};

describe('taking over from the bot', () => {
  it('is possible at any time, and what is promised with it is stored: a handover with its time limit', async () => {
    await shop.writes('退款多久到账');
    await shop.desk.claim(shop.id, chen);
    expect(await shop.conversation()).toMatchObject({ state: 'human', agentId: chen.id, epoch: 2 });
    expect(await shop.store.openHandovers()).toMatchObject([{ reason: 'taken-over', claimedAt: NOON, dueAt: expect.any(Number) }]);
    expect(await shop.page()).toEqual(['customer: 退款多久到账', 'system: claimed']);
  });

  it('drops a turn that was under way, and the customer message is taken up again, in silence', async () => {
    const { message } = await shop.store.accept({ channel: 'web', address: 'v-1', externalId: 'q', text: '退款多久到账', language: 'zh' }, NOON);
    const lease = await shop.store.leaseTurn(NOON, MINUTE);
    await shop.desk.claim(shop.id, chen);
    if (!lease) expect.unreachable('no turn');
    await expect(shop.store.commitTurn(lease, { handledSeq: message.seq, messages: [{ author: 'bot', visibility: 'all', text: 'late' }] }, NOON)).rejects.toThrow(refusal('stale_lease'));
    await shop.store.releaseTurn(lease, NOON);
    expect((await shop.store.leaseTurn(NOON, MINUTE))?.unhandled.map(({ text }) => text)).toEqual(['退款多久到账']);
    expect(await shop.page()).not.toContain('bot: late');
  });
});

describe('taking over from a colleague', () => {
  it('is for leads: the owner changes in one step, in a new epoch', async () => {
    await chenHasIt();
    await expect(shop.desk.takeOver(shop.id, wu)).rejects.toThrow(refusal('forbidden', 'Only a lead'));
    await shop.desk.takeOver(shop.id, lin);
    expect(await shop.conversation()).toMatchObject({ state: 'human', agentId: lin.id, agentName: '林岚', epoch: 4 });
    await expect(shop.desk.reply(shop.id, chen, '您好', 'command-1')).rejects.toThrow(refusal('not_allowed_now', '林岚'));
    await expect(shop.desk.takeOver(shop.id, lin)).rejects.toThrow(refusal('conflict', 'You already have'));
  });
});

describe('transferring to a colleague', () => {
  it('leaves it with its owner until the colleague accepts, who then has it', async () => {
    await chenHasIt();
    await shop.desk.transfer(shop.id, chen, { agentId: wu.id });
    expect(await shop.conversation()).toMatchObject({ agentId: chen.id, epoch: 3, desk: { offer: { to: { id: wu.id, name: '吴迪' }, until: NOON + OFFER_MS } } });
    expect(await shop.news()).toEqual(['offered']);
    await shop.desk.reply(shop.id, chen, '我请同事来看', 'command-1');
    await expect(shop.desk.accept(shop.id, lin)).rejects.toThrow(refusal('not_allowed_now', 'not offered to you'));
    await shop.desk.accept(shop.id, wu);
    const after = await shop.conversation();
    expect(after).toMatchObject({ agentId: wu.id, agentName: '吴迪', epoch: 4 });
    expect(after.desk?.offer).toBeUndefined();
    expect(await shop.page()).toEqual(['customer: 我要投诉', 'system: claimed', 'agent: 我请同事来看', 'system: transferred']);
    await expect(shop.desk.reply(shop.id, chen, '您好', 'command-2')).rejects.toThrow(refusal('not_allowed_now', '吴迪'));
  });

  it('comes back when it is declined, taken back, or not accepted in time, and the customer sees nothing of it', async () => {
    await chenHasIt();
    await shop.desk.transfer(shop.id, chen, { agentId: wu.id });
    await shop.desk.decline(shop.id, wu);
    expect(await shop.news()).toEqual(['offered', 'returned']);
    await shop.desk.transfer(shop.id, chen, { agentId: wu.id });
    await shop.desk.decline(shop.id, chen);
    await expect(shop.desk.accept(shop.id, wu)).rejects.toThrow(refusal('not_allowed_now'));
    await shop.desk.transfer(shop.id, chen, { agentId: wu.id });
    const at = shop.now();
    shop.moveClock(OFFER_MS);
    await expect(shop.desk.accept(shop.id, wu)).rejects.toThrow(refusal('not_allowed_now', 'time has run out'));
    await shop.store.update(shop.id, (now) => expireOffer(now, at, shop.now()), shop.now());
    expect(await shop.store.update(shop.id, (now) => expireOffer(now, at, shop.now()), shop.now())).toMatchObject({ agentId: chen.id, epoch: 3 });
    expect((await shop.transcript()).slice(-6)).toEqual(['system: offered', 'system: offer_ended', 'system: offered', 'system: offer_ended', 'system: offered', 'system: offer_ended']);
    expect(await shop.page()).toEqual(['customer: 我要投诉', 'system: claimed']);
  });

  it('offers the same once, and to nobody else than a colleague', async () => {
    await chenHasIt();
    await Promise.all([shop.desk.transfer(shop.id, chen, { agentId: wu.id }), shop.desk.transfer(shop.id, chen, { agentId: wu.id })]);
    expect((await shop.transcript()).filter((line) => line === 'system: offered')).toHaveLength(1);
    await expect(shop.desk.transfer(shop.id, chen, { agentId: 'nobody' })).rejects.toThrow(refusal('invalid_input', 'no such colleague'));
    await expect(shop.desk.transfer(shop.id, chen, { agentId: chen.id })).rejects.toThrow(refusal('invalid_input'));
    await expect(shop.desk.transfer(shop.id, wu, { agentId: chen.id })).rejects.toThrow(refusal('not_allowed_now'));
  });

  it('of one that waits asks that colleague first: it goes on waiting, and whoever declines is not asked by Baton at once; who asked takes it back', async () => {
    await shop.waits();
    await shop.desk.transfer(shop.id, chen, { agentId: wu.id });
    expect(await shop.conversation()).toMatchObject({ state: 'waiting', desk: { offer: { to: { id: wu.id }, by: { id: chen.id } } } });
    await shop.desk.decline(shop.id, wu);
    expect((await shop.conversation()).desk).toEqual({ tried: [expect.objectContaining({ id: wu.id })] });
    await shop.desk.transfer(shop.id, lin, { agentId: wu.id });
    await expect(shop.desk.decline(shop.id, chen)).rejects.toThrow(refusal('not_allowed_now', 'not offered to you'));
    await shop.desk.decline(shop.id, lin);
    await shop.desk.transfer(shop.id, chen, { agentId: wu.id });
    await shop.desk.accept(shop.id, wu);
    expect(await shop.conversation()).toMatchObject({ state: 'human', agentId: wu.id });
    expect((await shop.page()).at(-1)).toBe('system: claimed');
  });

  it.each(['handBack', 'release', 'close'] as const)('ends with the ownership: %s', async (step) => {
    await chenHasIt();
    await shop.desk.transfer(shop.id, chen, { agentId: wu.id });
    if (step === 'close') await shop.desk.close(shop.id, chen, 'resolved');
    else await shop.desk[step](shop.id, chen);
    await expect(shop.desk.accept(shop.id, wu)).rejects.toThrow(refusal('not_allowed_now'));
    expect((await shop.conversation()).desk?.offer).toBeUndefined();
  });
});

describe('putting back into a queue', () => {
  it('makes the customer wait again, with the handover and its place, for whoever claims', async () => {
    await chenHasIt();
    shop.moveClock(5 * MINUTE);
    await shop.desk.release(shop.id, chen);
    expect(await shop.conversation()).toMatchObject({ state: 'waiting', agentId: undefined, epoch: 4, desk: { waitsAgainSince: NOON + 5 * MINUTE } });
    expect(await shop.store.openHandovers()).toMatchObject([{ claimedAt: undefined, team: 'complaints', openedAt: NOON }]);
    expect(await shop.news()).toEqual(['handover']);
    expect((await shop.page()).at(-1)).toBe('system: released');
    await shop.desk.claim(shop.id, wu);
    expect(await shop.store.openHandovers()).toHaveLength(1);
  });

  it('of another team, which the customer is told by name; of none that there is not', async () => {
    await chenHasIt();
    await expect(shop.desk.transfer(shop.id, chen, { team: 'nobody' })).rejects.toThrow(refusal('invalid_input', 'no such team'));
    await expect(shop.desk.release(shop.id, wu)).rejects.toThrow(refusal('not_allowed_now'));
    await shop.desk.transfer(shop.id, chen, { team: 'vip' });
    expect(await shop.store.openHandovers()).toMatchObject([{ team: 'vip' }]);
    await shop.page();
    expect((await shop.store.visibleMessages(shop.id, 0, 20)).at(-1)?.extras.notice).toMatchObject({ kind: 'released', agentName: '陈晨', team: { en: 'Senior service team' } });
  });
});

describe('removing a colleague', () => {
  it('puts what they have back into the queues, and nothing that they do takes effect any more', async () => {
    await chenHasIt();
    expect(await shop.desk.removeColleague(lin, chen.id)).toBe(1);
    expect(await shop.conversation()).toMatchObject({ state: 'waiting', agentId: undefined });
    expect(await shop.store.openHandovers()).toMatchObject([{ claimedAt: undefined }]);
    await expect(shop.desk.claim(shop.id, chen)).rejects.toThrow(refusal('unauthorized', 'no longer among the staff'));
    await expect(shop.desk.note(shop.id, chen, '再见', 'command-1')).rejects.toThrow(refusal('unauthorized'));
    await expect(shop.desk.removeColleague(lin, chen.id)).rejects.toThrow(refusal('not_found'));
    await shop.desk.claim(shop.id, wu);
  });

  it('of a claim at the same moment, nothing is left with somebody who is gone', async () => {
    await shop.waits();
    await Promise.allSettled([shop.desk.claim(shop.id, chen), shop.desk.removeColleague(lin, chen.id), shop.desk.claim(shop.id, chen)]);
    expect(await shop.conversation()).toMatchObject({ state: 'waiting', agentId: undefined });
  });

  it('is for leads, and not for oneself', async () => {
    await expect(shop.desk.removeColleague(chen, wu.id)).rejects.toThrow(refusal('forbidden'));
    await expect(shop.desk.removeColleague(lin, lin.id)).rejects.toThrow(refusal('not_allowed_now', 'cannot remove yourself'));
  });
});
