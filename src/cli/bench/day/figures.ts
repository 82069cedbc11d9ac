import type { Tier } from '#core/protocol.ts';
import type { StoredDay, StoredHandover } from '#store/stored-day.ts';
import { percentile, round } from '../statistics.ts';
import type { AgentStory } from './agent.ts';
import type { CustomerStory } from './customer.ts';
import { type Mood, MOODS } from './sentences.ts';

const MINUTE = 60_000;

/** Minutes of waiting for a person. */
type Waits = { readonly count: number; readonly p50: number; readonly p95: number; readonly longest: number };

/** What a day came to. Shares are in [0, 1]; waits in minutes of the day, answers in real ms. */
export type DayFigures = {
  readonly conversations: number;
  /** Share whose first message was answered by bot or person. */
  readonly pickUp: number;
  readonly firstAnswerP50Ms: number;
  readonly firstAnswerP95Ms: number;
  readonly acceptP95Ms: number;
  readonly handedOver: number;
  /** Handed over and not needed by a person: ended by the bot alone. */
  readonly servedByBot: number;
  /** Left before anybody came: of those handed over while people were there, and of the others. */
  readonly gaveUp: number;
  readonly gaveUpAtNight: number;
  /** By tier, of handovers while people were there, of those who stayed in the line. */
  readonly waitMinutes: Readonly<Partial<Record<Tier, Waits>>>;
  /** First words of a person by the time that was promised; of those who stayed in the line. */
  readonly firstReplyKept: Readonly<Partial<Record<Tier, number>>> & { readonly all: number };
  /** Customers whom a call or an answer later was promised; of the promises that fell due, the share that was kept in time. */
  readonly promised: number;
  readonly promisesDue: number;
  readonly promisesKept: number;
  /** By mood: how many called, and the share that came to a person. */
  readonly moods: Readonly<Record<Mood, { readonly count: number; readonly handedOver: number }>>;
  /** No time limit of the handover was broken. */
  readonly limitsKept: number;
  readonly rated: number;
  readonly satisfied: number;
  readonly agents: number;
  readonly servedByAgents: number;
  /** Jain's index of the work among agents of a team: 1 is even (Jain, Chiu, Hawe 1984). */
  readonly fairness: Readonly<Record<string, number>>;
  /** Share of their shifts that agents had somebody. */
  readonly occupancy: number;
  readonly lost: number;
  readonly disordered: number;
  readonly botWordsBesidePerson: number;
  readonly troubles: Readonly<Record<string, number>>;
  readonly messages: number;
  readonly storeMb: number;
};

/** What is known of the day beside: whether people of a team were there, and when it ended, Unix ms of the fast day. */
export type DayKnown = { readonly isOpen: (handover: StoredHandover) => boolean; readonly endsAt: number };

/** What the stories of customers and agents and the store say together. */
export function toFigures(stories: readonly CustomerStory[], agents: readonly AgentStory[], stored: StoredDay, { isOpen, endsAt }: DayKnown): DayFigures {
  const share = (part: number, of: number): number => (of === 0 ? 1 : round(part / of, 4));
  const tiers = ['vip', 'key', 'regular', 'small'] as const;
  const open = stored.handovers.filter(isOpen);
  const waits = (all: readonly StoredHandover[]): Waits => {
    // Whoever agreed to be reached later does not wait; their promise is counted by itself.
    const list = all.filter(({ callback }) => callback === undefined);
    const minutes = list.flatMap(({ openedAt, claimedAt }) => (claimedAt === undefined ? [] : [(claimedAt - openedAt) / MINUTE]));
    return { count: list.length, p50: round(percentile(minutes, 0.5)), p95: round(percentile(minutes, 0.95)), longest: round(Math.max(0, ...minutes)) };
  };
  const isKept = (list: readonly StoredHandover[]): number => {
    const stayed = list.filter(({ claimedAt, callback }) => claimedAt !== undefined && callback === undefined);
    return share(stayed.filter(({ firstReplyAt, dueAt }) => firstReplyAt !== undefined && firstReplyAt <= dueAt).length, stayed.length);
  };
  // What was taken back, or tried in vain to the end, is no promise any more.
  const due = stored.handovers.flatMap(({ callback }) => (callback && (callback.ended ? callback.ended.how === 'done' : callback.until <= endsAt) ? [callback] : []));
  const moodOf = (list: readonly CustomerStory[]) => ({ count: list.length, handedOver: share(list.filter(({ seen }) => seen.wasHandedOver).length, list.length) });
  const firstAnswers = stories.flatMap(({ firstAnswerMs }) => firstAnswerMs ?? []);
  const called = stories.filter(({ seen }) => seen.wasHandedOver);
  const rated = stories.filter(({ hasRated }) => hasRated);
  const sum = (of: (story: CustomerStory) => number): number => stories.reduce((total, story) => total + of(story), 0);
  const troubles: Record<string, number> = {};
  for (const { trouble } of stories) if (trouble !== undefined) troubles[trouble.slice(0, 120)] = (troubles[trouble.slice(0, 120)] ?? 0) + 1;
  for (const { refused } of agents) for (const [code, count] of Object.entries(refused)) troubles[`agent: ${code}`] = (troubles[`agent: ${code}`] ?? 0) + count;
  return {
    conversations: stories.length,
    pickUp: share(firstAnswers.length, stories.length),
    firstAnswerP50Ms: round(percentile(firstAnswers, 0.5)),
    firstAnswerP95Ms: round(percentile(firstAnswers, 0.95)),
    acceptP95Ms: round(percentile(stories.flatMap(({ ackMs }) => ackMs), 0.95)),
    handedOver: share(called.length, stories.length),
    servedByBot: share(stories.length - called.length, stories.length),
    gaveUp: share(open.filter(({ claimedAt, endedAt }) => claimedAt === undefined && endedAt !== undefined).length, open.length),
    gaveUpAtNight: share(stored.handovers.filter((one) => !isOpen(one) && one.claimedAt === undefined && one.endedAt !== undefined).length, stored.handovers.length - open.length),
    waitMinutes: Object.fromEntries(tiers.flatMap((tier) => (open.some((one) => one.tier === tier) ? [[tier, waits(open.filter((one) => one.tier === tier))]] : []))),
    firstReplyKept: { all: isKept(stored.handovers), ...Object.fromEntries(tiers.map((tier) => [tier, isKept(stored.handovers.filter((one) => one.tier === tier))])) },
    promised: stories.filter(({ wasPromised }) => wasPromised).length,
    promisesDue: due.length,
    promisesKept: share(due.filter(({ until, ended }) => ended?.how === 'done' && ended.at <= until).length, due.length),
    moods: Object.fromEntries(MOODS.map((mood) => [mood, moodOf(stories.filter(({ caller }) => caller.mood === mood))])) as DayFigures['moods'],
    limitsKept: share(stored.handovers.filter(({ escalatedAt }) => escalatedAt === undefined).length, stored.handovers.length),
    rated: share(rated.length, stories.length),
    satisfied: share(rated.filter(({ caller }) => (caller.score ?? 0) >= 4).length, rated.length),
    agents: agents.length,
    servedByAgents: agents.reduce((total, { served }) => total + served, 0),
    fairness: Object.fromEntries([...Map.groupBy(agents, ({ shift }) => `${shift.team} ${shift.from}`)].map(([group, members]) => [group, round(jain(members.map(({ served }) => served)), 3)])),
    occupancy: share(agents.reduce((total, { busyMs }) => total + busyMs, 0), agents.reduce((total, { shiftMs }) => total + shiftMs, 0)),
    lost: stored.untaken + stored.unsent,
    disordered: sum(({ seen }) => seen.disordered),
    botWordsBesidePerson: sum(({ seen }) => seen.botWordsBesidePerson),
    troubles,
    messages: stored.messages,
    storeMb: round(stored.megabytes),
  };
}

/** (Σx)² ÷ (n · Σx²). */
function jain(values: readonly number[]): number {
  const squares = values.reduce((sum, value) => sum + value * value, 0);
  return squares === 0 ? 1 : values.reduce((sum, value) => sum + value, 0) ** 2 / (values.length * squares);
}
