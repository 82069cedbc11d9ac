import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShop, type ShopFloor } from './shop-floor.ts';

const CHEN = { id: 'chen', name: '陈晨' };

let shop: ShopFloor;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

describe('a customer who ends the conversation', () => {
  it('ends it with the bot, and no desk is bothered', async () => {
    await shop.writes('谢谢，没事了');
    const { epoch } = await shop.conversation();
    await shop.customer.end(shop.id);
    expect(await shop.conversation()).toMatchObject({ state: 'closed', epoch: epoch + 1, closedBy: 'customer', closeReason: 'other' });
    expect(await shop.page()).toEqual(['customer: 谢谢，没事了', 'system: closed']);
    expect(await shop.news()).toEqual([]);
  });

  it('leaves the queue, and the desk hears of it', async () => {
    await shop.waits();
    await shop.customer.end(shop.id);
    expect(await shop.store.openHandovers()).toEqual([]);
    expect(await shop.store.handovers(shop.id)).toMatchObject([{ outcome: 'closed' }]);
    expect(await shop.news()).toEqual(['handover', 'owner_changed']);
  });

  it('ends it once: a second time changes nothing', async () => {
    await shop.writes('再见');
    await shop.customer.end(shop.id);
    const before = await shop.conversation();
    await shop.customer.end(shop.id);
    expect(await shop.conversation()).toMatchObject({ epoch: before.epoch, lastSeq: before.lastSeq });
  });

  it('finds the bot and a new segment when writing again', async () => {
    await shop.waits();
    await shop.desk.claim(shop.id, CHEN);
    await shop.customer.end(shop.id);
    await shop.writes('又来了');
    expect(await shop.conversation()).toMatchObject({ state: 'bot', segment: 2, agentId: undefined, agentName: undefined, closedBy: undefined });
  });
});

describe('a rating', () => {
  const rateClosed = async (score: number, comment?: string): Promise<void> => {
    await shop.writes('谢谢');
    await shop.customer.end(shop.id);
    await shop.customer.rate(shop.id, score, comment);
  };

  it.each([1, 3, 5])('of %i is kept with its words', async (score) => {
    await rateClosed(score, '  很快\0，谢谢 ');
    expect(await shop.conversation()).toMatchObject({ rating: score, ratingComment: '很快，谢谢', state: 'closed' });
  });

  it('may come without words, and a later one replaces the earlier', async () => {
    await rateClosed(2, '等太久');
    await shop.customer.rate(shop.id, 4, '   ');
    expect(await shop.conversation()).toMatchObject({ rating: 4, ratingComment: undefined });
  });

  it('keeps at most a thousand characters of its words', async () => {
    await rateClosed(5, '好'.repeat(5_000));
    expect((await shop.conversation()).ratingComment).toHaveLength(1_000);
  });

  it.each([0, 6, 4.5, -1, Number.NaN])('of %d is refused', async (score) => {
    await shop.writes('谢谢');
    await shop.customer.end(shop.id);
    await expect(shop.customer.rate(shop.id, score, undefined)).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('from 1 to 5') });
    expect((await shop.conversation()).rating).toBeUndefined();
  });

  it('comes when it has ended, and not before', async () => {
    await shop.writes('你好');
    await expect(shop.customer.rate(shop.id, 5, undefined)).rejects.toMatchObject({ code: 'not_allowed_now', message: expect.stringContaining('when it has ended') });
    await shop.waits();
    await expect(shop.customer.rate(shop.id, 5, undefined)).rejects.toMatchObject({ code: 'not_allowed_now' });
  });
});

describe('a conversation that is not there', () => {
  it('cannot be ended or rated', async () => {
    await expect(shop.customer.end('nobody')).rejects.toMatchObject({ code: 'not_found' });
    await expect(shop.customer.rate('nobody', 5, undefined)).rejects.toMatchObject({ code: 'not_found' });
  });
});
