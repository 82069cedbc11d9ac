import { describe, expect, it } from 'vitest';
import { staffPlanSchema } from '#core/routing/staff-plan.ts';
import { type CareStoreUnderTest, CHEN, DAY, HOUR, LEAD, useCareShop } from './care-setting.ts';

const ZHOU = { id: 'zhou', name: '周末' };
const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Whose a call after a bad answer is, by who is on shift before it is due, over every store. */
export function describeCallShifts(under: CareStoreUnderTest): void {
  describe(`${under.name} gives calls after bad answers to whoever is there`, () => {
    const setting = useCareShop(under);
    /** 陈晨 works so each day; everybody else whenever a team does. */
    const chenWorks = (from: string, to: string): void => {
      setting.plan = staffPlanSchema.parse({ staff: [{ name: CHEN.name, works: { days: EVERY_DAY, hours: [{ from, to }] } }] });
    };
    const calls = () => setting.shop.desk.followUps.list(LEAD, 'open', 50);
    const ratedBadly = async (): Promise<string> => {
      const { shop } = setting;
      const { id } = await shop.says('我要投诉');
      await shop.serves(id, CHEN);
      await shop.rates(id, 1);
      return id;
    };

    it('to whoever served where they are on shift before it is due', async () => {
      chenWorks('15:00', '20:00');
      await ratedBadly();
      expect(await calls()).toMatchObject([{ owner: CHEN, team: 'complaints' }]);
    });

    it('to the team where whoever served does not come back in time, and anybody of it may take it', async () => {
      chenWorks('08:00', '12:00');
      await ratedBadly();
      const [call] = await calls();
      expect(call).toMatchObject({ team: 'complaints', forLeads: false });
      expect(call?.owner).toBeUndefined();
      await setting.shop.desk.followUps.take(call?.id ?? '', ZHOU);
      expect(await calls()).toMatchObject([{ owner: ZHOU }]);
    });

    it('the same after a bad answer to a visit', async () => {
      const { shop } = setting;
      const { id } = await shop.says('我要投诉');
      await shop.serves(id, CHEN);
      await shop.rates(id, 4);
      await shop.passes(4 * DAY);
      chenWorks('06:00', '07:00');
      for (const words of ['还没有', '2分', '希望有人给我打电话']) await shop.says(words);
      const [call] = await calls();
      expect(call).toMatchObject({ cause: { kind: 'visit' } });
      expect(call?.owner).toBeUndefined();
    });

    it('from somebody who has gone to a colleague who takes it over, and from nobody else', async () => {
      chenWorks('09:00', '13:00');
      await ratedBadly();
      const id = (await calls())[0]?.id ?? '';
      const { followUps, view } = setting.shop.desk;
      await expect(followUps.take(id, ZHOU)).rejects.toMatchObject({ code: 'forbidden' });
      expect(await view(await calls())).toMatchObject([{ owner: CHEN, isOwnerGone: false }]);
      await setting.shop.passes(2 * HOUR);
      expect(await view(await calls())).toMatchObject([{ owner: CHEN, isOwnerGone: true }]);
      await expect(followUps.finish(id, ZHOU, '已致歉')).rejects.toMatchObject({ code: 'forbidden' });
      await followUps.take(id, ZHOU);
      expect(await calls()).toMatchObject([{ owner: ZHOU }]);
      await followUps.finish(id, ZHOU, '已致歉');
      expect(await calls()).toEqual([]);
    });

    it('leaves it with somebody who does overtime, or has a shift again before it is due', async () => {
      chenWorks('09:00', '13:00');
      await ratedBadly();
      const id = (await calls())[0]?.id ?? '';
      await setting.shop.passes(2 * HOUR);
      setting.there = new Map([[CHEN.id, { presence: 'available', assign: 'auto' }]]);
      await expect(setting.shop.desk.followUps.take(id, ZHOU)).rejects.toMatchObject({ code: 'forbidden' });
      setting.there = new Map([[CHEN.id, { presence: 'off_shift', because: 'off_shift', assign: 'auto' }]]);
      setting.plan = staffPlanSchema.parse({ staff: [{ name: CHEN.name, works: { days: EVERY_DAY, hours: [{ from: '09:00', to: '13:00' }, { from: '15:00', to: '17:00' }] } }] });
      await expect(setting.shop.desk.followUps.take(id, ZHOU)).rejects.toMatchObject({ code: 'forbidden' });
    });

    it('is of the team for the next try where whoever tried is gone by then', async () => {
      chenWorks('09:00', '14:00');
      await ratedBadly();
      const id = (await calls())[0]?.id ?? '';
      expect(await setting.shop.desk.followUps.notReached(id, CHEN, '没接')).toBe(false);
      const [call] = await calls();
      expect(call).toMatchObject({ tries: 1, note: '没接' });
      expect(call?.owner).toBeUndefined();
    });
  });
}
