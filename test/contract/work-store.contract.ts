import { beforeEach, describe, expect, it } from 'vitest';
import { createDeskCommands } from '#core/desk-commands.ts';
import type { Agent, DeskSink } from '#core/ports/desk.ts';
import { LIMIT_TIMERS } from '#core/time-limits/limit-timers.ts';
import { type CareStoreUnderTest, CHEN, HOUR, LEAD, useCareShop } from './care-setting.ts';

const MINUTE = 60_000;
const ZHOU = { id: 'zhou', name: '周末' };

/** What every store keeps of the work of people, driven through the desk. */
export function describeWorkStore(under: CareStoreUnderTest): void {
  describe(`${under.name} keeps what each person and team has done`, () => {
    const setting = useCareShop(under);
    let desk: DeskSink;
    beforeEach(() => {
      desk = createDeskCommands(setting.opened.store, { now: () => setting.shop.now(), after: () => () => undefined }, { policy: () => setting.policy, staff: () => Promise.resolve([]), article: () => Promise.resolve(undefined) });
    });
    const calls = async (address: string, words = '我要投诉'): Promise<string> => (await setting.shop.says(words, { address })).id;
    const answers = async (id: string, agent: Agent, after: number): Promise<void> => {
      setting.shop.sleeps(after);
      await desk.reply(id, agent, '我来处理', crypto.randomUUID());
    };
    /** Limits that are due by now are broken. */
    const breaksLimits = async (): Promise<void> => {
      const { timers } = setting.opened;
      for (;;) {
        const due = await timers.takeDue(Object.keys(LIMIT_TIMERS), setting.shop.now(), 10_000, 50);
        if (due.length === 0) return;
        for (const timer of due) await timers.fire(timer, (conversation, handover) => LIMIT_TIMERS[timer.kind]?.(timer, conversation, handover, setting.shop.now()), setting.shop.now());
      }
    };
    const report = () => setting.shop.desk.performance(7);
    const of = async (agent: Agent) => (await report()).byAgent.find(({ id }) => id === agent.id);

    it('nothing at first', async () => {
      await setting.shop.says('退款多久到账');
      expect(await report()).toEqual({ days: 7, byAgent: [], byTeam: [] });
    });

    it('how many they took, how long their first words took, and how customers rated it', async () => {
      for (const [address, after] of [['a', 1], ['b', 3], ['c', 8]] as const) {
        const id = await calls(address);
        setting.shop.sleeps(MINUTE);
        await desk.claim(id, CHEN);
        await answers(id, CHEN, after * MINUTE);
        await answers(id, CHEN, MINUTE);
        await desk.close(id, CHEN, 'resolved');
        await setting.shop.rates(id, address === 'a' ? 5 : 2);
      }
      const { byAgent, byTeam } = await report();
      expect(byAgent).toEqual([{ id: 'chen', name: '陈晨', taken: 3, passedOn: 0, firstReplyMs: 3 * MINUTE, firstReplies: 3, firstRepliesKept: 1, solutions: 3, solutionsKept: 1, ratings: 3, csat: 1 / 3, mean: 3 }]);
      // A team's customers wait from the handover on.
      expect(byTeam).toMatchObject([{ id: 'complaints', name: setting.policy.teams['complaints']?.name, taken: 3, passedOn: 0, firstReplyMs: 4 * MINUTE, firstReplies: 3, firstRepliesKept: 1, ratings: 3, csat: 1 / 3 }]);
    });

    it('the middle of two first replies between both', async () => {
      for (const [address, after] of [['a', 2], ['b', 5]] as const) {
        const id = await calls(address);
        await desk.claim(id, CHEN);
        await answers(id, CHEN, after * MINUTE);
      }
      expect(await of(CHEN)).toMatchObject({ taken: 2, firstReplyMs: 3.5 * MINUTE });
    });

    it('limits that were broken, of whoever owed the words or the solution', async () => {
      const slow = await calls('slow');
      await desk.claim(slow, CHEN);
      setting.shop.sleeps(4 * HOUR);
      await breaksLimits();
      await desk.reply(slow, CHEN, '抱歉久等', crypto.randomUUID());
      await desk.close(slow, CHEN, 'resolved');
      const fast = await calls('fast');
      await desk.claim(fast, CHEN);
      await answers(fast, CHEN, MINUTE);
      await desk.close(fast, CHEN, 'resolved');
      expect(await of(CHEN)).toMatchObject({ taken: 2, firstReplies: 2, firstRepliesKept: 0.5, solutions: 2, solutionsKept: 0.5 });
      expect((await report()).byTeam).toMatchObject([{ id: 'complaints', firstReplies: 2, firstRepliesKept: 0.5 }]);
    });

    it('limits that a team broke though nobody ever took the conversation', async () => {
      await calls('left');
      setting.shop.sleeps(4 * HOUR);
      await breaksLimits();
      const { byAgent, byTeam } = await report();
      expect(byAgent).toEqual([]);
      expect(byTeam).toMatchObject([{ id: 'complaints', taken: 0, firstReplies: 1, firstRepliesKept: 0 }]);
    });

    it('what was passed on, and the first reply and the solution of whoever gave them', async () => {
      const id = await calls('a');
      await desk.claim(id, CHEN);
      await answers(id, CHEN, MINUTE);
      await desk.release(id, CHEN);
      setting.shop.sleeps(MINUTE);
      await desk.claim(id, ZHOU);
      await answers(id, ZHOU, MINUTE);
      await desk.takeOver(id, LEAD);
      await desk.close(id, LEAD, 'resolved');
      expect(await of(CHEN)).toMatchObject({ taken: 1, passedOn: 1, firstReplies: 1, firstRepliesKept: 1, solutions: 0 });
      expect(await of(ZHOU)).toMatchObject({ taken: 1, passedOn: 1, firstReplyMs: MINUTE, firstReplies: 0, solutions: 0 });
      expect(await of(LEAD)).toMatchObject({ taken: 1, passedOn: 0, firstReplies: 0, solutions: 1, solutionsKept: 1 });
      expect((await report()).byTeam).toMatchObject([{ taken: 1, passedOn: 2, solutions: 1 }]);
    });

    it('a customer who was called as agreed, as answered by whoever called', async () => {
      const id = await calls('a');
      const { shop, opened } = setting;
      const callback = { way: 'phone', contact: '13800138000', from: shop.now(), until: shop.now() + HOUR, isTimed: true, askedAt: shop.now(), consentAt: shop.now(), tries: [] } as const;
      await opened.store.update(id, () => ({ touchHandover: { callback } }), shop.now());
      shop.sleeps(MINUTE);
      await desk.callbackDone(id, CHEN);
      expect(await of(CHEN)).toMatchObject({ taken: 1, firstReplies: 1, firstRepliesKept: 1 });
      // How long the call took to come is no time to the first words.
      expect(await of(CHEN)).not.toHaveProperty('firstReplyMs');
    });

    it('one conversation that somebody took twice once, and what was handed back as done', async () => {
      const id = await calls('a');
      await desk.claim(id, CHEN);
      await desk.release(id, CHEN);
      await desk.claim(id, CHEN);
      await answers(id, CHEN, MINUTE);
      await desk.handBack(id, CHEN, {});
      expect(await of(CHEN)).toMatchObject({ taken: 1, passedOn: 1, solutions: 1 });
    });
  });
}
