import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '#core/ports/clock.ts';
import { openStore } from '#store/open-store.ts';
import { systemClock } from '#worker/clock.ts';
import { startFakeSlack } from '../fake/index.ts';
import { seeded } from '../fake/trouble-maker.ts';
import { loadChild } from './child-process.ts';
import { judge, type Said } from './judge.ts';
import { readThread } from './scene.ts';
import { CHANNEL } from './slack-baton.ts';

const ADDRESSES = ['v-1', 'v-2', 'v-3'];

/** Slack's own retries of events come a hundred times sooner. */
const hasty: Clock = { now: () => systemClock.now(), after: (ms, call) => systemClock.after(ms >= 60_000 ? ms / 100 : ms, call) };

/** What came of it. `faults`: what was lost, doubled or out of order, as sentences. */
export type KillResult = { readonly kills: number; readonly accepted: number; readonly acknowledgedNotes: number; readonly faults: readonly string[] };

/**
 * Kills Baton so many times, in turn as Slack has taken a post and before Baton knows, and as an event is acknowledged; customers
 * write on and staff write notes all the while. Rejects when something does not come within a minute.
 */
export async function killAgainAndAgain(kills: number): Promise<KillResult> {
  const random = seeded(4);
  const fake = await startFakeSlack({ clock: hasty, rates: false });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'baton-killed-'));
  const ann = fake.users.add({ name: 'Ann', email: 'ann@example.com' });
  const room = fake.channels.add('service', { members: [ann] });
  const place = { apiUrl: fake.apiUrl, botToken: fake.botToken, signingSecret: fake.signingSecret, room: room.id };
  const accepted: Said[] = [];
  const noted: { readonly mark: string; readonly lane: string; readonly event: string }[] = [];
  const cards = () => fake.posts(room.id).filter(({ threadTs }) => threadTs === undefined);
  // Cards name nobody in this shop; each was opened by the first words of its customer, one after the other.
  const cardOf = (address: string) => cards()[ADDRESSES.indexOf(address)];

  let unsaid: { readonly address: string; readonly id: string; readonly text: string }[] = [];
  let spare = loadChild();
  const next = async (hire?: { name: string; email: string }[]) => {
    const child = spare;
    spare = loadChild();
    const url = await child.open({ place, dataDir, paceMs: 10, ...(hire ? { hire } : {}) });
    if (url !== undefined) await fake.connectTo(url);
    return child;
  };
  const sayAll = async (child: ReturnType<typeof loadChild>): Promise<void> => {
    for (let [first] = unsaid; first; [first] = unsaid) {
      if (!(await child.say(first.address, first.id, first.text))) return;
      const mark = /#[\w-]+#/.exec(first.text)?.[0];
      if (mark) accepted.push({ mark, lane: first.address });
      unsaid = unsaid.slice(1);
    }
  };
  let child = await next([{ name: 'Ann', email: 'ann@example.com' }]);
  for (const [i, address] of ADDRESSES.entries()) {
    await child.say(address, `${address}-first`, '转人工');
    await fake.until(() => cards().length === i + 1, 60_000);
  }
  for (let kill = 0; kill < kills; kill++) {
    const address = ADDRESSES[Math.floor(random() * ADDRESSES.length)] ?? 'v-1';
    const mark = `#k-${String(kill).padStart(2, '0')}#`;
    if (kill % 2 === 0) {
      const dropped = (): number => fake.calls.filter(({ result }) => result === 'ok, answer dropped').length;
      const before = dropped();
      fake.trouble.dropAnswers(1, 'chat.postMessage');
      unsaid.push({ address, id: `m-${kill}`, text: `${mark} 你好` });
      await sayAll(child);
      await fake.until(() => dropped() > before, 60_000);
    } else {
      unsaid.push({ address, id: `m-${kill}`, text: `${mark} 在吗` });
      const saying = sayAll(child);
      const card = cardOf(address);
      const post = fake.say(ann, room.id, `${mark.replace('k', 'n')} note`, card ? { thread: card } : {});
      const event = fake.deliveries.findLast(({ body }) => (body['event'] as { ts?: string }).ts === post.ts);
      noted.push({ mark: mark.replace('k', 'n'), lane: address, event: event?.id ?? '' });
      await fake.until(() => event?.attempts.some(({ status }) => status === 200), 60_000);
      // Killed at once, what is being said as it may be.
      void saying.catch(() => undefined);
      await child.kill();
      await saying;
    }
    await child.kill();
    child = await next();
  }
  await sayAll(child);
  const standing = () => new Map(ADDRESSES.map((address) => [address, cardOf(address) ? readThread(fake, cardOf(address)!).slice(1) : []] as const));
  await fake.until(() => accepted.every(({ mark, lane }) => standing().get(lane)?.some((text) => text.includes(mark))), 60_000);
  await fake.idle();
  await child.stop();
  await spare.kill();
  const lost = judge({ acknowledged: accepted, standing: standing() });

  const { store } = await openStore({ dataDir, desks: ['slack'], onTrouble: () => undefined });
  const written = new Map<string, readonly string[]>();
  for (const address of ADDRESSES) written.set(address, (await store.transcript(store.idOf(CHANNEL, address), 2_000)).filter(({ message }) => message.visibility === 'staff').map(({ message }) => message.text));
  const acked = (event: string): boolean => fake.deliveries.find(({ id }) => id === event)?.acked === true;
  const faults = judge({ acknowledged: noted.filter(({ event }) => acked(event)), unacknowledged: noted.filter(({ event }) => !acked(event)), standing: written });
  // Slack's retries may bring a later note first.
  const noteFaults = faults.filter((fault) => !fault.includes('stands where'));
  await store.close();
  await fake.close();
  await rm(dataDir, { recursive: true, force: true });
  return { kills, accepted: accepted.length, acknowledgedNotes: noted.filter(({ event }) => acked(event)).length, faults: [...lost, ...noteFaults] };
}
