import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '#core/ports/clock.ts';
import { systemClock } from '#worker/clock.ts';
import { type FakePost, startFakeSlack } from '../fake/index.ts';
import { seeded } from '../fake/trouble-maker.ts';
import { type BatonChild, loadChild } from './child-process.ts';
import { findLeaks, judge, type Said } from './judge.ts';
import { readThread } from './scene.ts';
import { openWebCustomer, type WebCustomer } from './web-customer.ts';

const PEOPLE = ['v-1', 'v-2', 'v-3'];
/** Killed this long after people have spoken, ms at most: about as long as a message takes through everything. */
const MIDST_MS = 60;

/** Slack's own retries of events come a hundred times sooner. */
const hasty: Clock = { now: () => systemClock.now(), after: (ms, call) => systemClock.after(ms >= 60_000 ? ms / 100 : ms, call) };

/** What came of it: how much was acknowledged, and `faults`: what was lost, doubled, in the wrong place or told to whom it must not be, as sentences. */
export type BothWaysResult = { readonly kills: number; readonly written: number; readonly answered: number; readonly faults: readonly string[] };

/**
 * Kills Baton so many times while three customers write on pages as the widget does, their agent answers in threads of Slack
 * that talk with them, and a colleague writes notes there. Rejects, or never resolves, when something does not come.
 */
export async function killBothWays(kills: number): Promise<BothWaysResult> {
  const random = seeded(6);
  const fake = await startFakeSlack({ clock: hasty, rates: false });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'baton-killed-'));
  const ann = fake.users.add({ name: 'Ann', email: 'ann@example.com' });
  const bob = fake.users.add({ name: 'Bob', email: 'bob@example.com' });
  const room = fake.channels.add('service', { members: [ann, bob] });
  const place = { apiUrl: fake.apiUrl, botToken: fake.botToken, signingSecret: fake.signingSecret, room: room.id };

  let server = Promise.withResolvers<string>();
  let spare = loadChild();
  const next = async (hire?: { name: string; email: string }[]): Promise<BatonChild> => {
    const child = spare;
    spare = loadChild();
    const eventsUrl = (await child.open({ place, dataDir, paceMs: 10, web: true, ...(hire ? { hire } : {}) })) ?? '';
    await fake.connectTo(eventsUrl);
    server.resolve(new URL(eventsUrl).origin);
    return child;
  };
  let child = await next([ann, bob].map(({ name, email = '' }) => ({ name, email })));
  const kill = async (): Promise<void> => {
    server = Promise.withResolvers();
    await child.kill();
    child = await next();
  };

  const pages = new Map<string, WebCustomer>();
  const cards = new Map<string, FakePost>();
  for (const name of PEOPLE) {
    const page = await openWebCustomer(() => server.promise);
    pages.set(name, page);
    await page.say('转人工');
    const card = await fake.until(() => fake.posts(room.id).find((post) => post.threadTs === undefined && ![...cards.values()].includes(post)), 20_000);
    cards.set(name, card);
    await fake.press(ann, card, 'baton_claim');
    await fake.until(() => fake.read(card).includes('*Ann*'), 20_000);
    await fake.press(ann, card, 'baton_talk');
    await fake.until(() => fake.read(card).includes('🗣️'), 20_000);
  }

  const written: Said[] = [];
  const replied: { readonly said: Said; readonly ts: string }[] = [];
  const writing: Promise<void>[] = [];
  const isAcked = (ts: string): boolean => fake.deliveries.some(({ body, attempts }) => (body['event'] as { ts?: string } | undefined)?.ts === ts && attempts.some(({ status }) => status === 200));
  const speak = (name: string, number: string): (() => boolean) => {
    const page = pages.get(name);
    const card = cards.get(name);
    if (!page || !card) return () => true;
    const mine = { mark: `#c-${number}#`, lane: name };
    written.push(mine);
    // One after the other, as a page does.
    const before = lastOf.get(name) ?? Promise.resolve();
    const turn = before.then(() => page.say(`${mine.mark} 在吗`));
    lastOf.set(name, turn);
    writing.push(turn);
    const { ts } = fake.say(ann, room.id, `#a-${number}# 在的`, { thread: card });
    replied.push({ said: { mark: `#a-${number}#`, lane: name }, ts });
    fake.say(bob, room.id, `#n-${number}#`, { thread: card });
    return () => isAcked(ts);
  };
  const lastOf = new Map<string, Promise<void>>();
  for (let i = 0; i < kills; i++) {
    const isTaken = speak(PEOPLE[Math.floor(random() * PEOPLE.length)] ?? 'v-1', String(i).padStart(2, '0'));
    // Sometimes before anything is acknowledged, mostly in the midst of what comes after.
    if (i % 4 !== 0) await fake.until(isTaken);
    await new Promise((resolve) => setTimeout(resolve, random() * MIDST_MS));
    await kill();
  }
  await Promise.all(writing);
  await fake.idle();
  const answered = replied.filter(({ ts }) => isAcked(ts)).map(({ said }) => said);
  const inThreads = () => new Map([...cards].map(([name, card]) => [name, readThread(fake, card).slice(1)] as const));
  await fake.until(() => written.every(({ mark, lane }) => inThreads().get(lane)?.some((text) => text.includes(mark))), 30_000);
  for (const [name, page] of pages) await page.until(() => answered.every(({ mark, lane }) => lane !== name || page.standing().some((text) => text.includes(mark))));

  const onPages = new Map([...pages].map(([name, page]) => [name, page.standing().filter((text) => !text.includes('#c-'))] as const));
  // What staff wrote stands in its thread already and is not told again.
  const toStaff = judge({ acknowledged: written, standing: inThreads() });
  // Slack's own retries may bring an earlier reply later.
  const toCustomers = judge({ acknowledged: answered, unacknowledged: replied.map(({ said }) => said), standing: onPages }).filter((fault) => !fault.includes('stands where'));
  const again = [...pages.values()].flatMap(({ doubled }) => doubled.map((text) => `the stream brought “${text}” again`));
  const leaks = findLeaks(replied.map(({ said: { mark, lane } }) => ({ mark: mark.replace('a', 'n'), lane })), [...onPages.values()].flat());
  for (const page of pages.values()) page.close();
  await child.stop();
  await spare.kill();
  await fake.close();
  await rm(dataDir, { recursive: true, force: true });
  return { kills, written: written.length, answered: answered.length, faults: [...toStaff, ...toCustomers, ...again, ...leaks] };
}
