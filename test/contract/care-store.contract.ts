import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CareDesk, createCareDesk } from '#core/care/care-desk.ts';
import type { Policy } from '#core/policy.ts';
import type { CareStore } from '#core/ports/care-store.ts';
import type { CustomerRecord } from '#core/ports/customer-directory.ts';
import { type CareOpened, carePolicy, type CareShop, EVERYBODY_THERE, openCareShop } from '../core/care/care-shop.ts';
import { type CareStoreUnderTest, CHEN, DAY, HOUR, LEAD, NOON, recordOf } from './care-setting.ts';

/** What every store keeps of care, driven through the core as it serves. */
export function describeCareStore({ name, createPlace, open }: CareStoreUnderTest): void {
  describe(`${name} keeps what comes after conversations`, () => {
    let place: string;
    let policy: Policy;
    let opened: CareOpened;
    let shop: CareShop;
    let directory: (id: string) => CustomerRecord | 'down' | undefined;
    beforeEach(async () => {
      place = await createPlace();
      // Complaints that are cases stay open until the case is closed.
      policy = { ...(await carePolicy()), cases: undefined };
      directory = () => undefined;
      opened = await open(place, () => policy);
      shop = await openCareShop(opened, () => policy, NOON, (id) => directory(id));
    });
    afterEach(() => opened.store.close());

    const rules = () => {
      if (!policy.care) throw new Error('there are no rules');
      return policy.care;
    };
    /** Rules without the share of recommendations, which fall by chance. */
    const npsShare = (share: number): void => {
      const { survey, ...care } = rules();
      policy = { ...policy, care: { ...care, survey: { ...survey, nps: { share, everyDays: 90, after: 4 * HOUR } } } };
    };
    const complains = async (from: { readonly address?: string; readonly customerId?: string } = {}): Promise<string> => {
      const { id } = await shop.says('我要投诉', from);
      await shop.serves(id, CHEN);
      return id;
    };
    const toCall = () => shop.desk.followUps.list(LEAD, 'open', 50);
    /** The desk of people who act at once: nobody goes on before all of them have read. */
    const readingTogether = (people: number): CareDesk => {
      const all = Promise.withResolvers<void>();
      let read = 0;
      const followUp: CareStore['followUp'] = async (id) => {
        const found = await opened.care.followUp(id);
        read += 1;
        if (read === people) all.resolve();
        await all.promise;
        return found;
      };
      return createCareDesk({ store: opened.store, work: opened.work, care: { ...opened.care, followUp }, clock: { now: () => shop.now(), after: () => () => undefined }, policy: () => policy, ...EVERYBODY_THERE });
    };

    it('asks after each conversation, and reminds whoever did not rate once, by day', async () => {
      npsShare(0);
      policy = { ...policy, care: { ...rules(), visits: [] } };
      const { id } = await shop.says('退款多久到账');
      await shop.ends(id);
      const before = await shop.heard(id);
      await shop.passes(20 * HOUR);
      expect(await shop.heard(id)).toEqual(before);
      await shop.passes(3 * HOUR);
      expect((await shop.heard(id)).slice(before.length)).toEqual([expect.stringContaining('上次的服务您还满意吗')]);
      await shop.passes(60 * DAY);
      expect(await shop.heard(id)).toHaveLength(before.length + 1);
      expect(await shop.desk.reports.figures(90)).toMatchObject({ asked: 1, answered: 0, answerShare: 0 });
    });

    it('does not remind who has rated, who came back, or who wants no messages', async () => {
      npsShare(0);
      const ids: string[] = [];
      for (const address of ['rated', 'back', 'stopped']) {
        const { id } = await shop.says('退款多久到账', { address });
        await shop.ends(id);
        ids.push(id);
      }
      const [rated = '', , stopped = ''] = ids;
      await shop.rates(rated, 4);
      await shop.says('还有一个问题：门店几点开门', { address: 'back' });
      await shop.says('退订', { address: 'stopped' });
      const before = await Promise.all(ids.map((id) => shop.heard(id)));
      await shop.passes(30 * DAY);
      expect(await Promise.all(ids.map((id) => shop.heard(id)))).toEqual(before);
      expect((await shop.heard(stopped)).at(-1)).toContain('已经为您退订');
      expect(await opened.store.conversation(stopped)).toMatchObject({ state: 'closed', segment: 2 });
    });

    it('opens a follow-up the same day for whoever served, once, tells the customer, and says when it is late', async () => {
      const id = await complains();
      await shop.rates(id, 1, '一直没解决');
      await shop.rates(id, 2);
      const [only, ...more] = await toCall();
      expect(more).toEqual([]);
      expect(only).toMatchObject({ conversationId: id, owner: CHEN, team: 'complaints', forLeads: false, cause: { kind: 'rating', score: 1, comment: '一直没解决' }, dueAt: NOON + 1_000 + 4 * HOUR, tries: 0 });
      expect((await shop.heard(id)).at(-1)).toContain('同事会在今天 16:00');
      await shop.passes(5 * HOUR);
      expect(await toCall()).toMatchObject([{ lateAt: NOON + 1_000 + 4 * HOUR }]);
      await shop.desk.followUps.finish(only?.id ?? '', CHEN, '已道歉，补发配件');
      expect(await toCall()).toEqual([]);
      expect(await shop.desk.followUps.list(CHEN, 'done', 5)).toMatchObject([{ done: { outcome: 'done', by: '陈晨', result: '已道歉，补发配件' } }]);
      await expect(shop.desk.followUps.finish(only?.id ?? '', CHEN, '再来')).rejects.toMatchObject({ code: 'conflict' });
    });

    it('is never due on the next day while somebody is still there', async () => {
      await shop.passes(7 * HOUR);
      const { id } = await shop.says('退款多久到账');
      await shop.ends(id);
      await shop.rates(id, 2);
      // Customer service is there until nine; the bot served, so it is the team's.
      const [found] = await toCall();
      expect(found).toMatchObject({ team: 'service', dueAt: NOON + 9 * HOUR });
      expect(found?.owner).toBeUndefined();
    });

    it('goes to the leads where the person who served is the cause, and to nobody else', async () => {
      const id = await complains();
      await shop.rates(id, 1, undefined, ['manner', 'nonsense']);
      expect(await shop.desk.followUps.list(CHEN, 'open', 5)).toEqual([]);
      const [found] = await toCall();
      expect(found).toMatchObject({ forLeads: true, cause: { reasons: ['manner'] } });
      await expect(shop.desk.followUps.take(found?.id ?? '', CHEN)).rejects.toMatchObject({ code: 'forbidden' });
      await shop.desk.followUps.take(found?.id ?? '', LEAD);
      expect(await toCall()).toMatchObject([{ owner: { id: 'lin' } }]);
    });

    it('tries a customer who is not reached again, and ends after the last try', async () => {
      const id = await complains();
      await shop.rates(id, 1);
      const followUp = (await toCall())[0]?.id ?? '';
      expect(await shop.desk.followUps.notReached(followUp, CHEN, '没接')).toBe(false);
      expect(await toCall()).toMatchObject([{ tries: 1, note: '没接', dueAt: expect.any(Number) }]);
      expect(await shop.desk.followUps.notReached(followUp, CHEN, '')).toBe(false);
      const before = await shop.heard(id);
      expect(await shop.desk.followUps.notReached(followUp, CHEN, '关机')).toBe(true);
      expect(await toCall()).toEqual([]);
      expect(await shop.desk.followUps.list(CHEN, 'done', 5)).toMatchObject([{ done: { outcome: 'not_reached' } }]);
      // Who was told that somebody would call hears that it was in vain, and how to go on.
      expect((await shop.heard(id)).slice(before.length)).toEqual([expect.stringMatching(/没能联系上.*转人工/)]);
    });

    it('takes a step on a follow-up once under its id, however often it comes', async () => {
      const id = await complains();
      await shop.rates(id, 1);
      const followUp = (await toCall())[0]?.id ?? '';
      for (let again = 0; again < 3; again += 1) expect(await shop.desk.followUps.notReached(followUp, CHEN, '没接', 'step-0001')).toBe(false);
      expect(await toCall()).toMatchObject([{ tries: 1 }]);
      await expect(shop.desk.followUps.notReached(followUp, CHEN, '关机', 'step-0001')).rejects.toMatchObject({ code: 'conflict' });
      for (let again = 0; again < 2; again += 1) await shop.desk.followUps.finish(followUp, CHEN, '已道歉', 'step-0002');
      await expect(shop.desk.followUps.finish(followUp, CHEN, '已道歉', 'step-0003')).rejects.toMatchObject({ code: 'conflict' });
      expect(await shop.desk.followUps.list(CHEN, 'done', 5)).toMatchObject([{ tries: 1, done: { result: '已道歉' } }]);
    });

    it('lets only one of two colleagues who act at once on a follow-up take effect, and shows agents theirs beside those of leads', async () => {
      const id = await complains();
      await shop.rates(id, 1);
      const { id: call = '' } = (await toCall())[0] ?? {};
      const { followUps } = readingTogether(2);
      const tries = await Promise.allSettled([followUps.notReached(call, CHEN, '没接'), followUps.notReached(call, LEAD, '关机')]);
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
      expect(await toCall()).toMatchObject([{ tries: 1 }]);
      const other = await complains({ address: 'v-2' });
      await shop.rates(other, 1, '', ['manner']);
      // The list is filled with what the reader may see.
      expect(await shop.desk.followUps.list(CHEN, 'open', 1)).toMatchObject([{ id: call }]);
      expect(await toCall()).toHaveLength(2);
    });

    it('gives the calls of whoever leaves the staff back to the team', async () => {
      const leaving = await opened.access.addStaff('周末', 'agent', NOON);
      const { id } = await shop.says('我要投诉');
      await shop.serves(id, leaving);
      await shop.rates(id, 1);
      expect(await toCall()).toMatchObject([{ owner: { name: '周末' } }]);
      await opened.store.removeStaff(leaving.id, () => ({}), shop.now());
      const [call] = await toCall();
      expect(call?.owner).toBeUndefined();
      await shop.desk.followUps.take(call?.id ?? '', CHEN);
      expect(await toCall()).toMatchObject([{ owner: { name: '陈晨' } }]);
    });

    it('loses no question that is written beside an answer to care', async () => {
      npsShare(0);
      const id = await complains({ customerId: 'c-1' });
      const rated = await shop.says(['5分', '我要投诉']);
      expect(rated).toMatchObject({ state: 'waiting', rating: 5 });
      expect(await shop.desk.reports.figures(1)).toMatchObject({ answered: 1 });
      await shop.serves(id, CHEN);
      const stopped = await shop.says(['退订', '我要投诉']);
      expect(stopped.state).toBe('waiting');
      expect((await shop.heard(id)).join('\n')).toMatch(/已经为您退订/);
      expect(await shop.desk.consents(id)).toMatchObject([{ scope: 'care', isGiven: false }]);
    });

    it('means what a customer says last, and keeps to a wish that was spoken before the customer was known', async () => {
      npsShare(0);
      policy = { ...policy, care: { ...rules(), visits: [] } };
      directory = (id) => recordOf(id);
      const { id } = await shop.says(['同意接收', '退订'], { address: 'unknown' });
      expect(await shop.desk.consents(id)).toMatchObject([{ isGiven: false }]);
      await shop.says('我要投诉', { address: 'unknown', customerId: 'c-9' });
      await shop.serves(id, CHEN);
      const before = await shop.heard(id);
      await shop.passes(4 * DAY);
      expect(await shop.heard(id)).toEqual(before);
    });

    it.each([['5分', 5, 0], ['差评', 1, 1]])('takes a rating in words: %s', async (words, score, calls) => {
      const id = await complains();
      const after = await shop.says(words);
      expect(after).toMatchObject({ state: 'closed', segment: 2, rating: score });
      expect((await shop.heard(id)).at(-1)).toMatch(calls === 0 ? /谢谢您的回复/ : /同事会在/);
      expect(await toCall()).toHaveLength(calls);
      expect(await shop.desk.reports.figures(1)).toMatchObject({ asked: 1, answered: 1, byAgent: [{ id: 'chen', asked: 1 }], bot: { asked: 0 } });
    });

    it('writes the question where the channel has no form, and hears other words as what they are', async () => {
      const { id } = await shop.says('退款多久到账', { channel: 'terminal' });
      await shop.ends(id);
      expect((await shop.heard(id)).at(-1)).toContain('请回复 1 到 5 分');
      const after = await shop.says('转人工', { channel: 'terminal' });
      expect(after).toMatchObject({ state: 'waiting', rating: undefined });
      await shop.serves(id, CHEN);
      expect(await shop.says('谢谢你', { channel: 'terminal' })).toMatchObject({ state: 'bot', rating: undefined });
      // Only the words right after the question are an answer to it.
      expect((await shop.says('5', { channel: 'terminal' })).rating).toBeUndefined();
    });

    it('asks for a recommendation at most once in 90 days, over all conversations, and calls detractors', async () => {
      npsShare(1);
      policy = { ...policy, care: { ...rules(), visits: [], limits: { perWeek: 9, perMonth: 20 } } };
      const asks = async () => (await Promise.all(['one', 'two'].map((address) => shop.heard(opened.store.idOf('web', address))))).flat().filter((text) => text.includes('推荐给朋友')).length;
      for (const address of ['one', 'two']) {
        const { id } = await shop.says('退款多久到账', { address, customerId: 'c-1' });
        await shop.ends(id);
        await shop.rates(id, 5);
      }
      await shop.passes(5 * HOUR);
      expect(await asks()).toBe(1);
      const where = (await shop.heard(opened.store.idOf('web', 'one'))).some((text) => text.includes('推荐')) ? 'one' : 'two';
      expect(await shop.says('3', { address: where, customerId: 'c-1' })).toMatchObject({ state: 'closed' });
      expect(await toCall()).toMatchObject([{ cause: { kind: 'nps', score: 3 }, customerKey: 'c-1' }]);
      await shop.passes(80 * DAY);
      const { id } = await shop.says('退款多久到账', { address: 'one', customerId: 'c-1' });
      await shop.ends(id);
      await shop.passes(2 * DAY);
      expect(await asks()).toBe(1);
      expect(await shop.desk.reports.figures(120)).toMatchObject({ npsAsked: 1, npsAnswered: 1, nps: -100 });
    });

    it('visits whoever complained after three days, and has a bad answer called', async () => {
      npsShare(0);
      const id = await complains();
      await shop.rates(id, 4);
      await shop.passes(2 * DAY);
      expect((await shop.heard(id)).join()).not.toContain('问题现在解决了吗');
      await shop.passes(2 * DAY);
      expect((await shop.heard(id)).at(-1)).toContain('问题现在解决了吗');
      await shop.says('还没有');
      expect((await shop.heard(id)).at(-1)).toContain('处理结果您满意吗');
      await shop.says('2分');
      expect(await shop.says('希望有人给我打电话')).toMatchObject({ state: 'closed' });
      expect((await shop.heard(id)).at(-1)).toContain('同事会在');
      const [found] = await toCall();
      expect(found).toMatchObject({ owner: CHEN, cause: { kind: 'visit', plan: 'after-complaint', score: 2, answers: { settled: 'no', satisfied: '2', wish: '希望有人给我打电话' } } });
    });

    it('visits whoever has a case when the case is closed', async () => {
      npsShare(0);
      const { cases } = await carePolicy();
      policy = { ...policy, cases };
      const id = await complains();
      await shop.rates(id, 4);
      const before = await shop.heard(id);
      await shop.passes(6 * DAY);
      expect(await shop.heard(id)).toEqual(before);
      const by = { kind: 'staff', id: CHEN.id, name: CHEN.name, isLead: false } as const;
      await opened.store.update(id, () => ({ case: { events: [{ kind: 'decide', by, outcome: 'justified', remedy: 'other', text: '补发配件', compensation: 0 }, { kind: 'ask', by }] } }), shop.now());
      expect(await opened.store.conversation(id)).toMatchObject({ id });
      expect(await shop.says('解决了，谢谢')).toBeDefined();
      const [visit] = (await opened.timers.ofConversation(id)).filter(({ kind }) => kind === 'care-visit');
      expect(visit?.data['occasion']).toMatch(/^after-complaint:C-/);
    });

    it('ends a visit at once where the customer calls for help instead', async () => {
      npsShare(0);
      const id = await complains();
      await shop.passes(4 * DAY);
      expect(await shop.says('转人工')).toMatchObject({ state: 'waiting' });
      await shop.serves(id, CHEN);
      expect(await toCall()).toEqual([]);
    });

    it('sends nothing unasked while a matter of the customer is open anywhere', async () => {
      npsShare(0);
      directory = (id) => recordOf(id);
      const id = await complains({ address: 'one', customerId: 'c-1' });
      await shop.rates(id, 4);
      await shop.says('我要投诉', { address: 'two', customerId: 'c-1' });
      const before = await shop.heard(id);
      await shop.passes(5 * DAY);
      expect(await shop.heard(id)).toEqual(before);
      await shop.serves(opened.store.idOf('web', 'two'), CHEN);
      await shop.rates(opened.store.idOf('web', 'two'), 4);
      await shop.passes(2 * DAY);
      expect((await shop.heard(id)).at(-1)).toContain('问题现在解决了吗');
    });

    it('sends a timer of care once however many processes fire it, also after a sleep', async () => {
      npsShare(0);
      const id = await complains();
      await shop.rates(id, 5);
      const other = await open(place, () => policy);
      const second = await openCareShop(other, () => policy, NOON, (who) => directory(who));
      shop.sleeps(4 * DAY);
      second.sleeps(4 * DAY);
      await Promise.all([shop.passes(HOUR), second.passes(HOUR)]);
      expect((await shop.heard(id)).filter((text) => text.includes('问题现在解决了吗'))).toHaveLength(1);
      await other.store.close();
    });

    it('finds a VIP who has been silent for long behind however many others came since', async () => {
      npsShare(0);
      policy = { ...policy, care: { ...rules(), visits: [] } };
      directory = (id) => recordOf(id, { tier: id === 'c-vip' ? 'vip' : 'regular' });
      for (let visit = 0; visit < 2; visit += 1) await shop.serves((await shop.says('你好', { address: 'vip', customerId: 'c-vip' })).id, CHEN);
      await shop.passes(40 * DAY);
      for (const address of ['one', 'two', 'three']) await shop.says('你好', { address, customerId: address });
      const facts = await opened.care.churn(shop.now() - 100 * DAY, shop.now(), 1, ['vip', 'key']);
      expect(facts).toMatchObject([{ customerId: 'c-vip', contacts: 2 }]);
      expect((await shop.desk.reports.churn({ limit: 10, months: 1 })).risks).toMatchObject([{ customerId: 'c-vip', isLost: true, because: [{ signal: 'silent' }] }]);
    });

    it('counts that a customer says they leave also where they were handed over for something else', async () => {
      npsShare(0);
      policy = { ...policy, care: { ...rules(), visits: [] } };
      directory = (id) => recordOf(id);
      const words = async (address: string, text: string): Promise<string> => {
        const { id } = await shop.says(text, { address, customerId: address });
        await shop.serves(id, CHEN);
        await shop.rates(id, 5);
        return id;
      };
      await words('c-asks', '转人工，我要换别家了');
      await words('c-complains', '我要投诉，以后换别家');
      await words('c-stays', '我要投诉');
      const facts = await opened.care.churn(shop.now() - 30 * DAY, shop.now(), 100, []);
      expect(new Map(facts.map(({ customerId, leavingWords }) => [customerId, leavingWords]))).toEqual(new Map([['c-asks', 1], ['c-complains', 1]]));
      const { risks } = await shop.desk.reports.churn({ limit: 10, months: 1 });
      expect(new Map(risks.map(({ customerId, because }) => [customerId, because.map(({ signal }) => signal)]))).toEqual(new Map([['c-asks', ['leaving-words']], ['c-complains', ['leaving-words']]]));
      // What was said longer ago than is looked back on counts no more.
      await shop.passes(40 * DAY);
      await shop.says('退款多久到账', { address: 'c-asks', customerId: 'c-asks' });
      expect(await opened.care.churn(shop.now() - 30 * DAY, shop.now(), 100, [])).toEqual([]);
    });

    it('lists customers who may be leaving with reasons, and tells the rate of each month', async () => {
      npsShare(0);
      policy = { ...policy, care: { ...rules(), visits: [] } };
      directory = (id) => recordOf(id, { tier: id === 'c-vip' ? 'vip' : 'regular' });
      const bad = await shop.says('我要投诉', { address: 'bad', customerId: 'c-vip' });
      await shop.serves(bad.id, CHEN);
      await shop.rates(bad.id, 1);
      const { id: fine } = await shop.says('你好', { address: 'fine', customerId: 'c-2' });
      const { id: open } = await shop.says('我要投诉', { address: 'open', customerId: 'c-3' });
      await shop.says('你好', { address: 'once' });
      await shop.passes(2 * DAY);
      const { risks, count, months } = await shop.desk.reports.churn({ limit: 10, months: 2 });
      expect(count).toBe(2);
      expect(risks.map(({ conversationId, tier, isLost, because }) => [conversationId, tier, isLost, because.map(({ signal }) => signal)])).toEqual([
        [bad.id, 'vip', false, ['rated-badly']],
        [open, 'regular', false, ['complaint-unsolved']],
      ]);
      expect(months).toMatchObject([{ month: '2026-10', newlyActive: 0 }, { month: '2026-11', newlyActive: 4, lost: 0, rate: 0, isOpen: true }]);
      await shop.passes(40 * DAY);
      await shop.says('你好', { address: 'fine', customerId: 'c-2' });
      expect((await shop.desk.reports.churn({ limit: 10, months: 2 })).months[0]).toMatchObject({ month: '2026-12', newlyActive: 0 });
      expect((await shop.desk.reports.churn({ limit: 10, months: 3 })).months[0]).toMatchObject({ month: '2026-11', newlyActive: 4, lost: 3, returned: 1, rate: 0.75, winBack: 0.25, isOpen: false });
      expect(fine).not.toBe(open);
    });
  });
}
