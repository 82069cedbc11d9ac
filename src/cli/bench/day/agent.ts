import type { ConversationSummary, OwnPresence, StaffView } from '#core/protocol.ts';
import type { Random } from '../ownership/random.ts';
import type { Shift } from './roster.ts';
import type { World } from './world.ts';

/** How the day went for one agent. */
export type AgentStory = {
  readonly shift: Shift;
  readonly served: number;
  readonly shiftMs: number;
  /** Ms of the day with at least one conversation. */
  readonly busyMs: number;
  /** Steps that Baton refused, by the error's code; two who reach for the same conversation are no trouble. */
  readonly refused: Readonly<Record<string, number>>;
};

const MINUTE = 60_000;
/** Share of calls and letters that are answered. */
const ANSWERS_PHONE = 0.9;
const WORDS = {
  zh: ['您好，我来为您处理，请稍等，我先看一下您的情况。', '请问还有订单号或者照片可以提供吗？', '我已经为您登记，今天之内会有同事跟进。', '感谢您的耐心，问题已经处理好了，祝您生活愉快。'],
  en: ['Hello, I am taking care of this now, let me look at what happened.', 'Could you share the order number or a photo?', 'I have noted everything; a colleague follows up today.', 'Thank you for your patience, this is settled now. Have a good day.'],
} as const;

/** Works one shift at the console: says that they are there, serves what they are given, and goes when everything in hand is done. Never rejects: whoever cannot open the console serves nobody, and it is counted. */
export async function workShift(shift: Shift, ...how: [link: string, hours: readonly [number, number], random: Random, world: World]): Promise<AgentStory> {
  return work(shift, ...how).catch(() => ({ shift, served: 0, shiftMs: how[1][1] - how[1][0], busyMs: 0, refused: { 'no console': 1 } }));
}

async function work(shift: Shift, link: string, [from, until]: readonly [number, number], random: Random, { url, clock, line, over }: World): Promise<AgentStory> {
  const wait = (ms: number): Promise<void> => (over.aborted ? Promise.resolve() : clock.wait(ms));
  const signedIn = await line.fetch(`${url}/api/console/sign-in`, { method: 'POST', body: JSON.stringify({ token: link.split('sign-in=').at(-1) }) });
  const cookie = (signedIn.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const refused: Record<string, number> = {};
  const post = async (path: string, body: unknown = {}): Promise<boolean> => {
    const code = await line
      .fetch(`${url}/api/console/${path}`, { method: 'POST', headers: { cookie }, body: JSON.stringify(body) })
      .then(async (response) => {
        const text = await response.text();
        return response.ok ? undefined : ((JSON.parse(text) as { error?: { code: string } }).error?.code ?? String(response.status));
      })
      .catch(() => 'unreachable');
    if (code !== undefined) refused[code] = (refused[code] ?? 0) + 1;
    return code === undefined;
  };
  const me = (await (await line.fetch(`${url}/api/console/me`, { headers: { cookie } })).json()) as StaffView;
  await wait(from - clock.now());
  const gone = new AbortController();
  const serving = new Map<string, Promise<void>>();
  let served = 0;
  let busyMs = 0;
  let busySince = 0;
  let isOnShift = false;

  /** Looks at the number and calls or writes, as was promised; whoever does not answer is tried again later, by whoever is there then. Tells whether they were reached. */
  const reach = async (id: string): Promise<boolean> => {
    await post(`conversations/${id}/callback-contact`);
    await wait((60 + random.next() * 120) * 1_000);
    if (random.chance(ANSWERS_PHONE)) return post(`conversations/${id}/callback-done`);
    if (await post(`conversations/${id}/callback-missed`)) await post(`conversations/${id}/release`);
    return false;
  };
  const serve = async ({ id, language, reason, callback }: ConversationSummary): Promise<void> => {
    if (callback && callback.way !== 'chat') {
      if (!(await reach(id))) return;
      await wait((30 + random.next() * 60) * 1_000);
      if (await post(`conversations/${id}/close`, { reason: 'resolved' })) served += 1;
      return;
    }
    const words = WORDS[language];
    const patience = reason === 'complaint' || reason === 'law' || reason === 'danger' ? 2 : 1;
    const steps = [words[0], ...(random.chance(0.7) ? [words[1]] : []), ...(random.chance(0.5 * patience) ? [words[2]] : []), words[3]];
    for (const text of steps) {
      await wait((20 + random.next() * 70) * 1_000 * patience);
      if (!(await post(`conversations/${id}/reply`, { text, clientId: crypto.randomUUID() }))) return;
      // An answer in the chat that was promised is given with the first words.
      if (callback && text === words[0]) await post(`conversations/${id}/callback-done`);
    }
    await wait((30 + random.next() * 60) * 1_000);
    await post(`conversations/${id}/close`, { reason: 'resolved' });
    served += 1;
  };
  /** Has it open on the page meanwhile, as somebody has who serves a customer. */
  const open = async (summary: ConversationSummary): Promise<void> => {
    const closing = new AbortController();
    const events = line.follow(() => `${url}/api/console/conversations/${summary.id}/events`, { headers: { cookie }, signal: closing.signal }, () => undefined);
    await Promise.all([events.catch(() => undefined), serve(summary).finally(() => closing.abort())]);
  };
  const look = (summary: ConversationSummary): void => {
    if (summary.agentId !== me.id || summary.state !== 'human' || serving.has(summary.id)) return;
    if (serving.size === 0) busySince = clock.now();
    const done = open(summary)
      .catch(() => undefined)
      .finally(() => {
        serving.delete(summary.id);
        if (serving.size === 0) busyMs += clock.now() - busySince;
      });
    serving.set(summary.id, done);
  };
  /** Whoever let something pass counts as away until they say that they are back. */
  const stay = ({ presence, chosen }: OwnPresence): void => {
    if (presence === 'away' && chosen === 'away' && isOnShift) void wait(MINUTE).then(() => (isOnShift ? post('presence', { presence: 'available' }) : undefined)).catch(() => undefined);
  };
  const hear = (event: string, data: unknown): void => {
    if (event === 'list') (data as readonly ConversationSummary[]).forEach(look);
    if (event === 'conversation') look(data as ConversationSummary);
    if (event === 'presence') stay(data as OwnPresence);
  };
  // Every agent has a machine of their own; here one process reads for all of them, and only what is about each.
  await line.follow(() => `${url}/api/console/events`, { headers: { cookie }, signal: gone.signal }, hear, (event, json) => event === 'presence' || json.includes(me.id));
  isOnShift = true;
  await post('presence', { presence: 'available' });
  await wait(until - clock.now());
  isOnShift = false;
  await post('presence', { presence: 'away' });
  const latest = clock.now() + 60 * MINUTE;
  while (serving.size > 0 && clock.now() < latest && !over.aborted) await Promise.race([Promise.all(serving.values()), wait(MINUTE)]);
  gone.abort();
  return { shift, served, shiftMs: until - from, busyMs, refused };
}
