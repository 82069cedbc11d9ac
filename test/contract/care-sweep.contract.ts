import { describe, expect, it } from 'vitest';
import { type CareStoreUnderTest, CHEN, DAY, HOUR, recordOf, useCareShop } from './care-setting.ts';

/** What the calendar and orders make due, found and sent over every store. */
export function describeCareSweep(under: CareStoreUnderTest): void {
  describe(`${under.name} finds who is to be visited and cared for`, () => {
    const setting = useCareShop(under);
    const shipped = { number: '20261120-0001', product: '冰箱', status: 'shipped', date: '2026-11-22' } as const;
    const agrees = (customerId: string, words = '同意接收'): Promise<unknown> => setting.shop.says(words, { address: customerId, customerId });
    const heard = async (address: string, words: string): Promise<number> => (await setting.shop.heard(setting.opened.store.idOf('web', address))).filter((text) => text.includes(words)).length;

    it('asks known customers once for consent, keeps it with time and wording, and stops at a word', async () => {
      const { shop, opened } = setting;
      setting.rule({ visits: [] });
      setting.directory = (id) => recordOf(id, { orders: [shipped] });
      const { id } = await shop.says('退款多久到账', { customerId: 'c-1' });
      await shop.ends(id);
      await shop.rates(id, 5);
      expect((await shop.heard(id)).at(-1)).toContain('要不要给您发');
      expect(await opened.care.consents('c-1')).toEqual([]);
      expect(await shop.says('同意接收', { customerId: 'c-1' })).toMatchObject({ state: 'closed' });
      expect(await opened.care.consents('c-1')).toMatchObject([{ scope: 'care', isGiven: true, at: shop.now(), wording: expect.stringContaining('使用提醒') }]);
      await shop.passes(2 * HOUR);
      expect([await shop.sweeps(), await shop.sweeps()]).toEqual([1, 0]);
      await shop.passes(HOUR);
      expect((await shop.heard(id)).filter((text) => text.includes('已经在路上'))).toHaveLength(1);
      expect(await shop.sweeps()).toBe(1);
      await shop.passes(DAY);
      expect((await shop.heard(id)).filter((text) => text.includes('已经在路上'))).toHaveLength(1);
      await shop.says('stop messages', { customerId: 'c-1' });
      expect(await opened.care.consents('c-1')).toMatchObject([{ isGiven: false, wording: 'stop messages' }, { isGiven: true }]);
      expect(await shop.sweeps()).toBe(0);
    });

    it('visits VIPs each quarter, each once, whatever their conversations', async () => {
      const { shop } = setting;
      setting.directory = (id) => recordOf(id, { tier: 'vip' });
      for (const [address, customerId] of [['one', 'c-vip'], ['two', 'c-vip'], ['three', 'c-vip-2']] as const) await shop.serves((await shop.says('你好', { address, customerId })).id, CHEN);
      expect([await shop.sweeps(), await shop.sweeps()]).toEqual([2, 0]);
      await shop.passes(3 * HOUR);
      const asked = await Promise.all(['one', 'two', 'three'].map((address) => heard(address, '您这个季度')));
      expect(asked.reduce((sum, count) => sum + count, 0)).toBe(2);
      expect(await shop.sweeps()).toBe(0);
    });

    it('reaches every VIP, also behind hundreds who want nothing', async () => {
      const { shop, opened } = setting;
      setting.directory = (id) => recordOf(id, { tier: 'vip', noCare: id !== 'c-last' });
      const known = Array.from({ length: 200 }, (_, i) => `c-${String(i).padStart(3, '0')}`);
      for (const customerId of [...known, 'c-last']) {
        const { conversation } = await opened.store.accept({ channel: 'web', address: customerId, externalId: customerId, text: '你好', language: 'zh', customerId }, shop.now());
        await opened.store.update(conversation.id, () => ({ customer: { name: '', tier: 'vip' } }), shop.now());
      }
      expect(await shop.sweeps()).toBe(201);
    });

    it('holds a care message back while the directory is down, and drops it for who opted out there', async () => {
      const { shop, opened } = setting;
      setting.directory = (id) => recordOf(id);
      const { id } = await shop.says('我要投诉', { customerId: 'c-1' });
      await shop.serves(id, CHEN);
      setting.directory = () => 'down';
      const before = await shop.heard(id);
      await shop.passes(4 * DAY);
      expect(await shop.heard(id)).toEqual(before);
      setting.directory = (who) => recordOf(who, { noCare: true });
      await shop.passes(2 * DAY);
      expect(await shop.heard(id)).toEqual(before);
      expect(await opened.timers.nextDue(['care-visit'])).toBeUndefined();
    });

    it('reaches everybody else where the directory cannot be asked about one, and that one when it can', async () => {
      const { shop } = setting;
      const fine = (id: string) => recordOf(id, { orders: [{ ...shipped, number: `20261120-${id}` }] });
      setting.directory = fine;
      for (const id of ['c-1', 'c-2', 'c-3']) await agrees(id);
      setting.directory = (id) => (id === 'c-1' ? 'down' : fine(id));
      await shop.passes(2 * HOUR);
      expect(await shop.sweeps()).toBe(2);
      expect(shop.unanswered()).toEqual(['c-1']);
      await shop.passes(HOUR);
      expect(await Promise.all(['c-1', 'c-2', 'c-3'].map((address) => heard(address, '已经在路上')))).toEqual([0, 1, 1]);
      setting.directory = fine;
      await shop.sweeps();
      await shop.passes(HOUR);
      expect(await heard('c-1', '已经在路上')).toBe(1);
    });

    const notes = async (address: string): Promise<readonly unknown[]> =>
      (await setting.opened.store.transcript(setting.opened.store.idOf('web', address), 500)).flatMap(({ message: { extras, visibility } }) => (extras.notice?.kind === 'not_sent' ? [{ ...extras.notice, visibility }] : []));

    it('wishes a happy birthday on that day, and once it is over tells staff that nothing was sent', async () => {
      const { shop } = setting;
      setting.directory = (id) => recordOf(id, { birthday: '1990-11-23' });
      await agrees('c-free', '同意生日祝福');
      await agrees('c-busy', '同意生日祝福');
      await shop.says('我要投诉', { address: 'c-busy', customerId: 'c-busy' });
      expect(await shop.sweeps()).toBe(2);
      await shop.passes(2 * HOUR);
      expect(await heard('c-free', '今天是您的生日')).toBe(1);
      await shop.serves(setting.opened.store.idOf('web', 'c-busy'), CHEN);
      await shop.passes(DAY);
      await shop.sweeps();
      await shop.passes(14 * DAY);
      expect(await heard('c-busy', '今天是您的生日')).toBe(0);
      expect(await notes('c-busy')).toEqual([{ kind: 'not_sent', name: { zh: '生日祝福', en: 'Birthday' }, why: 'too-late', visibility: 'staff' }]);
      expect(await notes('c-free')).toEqual([]);
    });

    it('says that an order is on its way only until it has arrived, and notes that it said nothing', async () => {
      const { shop } = setting;
      setting.directory = (id) => recordOf(id, { orders: [shipped] });
      await agrees('c-1');
      await shop.says('我要投诉', { address: 'c-1', customerId: 'c-1' });
      expect(await shop.sweeps()).toBe(1);
      await shop.passes(2 * HOUR);
      await shop.serves(setting.opened.store.idOf('web', 'c-1'), CHEN);
      setting.directory = (id) => recordOf(id, { orders: [{ ...shipped, status: 'delivered' }] });
      await shop.passes(2 * DAY);
      expect(await heard('c-1', '已经在路上')).toBe(0);
      expect(await notes('c-1')).toMatchObject([{ name: { zh: '发货关怀' }, why: 'order-moved-on' }]);
    });

    it('sends nothing after the time for which it is true, however long that was not possible', async () => {
      const { shop } = setting;
      setting.directory = (id) => recordOf(id, { orders: [shipped] });
      await agrees('c-1');
      await shop.says('我要投诉', { address: 'c-1', customerId: 'c-1' });
      await shop.sweeps();
      await shop.passes(6 * DAY);
      await shop.serves(setting.opened.store.idOf('web', 'c-1'), CHEN);
      await shop.passes(2 * DAY);
      expect(await heard('c-1', '已经在路上')).toBe(0);
      expect(await notes('c-1')).toMatchObject([{ why: 'too-late' }]);
      // It is none of today's any more.
      expect(await shop.sweeps()).toBe(0);
    });

    it('sets nothing that needs the directory while it is down for all, and still visits who is due by the calendar', async () => {
      const { shop } = setting;
      setting.directory = (id) => recordOf(id, { tier: id === 'c-vip' ? 'vip' : 'regular', orders: [shipped] });
      await agrees('c-vip');
      await agrees('c-2');
      await shop.serves((await shop.says('你好', { address: 'c-vip', customerId: 'c-vip' })).id, CHEN);
      setting.directory = () => 'down';
      expect(await shop.sweeps()).toBe(1);
      expect(shop.unanswered()).toEqual(['c-2', 'c-vip']);
    });
  });
}
