import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '#core/change.ts';
import type { Handover } from '#core/conversation.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import { OFFER_TIMERS } from '#core/desk/offer-timer.ts';
import type { Policy } from '#core/policy.ts';
import type { DeskSink } from '#core/ports/desk.ts';
import { toSummary } from '#core/staff-view.ts';
import { startClock } from '#core/time-limits/clocks.ts';
import { LIMIT_TIMERS } from '#core/time-limits/limit-timers.ts';
import { limitFor, timeLimitsSchema } from '#core/time-limits/limits.ts';
import { transition } from '#core/transition.ts';
import { openTempStore, type TempStore } from '../../support/temp-store.ts';
import { MINUTE, NOON, realPolicy } from '../samples.ts';

const HOUR = 60 * MINUTE;
const CHEN = { id: 'chen', name: '陈晨' };
const WU = { id: 'wu', name: '吴迪' };
const LEAD = { id: 'lin', name: '林', role: 'lead' } as const;

let temp: TempStore;
let policy: Policy;
let desk: DeskSink;
let now: number;
let said: number;
let id: string;

beforeEach(async () => {
  policy = await realPolicy();
  temp = await openTempStore(() => policy);
  [now, said] = [NOON, 0];
  id = temp.store.idOf('web', 'v-1');
  desk = createDeskCommands(temp.store, { now: () => now, after: () => () => undefined }, { policy: () => policy, staff: () => Promise.resolve([CHEN, WU, LEAD]), article: () => Promise.resolve(undefined) });
});
afterEach(() => temp.close());

/** Time passes; whatever is due fires at its own time, or all at the end when nothing runs meanwhile. */
const passes = async (ms: number, nothingRuns = false): Promise<void> => {
  const end = now + ms;
  const handlers = { ...LIMIT_TIMERS, ...OFFER_TIMERS };
  const kinds = Object.keys(handlers);
  for (;;) {
    const due = await temp.timers.nextDue(kinds);
    if (due === undefined || due > end) break;
    now = nothingRuns ? end : Math.max(now, due);
    for (const timer of await temp.timers.takeDue(kinds, now, 1_000, 10)) await temp.timers.fire(timer, (c, h) => handlers[timer.kind]?.(timer, c, h, now), now);
  }
  now = end;
};
const writes = async (change: Change = {}): Promise<void> => {
  const { message } = await temp.store.accept({ channel: 'web', address: 'v-1', externalId: `e-${++said}`, text: '我要投诉', language: 'zh' }, now);
  const lease = await temp.store.leaseTurn(now, MINUTE);
  if (!lease) throw new Error('no turn to take');
  await temp.store.commitTurn(lease, { handledSeq: message.seq, ...change }, now);
};
/** The customer complains and waits. */
const complains = async (ruleId = 'complaint'): Promise<void> => {
  const rule = policy.rules.find((each) => each.id === ruleId);
  if (!rule) throw new Error('no such rule');
  const limit = limitFor(policy, 'firstReply', { ...rule, ruleId, tier: 'regular' });
  if (!limit) throw new Error('no limit');
  const { dueAt } = startClock({ policy, team: rule.team }, limit, now);
  await writes({
    ownership: transition({ state: 'bot', epoch: 1, segment: 1, agentId: undefined }, { kind: 'hand_over' }),
    openHandover: { reason: rule.reason, ruleId, words: [], priority: rule.priority, team: rule.team, dueAt },
  });
};
const reply = (): Promise<void> => desk.reply(id, CHEN, '您好，我来处理。', `reply-${++said}`);
const handover = async (): Promise<Handover> => {
  const found = (await temp.store.handovers(id)).at(-1);
  if (!found) throw new Error('no handover');
  return found;
};
const timers = async (): Promise<string[]> => (await temp.timers.ofConversation(id)).filter(({ key }) => key.startsWith('limit:')).map(({ key, dueAt }) => `${key.slice('limit:'.length)} ${(dueAt - NOON) / MINUTE}`);
/** Notes of the system for staff, with the minute in which they were written. */
const notes = async (): Promise<string[]> =>
  (await temp.store.transcript(id, 100)).flatMap(({ message: { extras, visibility, at } }) => (visibility === 'staff' && extras.notice ? [`${extras.notice.kind} ${'clock' in extras.notice ? extras.notice.clock : ''} ${(at - NOON) / MINUTE}`] : []));
const news = async (): Promise<string[]> => {
  const told = await temp.store.takeOutbox(['desk:console'], now, MINUTE, 1);
  for (const item of told) await temp.store.settleOutbox(item, { kind: 'sent' }, now);
  return told.length === 0 ? [] : [...told.flatMap(({ content }) => (content.kind === 'news' ? [content.news.kind] : [])), ...(await news())];
};
const summary = async () => {
  const conversation = await temp.store.conversation(id);
  if (!conversation) throw new Error('no conversation');
  return toSummary(conversation, (await temp.store.openHandovers())[0], undefined);
};

describe('the clocks of a complaint', () => {
  it('begin with the handover: two hours for the first reply, four for the solution, warned of after three quarters', async () => {
    await complains();
    expect(await timers()).toEqual(['firstReply:warning 90', 'firstReply:breach 120', 'solution:warning 180', 'solution:breach 240']);
    expect(await summary()).toMatchObject({ limits: [{ clock: 'firstReply', since: NOON, dueAt: NOON + 2 * HOUR, warnAt: NOON + 90 * MINUTE }, { clock: 'solution', dueAt: NOON + 4 * HOUR }] });
  });

  it.each([
    ['10:00', -2, '12:00', 0, '14:00', 2],
    ['21:00', 9, '09:00 next day', 21, '11:00 next day', 23],
    ['23:30', 11.5, '10:00 next day', 22, '12:00 next day', 24],
  ])('run as the staff article says: made at %s, first reply by %s, solution by %s', async (...[, made, , first, , solution]) => {
    now = NOON + made * HOUR;
    await complains();
    const { clocks, dueAt } = await handover();
    expect([(dueAt - NOON) / HOUR, ((clocks?.firstReply?.dueAt ?? 0) - NOON) / HOUR, ((clocks?.solution?.dueAt ?? 0) - NOON) / HOUR]).toEqual([first, first, solution]);
  });

  it('warn, then escalate, once each: note, priority up one step, news, a mark that stays', async () => {
    await complains();
    await news();
    await passes(90 * MINUTE);
    expect([await notes(), await news()]).toEqual([['limit_near firstReply 90'], ['limit_near']]);
    expect(await handover()).toMatchObject({ priority: 'high' });
    await passes(30 * MINUTE);
    expect([await notes(), await news()]).toEqual([['limit_near firstReply 90', 'limit_broken firstReply 120'], ['breached']]);
    expect(await handover()).toMatchObject({ priority: 'urgent', escalatedAt: NOON + 2 * HOUR, clocks: { firstReply: { warnedAt: NOON + 90 * MINUTE, breachedAt: NOON + 2 * HOUR } } });
    expect(await summary()).toMatchObject({ escalatedAt: NOON + 2 * HOUR, priority: 'urgent', limits: [{ clock: 'firstReply', brokenAt: NOON + 2 * HOUR, tell: ['owner', 'lead'] }, { clock: 'solution' }] });
    await passes(30 * MINUTE);
    expect(await notes()).toHaveLength(2);
  });

  it('escalate without a warning that would come too late, when nothing ran at the time', async () => {
    await complains();
    await passes(150 * MINUTE, true);
    expect(await notes()).toEqual(['limit_broken firstReply 150']);
    expect(await timers()).toEqual(['solution:warning 180', 'solution:breach 240']);
  });

  it('stop with the first words of a person; claiming alone stops nothing', async () => {
    await complains();
    await desk.claim(id, CHEN);
    expect(await timers()).toContain('firstReply:breach 120');
    await passes(100 * MINUTE);
    await reply();
    expect(await timers()).toEqual(['solution:warning 180', 'solution:breach 240']);
    await passes(60 * MINUTE);
    expect(await notes()).toEqual(['limit_near firstReply 90']);
    expect((await handover()).clocks?.firstReply).toMatchObject({ stoppedAt: NOON + 100 * MINUTE });
  });

  it('run for the next reply from the message that waits, not from the latest, and stop with the answer', async () => {
    await complains();
    await desk.claim(id, CHEN);
    await reply();
    await passes(10 * MINUTE);
    await writes();
    await passes(5 * MINUTE);
    await writes();
    expect(await timers()).toEqual(['nextReply:warning 32.5', 'nextReply:breach 40', 'solution:warning 180', 'solution:breach 240']);
    await reply();
    expect(await timers()).toEqual(['solution:warning 180', 'solution:breach 240']);
    await passes(5 * MINUTE);
    await writes();
    expect(await timers()).toContain('nextReply:breach 50');
  });

  it('count what the customer wrote before the answer as answered, whichever turn comes later', async () => {
    await complains();
    await desk.claim(id, CHEN);
    await reply();
    await temp.store.accept({ channel: 'web', address: 'v-1', externalId: 'raced', text: '还有一件事', language: 'zh' }, now);
    const lease = await temp.store.leaseTurn(now, MINUTE);
    await reply();
    if (lease) await temp.store.commitTurn(lease, { handledSeq: lease.unhandled.at(-1)?.seq ?? 0, news: ['customer_message'] }, now);
    expect(await timers()).toEqual(['solution:warning 180', 'solution:breach 240']);
  });

  it('are not kept running by thanks alone, while a question before the thanks is still to be answered', async () => {
    await complains();
    await desk.claim(id, CHEN);
    await reply();
    await writes({ touchHandover: { courtesySince: now } });
    expect(await timers()).toEqual(['solution:warning 180', 'solution:breach 240']);
    await writes();
    await passes(MINUTE);
    await writes({ touchHandover: { courtesySince: now } });
    expect(await timers()).toContain('nextReply:breach 30');
  });

  it('stop all when the conversation is closed, and nothing is said afterwards', async () => {
    await complains();
    await desk.claim(id, CHEN);
    await desk.close(id, CHEN, 'resolved');
    expect(await timers()).toEqual([]);
    await passes(24 * HOUR);
    expect(await notes()).toEqual([]);
    expect((await handover()).clocks).toMatchObject({ firstReply: { stoppedAt: NOON }, solution: { stoppedAt: NOON } });
  });

  it('go on under the next colleague, and the customer who waits again has a next reply coming', async () => {
    await complains();
    await desk.claim(id, CHEN);
    await reply();
    await passes(20 * MINUTE);
    await desk.release(id, CHEN);
    expect(await timers()).toEqual(['nextReply:warning 42.5', 'nextReply:breach 50', 'solution:warning 180', 'solution:breach 240']);
  });
});

describe('waiting for the customer', () => {
  const answered = async (): Promise<void> => {
    await complains();
    await desk.claim(id, CHEN);
    await passes(10 * MINUTE);
    await reply();
  };

  it('holds the solution clock until the customer writes; what was left is left', async () => {
    await answered();
    await desk.awaitCustomer(id, CHEN);
    expect(await timers()).toEqual([]);
    expect((await summary()).limits).toEqual([{ clock: 'solution', since: NOON, tell: ['owner', 'lead'] }]);
    expect(await notes()).toEqual(['awaits_customer  10']);
    // Over the night: the team works until 22:00 and from 08:00 on.
    await passes(23 * HOUR + 50 * MINUTE);
    await writes();
    expect(await timers()).toEqual(['nextReply:warning 1462.5', 'nextReply:breach 1470', 'solution:warning 1610', 'solution:breach 1670']);
  });

  it('can be said once, by the owner, and only when it is the customer’s turn', async () => {
    await complains();
    await desk.claim(id, CHEN);
    await expect(desk.awaitCustomer(id, CHEN)).rejects.toMatchObject({ code: 'not_allowed_now', message: expect.stringMatching(/客户还在等您的回复.* · .*waits for your answer/) });
    await reply();
    await expect(desk.awaitCustomer(id, WU)).rejects.toMatchObject({ code: 'not_allowed_now' });
    await desk.awaitCustomer(id, CHEN);
    await desk.awaitCustomer(id, CHEN);
    expect(await notes()).toHaveLength(1);
    await writes();
    await expect(desk.awaitCustomer(id, CHEN)).rejects.toMatchObject({ code: 'not_allowed_now' });
  });

  it('does not undo a limit that is broken', async () => {
    await answered();
    await passes(4 * HOUR);
    await desk.awaitCustomer(id, CHEN);
    expect((await handover()).clocks?.solution).not.toHaveProperty('pausedAt');
    expect((await summary()).limits).toMatchObject([{ clock: 'solution', brokenAt: NOON + 4 * HOUR, dueAt: NOON + 4 * HOUR }]);
    expect(await notes()).not.toContainEqual(expect.stringMatching('awaits_customer'));
  });

  it('leaves what was left when meanwhile the hours change, or another team with other hours takes over', async () => {
    await answered();
    await desk.awaitCustomer(id, CHEN);
    // What was left, 3 h 50 min, lies outside of the new hours of both teams.
    const early = { from: '06:00', to: '12:00' };
    policy = { ...policy, calendar: undefined, teams: Object.fromEntries(Object.entries(policy.teams).map(([name, team]) => [name, { ...team, hours: early }])) };
    await passes(HOUR);
    await desk.release(id, CHEN);
    const { clocks } = await handover();
    expect(((clocks?.solution?.dueAt ?? 0) - NOON) / MINUTE).toBe(18 * 60 + 230);
    expect(clocks?.solution).not.toHaveProperty('left');
  });
});

describe('a limit', () => {
  it('keeps what it promised when the files change, and the next handover begins with the new one', async () => {
    await complains();
    policy = { ...policy, timeLimits: timeLimitsSchema.parse({ limits: [{ id: 'new', firstReply: '1 h', solution: { within: '3 d', counts: 'clock' }, onBreach: { raisePriority: false, tell: ['team'] } }] }) };
    expect(await timers()).toContain('solution:breach 240');
    await desk.claim(id, CHEN);
    await desk.close(id, CHEN, 'resolved');
    await temp.store.accept({ channel: 'web', address: 'v-1', externalId: 'again', text: '又来了', language: 'zh' }, now);
    const lease = await temp.store.leaseTurn(now, MINUTE);
    if (!lease) throw new Error('no turn to take');
    const { conversation } = lease;
    await temp.store.commitTurn(lease, { handledSeq: conversation.lastSeq, ownership: transition(conversation, { kind: 'hand_over' }), openHandover: { reason: 'complaint', ruleId: 'complaint', words: [], priority: 'high', team: 'complaints', dueAt: now + HOUR } }, now);
    expect(await timers()).toEqual(['firstReply:warning 45', 'firstReply:breach 60', 'solution:warning 3240', 'solution:breach 4320']);
    await passes(HOUR);
    expect(await handover()).toMatchObject({ priority: 'high', escalatedAt: NOON + HOUR });
    expect((await summary()).limits?.[0]?.tell).toEqual(['team']);
  });

  it('holds for a conversation that a colleague took without being asked', async () => {
    await writes();
    await desk.claim(id, CHEN);
    expect(await timers()).toContain('firstReply:breach 10');
    await reply();
    await writes();
    expect((await timers()).some((each) => each.startsWith('nextReply:breach'))).toBe(true);
  });

  it('is raised no higher than urgent', async () => {
    await complains('danger-to-people');
    await passes(20 * MINUTE);
    expect(await handover()).toMatchObject({ priority: 'urgent', escalatedAt: NOON + 15 * MINUTE });
    const [note] = (await temp.store.transcript(id, 100)).filter(({ message }) => message.extras.notice?.kind === 'limit_broken');
    expect(note?.message.extras.notice).not.toHaveProperty('raisedTo');
  });
});

describe('an offer to a colleague', () => {
  it('comes back by itself when it is not answered in time', async () => {
    await complains();
    await desk.claim(id, CHEN);
    await desk.transfer(id, CHEN, { agentId: WU.id });
    await passes(3 * MINUTE);
    expect((await temp.store.conversation(id))?.desk?.offer).toBeUndefined();
    expect(await notes()).toEqual(['offered  0', 'offer_ended  2']);
    await expect(desk.accept(id, WU)).rejects.toMatchObject({ code: 'not_allowed_now' });
  });

  it('is quiet once it was accepted or declined', async () => {
    await complains();
    await desk.claim(id, CHEN);
    await desk.transfer(id, CHEN, { agentId: WU.id });
    await desk.decline(id, WU);
    await desk.transfer(id, CHEN, { agentId: WU.id });
    await desk.accept(id, WU);
    expect((await temp.timers.ofConversation(id)).map(({ key }) => key)).not.toContain('desk:offer');
    await passes(10 * MINUTE);
    expect((await notes()).filter((note) => note.startsWith('offer_ended'))).toEqual(['offer_ended  0']);
    expect((await temp.store.conversation(id))?.agentId).toBe(WU.id);
  });
});
