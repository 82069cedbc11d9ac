import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CASE_TIMERS } from '#core/cases/case-timers.ts';
import { createCaseDesk } from '#core/cases/commands.ts';
import { release } from '#core/desk/pass-on.ts';
import { claim } from '#core/desk/take.ts';
import type { Policy } from '#core/policy.ts';
import type { AccessStore } from '#core/ports/access-store.ts';
import type { Classifier } from '#core/ports/classifier.ts';
import type { CaseDesk } from '#core/ports/case-desk.ts';
import type { CaseStore } from '#core/ports/case-store.ts';
import type { Agent } from '#core/ports/desk.ts';
import type { DeskNews, Store } from '#core/ports/store.ts';
import type { TimerStore } from '#core/ports/timer-store.ts';
import { takeTurn, type TurnTools } from '#core/turn.ts';
import { CASE_POLICY, DAY, HOUR, NOON } from '../core/cases/sample-cases.ts';
import { classifier, createSmallKnowledge, INTENTS } from '../support/small-shop.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

/** An implementation of the case store beside its store, as the contract needs it; `open` twice on one place is two processes. */
export type CaseStoreUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string, policy: () => Policy) => Promise<{ store: Store; access: AccessStore; cases: CaseStore; timers: TimerStore }>;
};

type Process = { readonly store: Store; readonly access: AccessStore; readonly cases: CaseStore; readonly timers: TimerStore; readonly desk: CaseDesk };

const CHEN: Agent = { id: 's-chen', name: '陈晨', role: 'agent' };
const WU: Agent = { id: 's-wu', name: '吴迪', role: 'agent' };
const LEAD: Agent = { id: 's-lead', name: '林岚', role: 'lead' };

/** Hears orders, products and a broken parcel as well. */
const MATTERS: Classifier = {
  async understand(text, ...more) {
    const heard = await classifier.understand(text, ...more);
    const entities = [...text.matchAll(/订单 ?(\d+)/g)].map(([words, value = '']) => ({ kind: 'order' as const, value, text: words, start: 0, end: 0 }));
    const product = /洗衣机/.test(text) ? [{ kind: 'product' as const, value: 'washer-w9', text: '洗衣机', start: 0, end: 0 }] : [];
    return { ...heard, entities: [...entities, ...product], intents: /破损/.test(text) ? [{ id: 'parcel-damaged', confidence: 0.6 }] : [] };
  },
};

/** What every case store promises. */
export function describeCaseStore({ name, createPlace, open }: CaseStoreUnderTest): void {
  describe(`${name} keeps what is promised of cases`, { timeout: 60_000 }, () => {
    let place: string;
    let clock: TestClock;
    let here: Process;
    const opened: Process[] = [];
    const begin = async (): Promise<Process> => {
      const { store, access, cases, timers } = await open(place, () => CASE_POLICY);
      const desk = createCaseDesk({ store, cases, clock, policy: () => CASE_POLICY, staff: () => Promise.resolve([CHEN, WU, LEAD]), departmentsOf: ({ id }) => (id === WU.id ? ['logistics'] : []), serviceLanguage: () => undefined, productName: (id) => ({ zh: id, en: id }) });
      const process = { store, access, cases, timers, desk };
      opened.push(process);
      return process;
    };
    beforeEach(async () => {
      place = await createPlace();
      clock = createTestClock(NOON);
      here = await begin();
    });
    afterEach(async () => {
      for (const { store } of opened.splice(0)) await store.close();
    });

    let said = 0;
    /** Says something as the customer, and lets Baton take it up as it does when it serves. */
    const say = async (text: string, address = 'v-1', customerId?: string): Promise<string> => {
      said += 1;
      const accepted = await here.store.accept({ channel: 'web', address, externalId: `m-${said}`, text, language: 'zh', ...(customerId === undefined ? {} : { customerId }) }, clock.now());
      const lease = await here.store.leaseTurn(clock.now(), 10_000);
      if (!lease) throw new Error('there is no turn to take');
      const tools: TurnTools = { classifier: MATTERS, knowledge: await createSmallKnowledge(), directory: { find: () => Promise.resolve(undefined) }, policy: CASE_POLICY, intents: INTENTS, company: { zh: '小店', en: 'Small Shop' }, saysItIsAi: () => true, onDirectoryFailure: () => undefined, onModelFailure: () => undefined, safetyPhone: '400' };
      await here.store.commitTurn(lease, (await takeTurn(lease, tools, clock.now())).change, clock.now());
      return accepted.conversation.id;
    };
    const take = (id: string, agent: Agent) => here.store.update(id, (conversation, handover) => claim(conversation, handover, agent, CASE_POLICY, clock.now()), clock.now());
    /** Fires what is due until nothing is, as the worker does. */
    const ring = async (): Promise<void> => {
      const kinds = Object.keys(CASE_TIMERS);
      for (let due = await here.timers.takeDue(kinds, clock.now(), 10_000, 50); due.length > 0; due = await here.timers.takeDue(kinds, clock.now(), 10_000, 50)) {
        for (const timer of due) await here.timers.fire(timer, (conversation, handover) => CASE_TIMERS[timer.kind]?.(timer, conversation, handover, clock.now()), clock.now());
      }
    };
    const news = async (id: string): Promise<string[]> => (await here.store.transcript(id, 500)).filter(({ message }) => message.author === 'system' && message.text !== '').map(({ message }) => message.text);
    const caseOf = async (id: string) => {
      const [found] = await here.cases.list({ conversationId: id, limit: 1 });
      if (!found) throw new Error('there is no case');
      return found;
    };
    const act = async (id: string, agent: Agent, command: Parameters<CaseDesk['command']>[2]) => {
      const { id: number, version } = await caseOf(id);
      return here.desk.command(number, agent, command, version);
    };
    /** What a desk is told, all of it. */
    const newsOf = async (target: string) => {
      const told: DeskNews[] = [];
      for (let items = await here.store.takeOutbox([target], clock.now(), 10_000, 50); items.length > 0; items = await here.store.takeOutbox([target], clock.now(), 10_000, 50)) {
        for (const item of items) {
          if (item.content.kind === 'news') told.push(item.content.news);
          await here.store.settleOutbox(item, { kind: 'sent' }, clock.now());
        }
      }
      return told;
    };
    const settle = <T>(works: readonly (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]> => Promise.allSettled(works.map((work) => work()));
    const DECIDE = { kind: 'decide', outcome: 'justified', remedy: 'repair', text: '明天上门更换阀门。', compensation: 0 } as const;

    it('opens a case with the handover of a complaint, in the customer\'s words, and tells its number', async () => {
      const id = await say('洗衣机漏水，我要投诉');
      const record = await caseOf(id);
      expect(record).toMatchObject({ id: 'C-20261123-0001', state: 'open', summary: '洗衣机漏水，我要投诉', claim: 'unclear', version: 1, conversationId: id, evidence: [{ kind: 'message', value: '1' }] });
      expect(await news(id)).toEqual([expect.stringContaining('C-20261123-0001')]);
      await take(id, CHEN);
      expect((await caseOf(id)).owner).toEqual({ id: 's-chen', name: '陈晨' });
      // Whoever has the conversation later, the first stays responsible.
      await say('转人工', 'v-2');
      expect(await here.cases.list({ limit: 10 })).toHaveLength(1);
      expect(await here.cases.openCases({ conversationId: id })).toMatchObject([{ id: 'C-20261123-0001', ownerName: '陈晨', isLate: false }]);
      expect(await here.cases.ownedBy('s-chen')).toEqual([id]);
    });

    it('opens a case for whoever complains while waiting for a person already, once', async () => {
      const id = await say('转人工');
      expect(await here.cases.list({ limit: 10 })).toEqual([]);
      await say('等太久了，我要投诉');
      expect(await caseOf(id)).toMatchObject({ state: 'open', summary: '等太久了，我要投诉', evidence: [{ kind: 'message' }] });
      await say('我要投诉你们');
      expect(await caseOf(id)).toMatchObject({ state: 'open', evidence: [{ kind: 'message' }, { kind: 'message' }] });
      expect(await here.cases.list({ limit: 10 })).toHaveLength(1);
      await take(id, CHEN);
      expect((await caseOf(id)).owner).toMatchObject({ name: '陈晨' });
    });

    it('gives numbers once, also where two processes open cases at the same time', async () => {
      const there = await begin();
      const ids = await Promise.all(Array.from({ length: 12 }, async (_, i) => (await here.store.accept({ channel: 'web', address: `many-${i}`, externalId: `many-${i}`, text: '在吗', language: 'zh' }, NOON)).conversation.id));
      await settle(ids.map((id, i) => () => (i % 2 === 0 ? here : there).desk.open(id, CHEN, { summary: `第${i}件` })));
      const numbers = (await here.cases.list({ limit: 50 })).map(({ id }) => id).toSorted();
      expect(numbers).toEqual(Array.from({ length: 12 }, (_, i) => `C-20261123-${String(i + 1).padStart(4, '0')}`));
    });

    it('takes a command once, and of two on the same version only the first', async () => {
      const id = await say('我要投诉');
      const { id: number } = await caseOf(id);
      const task = { kind: 'add_task', department: 'repairs', text: '检查', urgency: 'urgent' } as const;
      await here.desk.command(number, CHEN, task, 1, 'command-1');
      await here.desk.command(number, CHEN, task, 1, 'command-1');
      expect((await caseOf(id)).tasks).toHaveLength(1);
      await expect(here.desk.command(number, CHEN, { ...task, text: '另一项' }, 1, 'command-1')).rejects.toMatchObject({ code: 'conflict' });
      const there = await begin();
      const outcomes = await settle([() => here.desk.command(number, CHEN, { ...task, text: '一' }, 2), () => there.desk.command(number, LEAD, { ...task, text: '二' }, 2)]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
      expect(await caseOf(id)).toMatchObject({ version: 3, tasks: [{ text: '检查' }, {}] });
      await expect(here.desk.command('C-20260101-0001', CHEN, task, 1)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('warns, is late and tells the leads when a department takes too long, once each', async () => {
      const id = await say('我要投诉');
      await take(id, CHEN);
      await act(id, CHEN, { kind: 'add_task', department: 'logistics', text: '找包裹', urgency: 'urgent' });
      clock.jump(45 * 60_000);
      await ring();
      expect((await caseOf(id)).tasks[0]?.limit.warnedAt).toBe(clock.now());
      clock.jump(20 * 60_000);
      await ring();
      await ring();
      const late = await caseOf(id);
      expect(late).toMatchObject({ lateAt: clock.now(), tasks: [{ limit: { lateAt: clock.now() } }] });
      expect(await here.cases.list({ isLate: true, limit: 10 })).toHaveLength(1);
      expect(late.history.filter(({ what }) => what === 'be_late')).toHaveLength(1);
      await act(id, CHEN, { kind: 'finish_task', taskId: 't1', result: '找到了' });
      expect(await here.cases.list({ isLate: true, limit: 10 })).toEqual([]);
      expect((await here.timers.ofConversation(id)).filter(({ key }) => key.startsWith('case:t1'))).toEqual([]);
    });

    it('tells the customer how it goes without being asked, also when the conversation has ended', async () => {
      const id = await say('我要投诉');
      await take(id, CHEN);
      await here.store.update(id, (conversation) => ({ ownership: { ...conversation, state: 'closed', epoch: conversation.epoch + 1 }, touchHandover: { ended: 'closed' }, close: { reason: 'resolved', by: '陈晨' } }), clock.now());
      clock.jump(8 * HOUR);
      await ring();
      expect((await news(id)).at(-1)).toMatch(/还在核实.*最迟/);
      expect(await here.store.conversation(id)).toMatchObject({ state: 'closed' });
      // It is on its way to the customer like any other message.
      const items = await here.store.takeOutbox(['channel:web'], clock.now(), 10_000, 50);
      for (const item of items) await here.store.settleOutbox(item, { kind: 'show' }, clock.now());
      for (let more = await here.store.takeOutbox(['channel:web'], clock.now(), 10_000, 50); more.length > 0; more = await here.store.takeOutbox(['channel:web'], clock.now(), 10_000, 50)) {
        for (const item of more) await here.store.settleOutbox(item, { kind: 'show' }, clock.now());
      }
      expect((await here.store.visibleMessages(id, 0, 100)).at(-1)?.text).toMatch(/还在核实/);
    });

    const leave = (id: string) => here.store.update(id, (conversation) => ({ ownership: { ...conversation, state: 'closed', epoch: conversation.epoch + 1 }, touchHandover: { ended: 'closed' }, close: { reason: 'resolved', by: '陈晨' } }), clock.now());
    const agentSays = (id: string, text: string) => here.store.update(id, () => ({ messages: [{ author: 'agent', visibility: 'all', text }] }), clock.now());
    /** What Baton leaves to the person who has the conversation to say. */
    const suggested = async (id: string) => (await here.store.transcript(id, 500)).flatMap(({ message: { visibility, extras } }) => (extras.notice?.kind === 'case_words' ? [[visibility, extras.notice.words]] : []));

    it('leaves news to the person who has the conversation, and gives them when that person has left without a word', async () => {
      const id = await say('我要投诉');
      await take(id, CHEN);
      await newsOf('desk:console');
      const before = await news(id);
      clock.jump(8 * HOUR);
      await ring();
      expect(await news(id)).toEqual(before);
      expect(await suggested(id)).toEqual([['staff', expect.stringMatching(/还在核实/)]]);
      expect(await newsOf('desk:console')).toContainEqual(expect.objectContaining({ kind: 'case', agentId: CHEN.id, conversationId: id }));
      // Still nothing said: the colleague is reminded again.
      clock.jump(8 * HOUR);
      await ring();
      expect(await suggested(id)).toHaveLength(2);
      await leave(id);
      await ring();
      expect((await news(id)).slice(before.length)).toEqual([expect.stringMatching(/还在核实/)]);
    });

    it('gives no news that the person has given, and none of a department in the midst of a talk', async () => {
      const id = await say('我要投诉');
      await take(id, CHEN);
      await act(id, CHEN, { kind: 'add_task', department: 'logistics', text: '找包裹', urgency: 'urgent' });
      const before = await news(id);
      await act(id, WU, { kind: 'finish_task', taskId: 't1', result: '找到了' });
      expect(await news(id)).toEqual(before);
      expect(await suggested(id)).toEqual([['staff', expect.stringMatching(/物流部已经完成这一步/)]]);
      expect((await caseOf(id)).newsOwedAt).toBe(clock.now());
      await agentSays(id, '包裹找到了，明天送到。');
      expect((await caseOf(id)).newsOwedAt).toBeUndefined();
      await leave(id);
      await ring();
      expect(await news(id)).toEqual(before);
    });

    it('asks nothing by itself while a person has the conversation, and goes on when they have left', async () => {
      const id = await say('我要投诉');
      await take(id, CHEN);
      await act(id, CHEN, DECIDE);
      await act(id, CHEN, { kind: 'ask' });
      const asked = await news(id);
      clock.jump(5 * DAY);
      await ring();
      expect(await news(id)).toEqual(asked);
      expect(await caseOf(id)).toMatchObject({ state: 'awaiting', attempts: [{ by: '陈晨' }] });
      await leave(id);
      await ring();
      expect((await news(id)).slice(asked.length)).toEqual([expect.stringMatching(/再和您确认一次/)]);
    });

    it.each(['taken', 'checked', 'shown'] as const)('withholds news that were not sent before a person came: when it is %s; they are owed again', async (how) => {
      const id = await say('我要投诉');
      const drain = async () => {
        while ((await here.store.showOutbox(['channel:web'], clock.now(), 50)).length > 0);
      };
      await drain();
      clock.jump(8 * HOUR);
      await ring();
      const [first] = how === 'checked' ? await here.store.takeOutbox(['channel:web'], clock.now(), 10_000, 1) : [];
      if (how === 'shown') {
        // An owner that came between looking and showing: nothing has been withheld yet.
        await take(id, CHEN);
        await drain();
      } else {
        await take(id, CHEN);
        if (first) {
          expect(await here.store.checkOutbox(first, clock.now())).toBe('stale');
          expect(await here.store.settleOutbox(first, { kind: 'stale' }, clock.now())).toBe('withheld');
        } else await here.store.takeOutbox(['channel:web'], clock.now(), 10_000, 50);
      }
      const lines = (await here.store.transcript(id, 500)).map(({ message }) => message);
      expect(lines.find(({ text }) => text.includes('还在核实'))).toMatchObject({ author: 'system', status: 'withheld' });
      // What was opened for the customer is still theirs to know.
      expect(lines.find(({ text }) => text.includes('单独建档'))).not.toMatchObject({ status: 'withheld' });
      expect((await caseOf(id)).newsOwedAt).toBe(clock.now());
      await leave(id);
      await ring();
      expect((await news(id)).filter((text) => /还在核实/.test(text))).toHaveLength(2);
    });

    it('does not count a question that was withheld among the attempts', async () => {
      const id = await say('我要投诉');
      await take(id, CHEN);
      await act(id, CHEN, DECIDE);
      await act(id, CHEN, { kind: 'ask' });
      await here.store.update(id, (conversation) => ({ ownership: { ...conversation, state: 'bot', epoch: conversation.epoch + 1 }, touchHandover: { ended: 'handed_back' } }), clock.now());
      while ((await here.store.showOutbox(['channel:web'], clock.now(), 50)).length > 0);
      clock.jump(DAY);
      await ring();
      expect((await caseOf(id)).attempts).toHaveLength(2);
      await take(id, CHEN);
      while ((await here.store.showOutbox(['channel:web'], clock.now(), 50)).length > 0);
      expect(await caseOf(id)).toMatchObject({ state: 'awaiting', attempts: [{ by: '陈晨' }] });
      await leave(id);
      await ring();
      expect((await caseOf(id)).attempts).toHaveLength(2);
    });

    it('closes when the customer says that it is settled, and not before', async () => {
      const id = await say('我要投诉');
      await take(id, CHEN);
      await act(id, CHEN, DECIDE);
      await act(id, CHEN, { kind: 'ask' });
      await say('还没有解决');
      expect(await caseOf(id)).toMatchObject({ state: 'investigating', owner: { name: '陈晨' } });
      await act(id, CHEN, DECIDE);
      await act(id, CHEN, { kind: 'ask' });
      await say('已经解决了，谢谢');
      expect(await caseOf(id)).toMatchObject({ state: 'closed', closing: { reason: 'confirmed', by: 'customer' } });
      expect((await news(id)).at(-1)).toMatch(/办结.*30 天内.*陈晨/);
      expect((await here.timers.ofConversation(id)).filter(({ key }) => key.startsWith('case:'))).toEqual([]);
    });

    it('asks three times a day apart, and ends then; the customer who comes back finds the same case and owner', async () => {
      const id = await say('我要投诉');
      await take(id, CHEN);
      await act(id, CHEN, DECIDE);
      await act(id, CHEN, { kind: 'ask' });
      await here.store.update(id, (conversation) => ({ ownership: { ...conversation, state: 'closed', epoch: conversation.epoch + 1 }, touchHandover: { ended: 'closed' }, close: { reason: 'resolved', by: '陈晨' } }), clock.now());
      for (let day = 0; day < 3; day += 1) {
        expect((await caseOf(id)).attempts).toHaveLength(day + 1);
        clock.jump(DAY);
        await ring();
      }
      expect(await caseOf(id)).toMatchObject({ state: 'closed', closing: { reason: 'no_answer', by: 'system' } });
      clock.jump(10 * DAY);
      await say('又漏水了，我要投诉');
      expect(await caseOf(id)).toMatchObject({ id: 'C-20261123-0001', state: 'investigating', reopened: 1, owner: { name: '陈晨' } });
      expect(await here.cases.list({ limit: 10 })).toHaveLength(1);
      expect((await news(id)).at(-1)).toMatch(/重新打开.*陈晨继续负责/);
    });

    it.each(['还没有解决', '还是漏水，没修好'])('keeps what it says at the end: whoever answers %s later finds the same case open and a person', async (words) => {
      const id = await say('我要投诉');
      await take(id, CHEN);
      await act(id, CHEN, DECIDE);
      await act(id, CHEN, { kind: 'ask' });
      await here.store.update(id, (conversation) => ({ ownership: { ...conversation, state: 'closed', epoch: conversation.epoch + 1 }, touchHandover: { ended: 'closed' }, close: { reason: 'resolved', by: '陈晨' } }), clock.now());
      for (let day = 0; day < 3; day += 1) {
        clock.jump(DAY);
        await ring();
      }
      expect((await news(id)).at(-1)).toMatch(/30 天内直接在这里回复，就会重新打开/);
      clock.jump(DAY);
      await say(words);
      expect(await caseOf(id)).toMatchObject({ state: 'investigating', reopened: 1, owner: { name: '陈晨' } });
      expect(await here.store.conversation(id)).toMatchObject({ state: 'waiting' });
      expect((await news(id)).filter((text) => /重新打开个案/.test(text))).toHaveLength(1);
      // Long after that time the same words open nothing.
      await act(id, CHEN, DECIDE);
      await act(id, CHEN, { kind: 'ask' });
      await say('已经解决');
      expect(await caseOf(id)).toMatchObject({ state: 'closed' });
      clock.jump(31 * DAY);
      await say(words);
      expect(await caseOf(id)).toMatchObject({ state: 'closed' });
    });

    it('opens a new case when the customer complains long after the last was closed', async () => {
      const id = await say('我要投诉');
      await act(id, CHEN, DECIDE);
      await act(id, CHEN, { kind: 'ask' });
      await say('已经解决');
      clock.jump(31 * DAY);
      await say('转人工');
      expect(await here.cases.list({ limit: 10 })).toHaveLength(1);
      await take(id, WU);
      await here.store.update(id, (conversation) => ({ ownership: { ...conversation, state: 'closed', epoch: conversation.epoch + 1 }, touchHandover: { ended: 'closed' }, close: { reason: 'resolved', by: '吴迪' } }), clock.now());
      await say('这次又要投诉');
      expect((await here.cases.list({ limit: 10 })).map(({ state }) => state)).toEqual(['open', 'closed']);
    });

    /** A known customer's complaint that the customer has confirmed as settled. */
    const settledCase = async (words: string, address: string, customerId?: string): Promise<string> => {
      const id = await say(words, address, customerId);
      await take(id, CHEN);
      await act(id, CHEN, DECIDE);
      await act(id, CHEN, { kind: 'ask' });
      await here.store.update(id, (conversation) => ({ ownership: { ...conversation, state: 'bot', epoch: conversation.epoch + 1 }, touchHandover: { ended: 'handed_back' } }), clock.now());
      await say('已经解决', address, customerId);
      return id;
    };

    it.each([
      ['the same order', '订单 20261107 破损，我要投诉', '还是订单 20261107，我要投诉'],
      ['the same product', '洗衣机漏水，我要投诉', '洗衣机不转了，我要投诉'],
      ['the same cause', '包裹破损，我要投诉', '又破损了，我要投诉'],
      ['the same order and a person', '订单 20261107，我要投诉', '订单 20261107 转人工'],
    ])('opens again, with its owner, when a known customer comes back elsewhere about %s', async (_, first, later) => {
      const before = await settledCase(first, 'phone', 'c-anna');
      clock.jump(5 * DAY);
      const now = await say(later, 'laptop', 'c-anna');
      expect(now).not.toBe(before);
      expect(await here.cases.list({ limit: 10 })).toHaveLength(1);
      const record = await here.cases.ofConversation(now);
      expect(record).toMatchObject({ id: 'C-20261123-0001', state: 'investigating', reopened: 1, owner: { name: '陈晨' }, conversationId: now, earlier: [before] });
      // Messages of both conversations, told apart.
      expect(record?.evidence.filter(({ kind }) => kind === 'message')).toMatchObject([{ value: '1', conversationId: before }, { value: '1' }]);
      expect((await news(now)).at(-1)).toMatch(/重新打开个案 C-20261123-0001.*陈晨继续负责/);
      expect(await here.cases.ofConversation(before)).toMatchObject({ conversationId: now });
      expect((await here.desk.list({ conversationId: before, limit: 5 })).cases).toHaveLength(1);
      // It goes on there: by staff, by its clocks and by the customer.
      const { version = 0 } = record ?? {};
      await here.desk.command('C-20261123-0001', CHEN, DECIDE, version);
      clock.jump(8 * HOUR);
      await ring();
      expect((await news(now)).at(-1)).toMatch(/决定正在落实/);
      expect((await news(before)).at(-1)).toMatch(/办结/);
    });

    it('is a new case when a known customer comes back about something else, too late, or is somebody else', async () => {
      await settledCase('订单 20261107 破损，我要投诉', 'phone', 'c-anna');
      const open = async () => (await here.cases.list({ limit: 10 })).filter(({ state }) => state === 'open').map(({ conversationId }) => conversationId);
      const other = await say('订单 20261108，我要投诉', 'laptop', 'c-anna');
      const unsaid = await say('我要投诉', 'tablet', 'c-anna');
      const stranger = await say('订单 20261107，我要投诉', 'other-phone', 'c-ben');
      const nobody = await say('订单 20261107，我要投诉', 'unknown');
      clock.jump(31 * DAY);
      const late = await say('订单 20261107，我要投诉', 'television', 'c-anna');
      expect((await open()).toSorted()).toEqual([other, unsaid, stranger, nobody, late].toSorted());
    });

    it('goes on in the conversation in which the customer speaks of it, instead of being opened twice', async () => {
      const before = await say('订单 20261107 破损，我要投诉', 'phone', 'c-anna');
      await take(before, CHEN);
      await act(before, CHEN, { kind: 'add_task', department: 'logistics', text: '找包裹', urgency: 'urgent' });
      const now = await say('订单 20261107 还没到，我要投诉', 'laptop', 'c-anna');
      expect(await here.cases.list({ limit: 10 })).toMatchObject([{ conversationId: now, earlier: [before], owner: { name: '陈晨' } }]);
      expect((await news(now)).at(-1)).toMatch(/已经在个案 C-20261123-0001 里.*陈晨在负责/);
      // Its limits run on once, where it is now.
      clock.jump(2 * HOUR);
      await ring();
      expect((await caseOf(now)).history.filter(({ what }) => what === 'be_late')).toHaveLength(1);
      // The colleague who writes in the first conversation takes it back there.
      await here.store.update(before, () => ({ messages: [{ author: 'agent', visibility: 'all', text: '找到了' }] }), clock.now());
      expect(await here.cases.list({ limit: 10 })).toMatchObject([{ conversationId: before, earlier: [now] }]);
    });

    it('belongs to nobody when its owner leaves the staff, until somebody takes the conversation', async () => {
      const leaving = await here.access.addStaff('周末', 'agent', NOON);
      const id = await say('我要投诉');
      await take(id, leaving);
      expect((await caseOf(id)).owner?.name).toBe('周末');
      await here.store.removeStaff(leaving.id, (conversation, handover) => release(conversation, LEAD, undefined, CASE_POLICY, handover?.team, clock.now()), clock.now());
      expect((await caseOf(id)).owner).toBeUndefined();
      await take(id, WU);
      expect((await caseOf(id)).owner?.name).toBe('吴迪');
    });

    it('lists the tasks of a colleague and of a department by when they are due, until they are ended, and tells whom it concerns', async () => {
      const id = await say('我要投诉');
      await take(id, CHEN);
      const { id: number } = await caseOf(id);
      await act(id, CHEN, { kind: 'add_task', department: 'repairs', text: '检查阀门', urgency: 'urgent' });
      await act(id, CHEN, { kind: 'add_task', department: 'logistics', text: '找包裹', urgency: 'urgent' });
      await act(id, CHEN, { kind: 'add_task', department: 'repairs', text: '备件', urgency: 'normal', agentId: WU.id });
      const tasks = async (query: Omit<Parameters<CaseDesk['tasks']>[0], 'limit'>) => (await here.desk.tasks({ ...query, limit: 10 })).tasks.map(({ taskId }) => taskId);
      expect(await tasks({})).toEqual(['t2', 't1', 't3']);
      expect(await tasks({ department: 'repairs' })).toEqual(['t1', 't3']);
      expect(await tasks({ assigneeId: WU.id })).toEqual(['t3']);
      // Of the department that is theirs, and what was given to them.
      expect(await tasks({ mine: WU })).toEqual(['t2', 't3']);
      expect(await tasks({ mine: CHEN })).toEqual([]);
      const first = await here.desk.tasks({ limit: 2 });
      expect(first.tasks[0]).toMatchObject({ caseId: number, conversationId: id, departmentName: { zh: '物流部' }, text: '找包裹', state: 'open', ownerName: '陈晨', isLate: false });
      expect((await here.desk.tasks({ limit: 2, cursor: first.next })).tasks.map(({ taskId }) => taskId)).toEqual(['t3']);
      await expect(here.desk.tasks({ limit: 2, cursor: 'nothing' })).rejects.toMatchObject({ code: 'invalid_input' });
      for (const minutes of [50, 15]) {
        clock.jump(minutes * 60_000);
        await ring();
      }
      expect(await tasks({ isLate: true })).toEqual(['t2']);
      const told = await newsOf('desk:console');
      for (const news of [{ kind: 'task_given', department: 'repairs' }, { kind: 'task_given', agentId: WU.id }, { kind: 'task_near', department: 'logistics' }, { kind: 'task_late', department: 'logistics' }]) expect(told).toContainEqual(expect.objectContaining({ ...news, conversationId: id }));
      await act(id, CHEN, { kind: 'start_task', taskId: 't1' });
      expect(await tasks({ mine: CHEN })).toEqual(['t1']);
      expect((await here.desk.list({ limit: 10, department: 'logistics' })).cases).toHaveLength(1);
      await act(id, CHEN, { kind: 'finish_task', taskId: 't2', result: '找到了' });
      await act(id, CHEN, { kind: 'cancel_task', taskId: 't1', reason: '不用了' });
      expect(await tasks({})).toEqual(['t3']);
      expect((await here.desk.list({ limit: 10, department: 'logistics' })).cases).toEqual([]);
      // Of the department that is responsible as well.
      expect((await here.desk.list({ limit: 10, department: 'repairs' })).cases).toHaveLength(1);
    });

    it('gives the tasks of a colleague who leaves back to their department', async () => {
      const leaving = await here.access.addStaff('周末', 'agent', NOON);
      const id = await say('我要投诉');
      await take(id, CHEN);
      await here.store.update(id, () => ({ case: { events: [{ kind: 'add_task', by: { kind: 'staff', ...CHEN, isLead: false }, department: 'logistics', text: '找包裹', urgency: 'urgent', assignee: leaving }] } }), clock.now());
      expect((await here.desk.tasks({ mine: WU, limit: 10 })).tasks).toEqual([]);
      await here.store.removeStaff(leaving.id, (conversation, handover) => release(conversation, LEAD, undefined, CASE_POLICY, handover?.team, clock.now()), clock.now());
      expect((await here.desk.tasks({ mine: WU, limit: 10 })).tasks).toMatchObject([{ text: '找包裹' }]);
      expect((await caseOf(id)).owner).toMatchObject({ name: '陈晨' });
    });

    it('lists by owner, state and customer, in pages that neither repeat nor leave out, and counts for the report', async () => {
      for (let i = 0; i < 5; i += 1) {
        clock.jump(HOUR);
        await say('我要投诉', `p-${i}`, 'c-anna');
      }
      const first = await here.desk.list({ limit: 3 });
      const second = await here.desk.list({ limit: 3, cursor: first.next });
      expect([...first.cases, ...second.cases].map(({ id }) => id)).toEqual([5, 4, 3, 2, 1].map((n) => `C-20261123-000${n}`));
      expect(second.next).toBeUndefined();
      expect(await here.cases.openCases({ conversationId: 'elsewhere', customerId: 'c-anna' })).toHaveLength(5);
      const [newest] = first.cases;
      await here.desk.command(newest?.id ?? '', CHEN, { kind: 'describe', facts: { cause: 'damaged', product: 'washer' } }, 1);
      await here.desk.command(newest?.id ?? '', CHEN, { ...DECIDE, compensation: 150_00 }, 2);
      expect((await here.desk.list({ limit: 10, ownerId: 's-chen', states: ['decided'] })).cases.map(({ id }) => id)).toEqual([newest?.id]);
      const report = await here.desk.report(LEAD, NOON, NOON + DAY);
      expect(report.total).toMatchObject({ count: 5, compensation: 150_00 });
      expect(report.byCause.map(({ id, count }) => [id, count])).toEqual([['', 4], ['damaged', 1]]);
      expect(report.byDepartment.find(({ id }) => id === 'logistics')).toMatchObject({ name: { zh: '物流部' }, compensation: 150_00 });
      await expect(here.desk.report(CHEN, NOON, NOON + DAY)).rejects.toMatchObject({ code: 'forbidden' });
      const lines: string[] = [];
      for await (const { id } of here.desk.lines(LEAD, NOON, NOON + DAY)) lines.push(id);
      expect(lines).toHaveLength(5);
    });
  });
}
