import { execFile } from 'node:child_process';
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';
import { createIdentity } from '#adapters/web/identity.ts';
import { readStoredDay, type StoredHandover } from '#store/stored-day.ts';
import { type AgentStory, workShift } from './day/agent.ts';
import { startCrm } from './day/crm.ts';
import { type CustomerStory, liveAsCustomer } from './day/customer.ts';
import { createFastClock, type FastClock, type Pace } from './day/fast-clock.ts';
import { toFigures } from './day/figures.ts';
import { judgeDay, type Verdict } from './day/judge.ts';
import { createLine, type Line } from './day/line.ts';
import { planDay, workByHour } from './day/plan.ts';
import { makeRoster, type Shift, toStaffFile } from './day/roster.ts';
import { readSentences } from './day/sentences.ts';
import type { World } from './day/world.ts';
import { createRandom } from './ownership/random.ts';
import { serveBaton, type ServedBaton, serverFlags } from './served-baton.ts';
import { round } from './statistics.ts';

const PROJECT = path.join(import.meta.dirname, '..', '..', '..');
const SERVE_FAST = path.join(import.meta.dirname, 'day', 'serve-fast.mjs');
const [MINUTE, HOUR] = [60_000, 3600_000];
/** A Tuesday without anything special, midnight in Shanghai. */
const MIDNIGHT = Date.parse('2027-03-09T00:00:00+08:00');
/** Customers who come in a real minute: the day passes slower while more of them come, and while the night's are served. */
const PER_MINUTE = 600;
/** No hour passes faster: leases of seconds must outlast the work they are for. */
const FASTEST = 400;
/** Hours that are left out pass so fast. */
const SKIPPED = 20_000;

/**
 * A day of the hotline of service-domain.md at its peak: 7,000 conversations, 40 agents on shifts, everything real but
 * the people, and time passes faster. `--conversations N`, `--agents N`, `--seed N`, `--slower N` (N times as slow),
 * `--per-minute N` (customers in a real minute: 600), `--from N --until N` (only these hours), `--young-mb N` (memory of the
 * server for what has just been made: 2 as with `npm start`).
 */
export async function benchDay({ json, args }: { readonly json: boolean; readonly args: readonly string[] }): Promise<boolean> {
  const option = (name: string, otherwise: number): number => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const [conversations, agents, seed, slower] = [option('--conversations', 7_000), option('--agents', 40), option('--seed', 1), option('--slower', 1)];
  const perMinute = option('--per-minute', PER_MINUTE);
  const random = createRandom(seed);
  const [from, until] = [option('--from', 0), option('--until', 24)];
  // Whoever is served then is served to the end.
  const endsAt = MIDNIGHT + Math.min(24, until + 0.5) * HOUR;
  const callers = planDay(conversations, await readSentences(), random).filter(({ arrivesAt }) => arrivesAt >= from * HOUR && arrivesAt < until * HOUR);
  const roster = makeRoster(agents);
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-day-'));
  const secret = randomBytes(32).toString('base64url');
  const crm = await startCrm();
  const paces: readonly Pace[] = [...workByHour(), 0].map((work, hour) => ({ from: MIDNIGHT + hour * HOUR, times: hour < from ? SKIPPED : Math.min(FASTEST, (60 * perMinute) / (conversations * work)) / slower }));
  let baton: ServedBaton | undefined;
  try {
    await writeContent(folder, roster);
    const variables = { DATA_DIR: folder, INTENTS_DIR: path.join(folder, 'intents'), CUSTOMERS_FILE: path.join(folder, 'customers.yaml'), DIRECTORY_URL: crm.url, IDENTITY_SECRET: secret, DEMO: 'true', LOG_LEVEL: 'error' };
    say('Learning …');
    await promisify(execFile)(process.execPath, [path.join(PROJECT, 'src', 'cli', 'main.ts'), 'learn'], { env: { ...process.env, ...variables } });
    const begun = Date.now() + 3_000;
    const clock = createFastClock(begun, paces);
    baton = await serveBaton({ ...variables, BENCH_DAY: JSON.stringify({ begun, paces }) }, SERVE_FAST, serverFlags(option('--young-mb', 2)));
    const over = new AbortController();
    const line = createLine();
    const world: World = { url: baton.url, clock, line, sign: createIdentity(secret).sign, endsAt, over: over.signal };
    const links = await inviteAll(baton, line, roster);
    say(`${callers.length} conversations and ${agents} agents; the day takes ${Math.round(clock.realMsUntil(endsAt) / MINUTE)} minutes …`);
    const started = performance.now();
    const before = await baton.processorSeconds();
    const stories: CustomerStory[] = [];
    const working = Promise.all(
      roster.flatMap((shift, i) => {
        const [begins, ends] = hoursOf(shift);
        return begins >= MIDNIGHT + until * HOUR ? [] : [workShift(shift, links[i]!, [begins, Math.min(ends, endsAt)], createRandom(seed + 1 + i), world)];
      }),
    );
    const memory = watchMemory(baton, clock, () => `${stories.length} of ${callers.length} conversations over`, say);
    const called = Promise.all(
      callers.map(async (caller) => {
        await clock.wait(MIDNIGHT + caller.arrivesAt - clock.now());
        stories.push(await liveAsCustomer(caller, world));
      }),
    );
    const [worked]: readonly [readonly AgentStory[], unknown] = await Promise.all([working, called]);
    over.abort();
    const minutes = (performance.now() - started) / MINUTE;
    const { residentMb, peakMb } = await memory.stop();
    const processorMsEach = round((((await baton.processorSeconds().catch(() => Number.NaN)) - before) * 1_000) / callers.length);
    await baton.stop();
    const figures = toFigures(stories, worked, readStoredDay(folder), { isOpen: isOpenAt(roster), endsAt });
    const result = { ...figures, minutes: round(minutes), perMinute: round(callers.length / minutes), processorMsEach, residentMb, peakMb, faults: line.faults };
    const verdicts = judgeDay(figures, from === 0 && until === 24 ? { minutes: result.minutes, slower } : {});
    const isMet = verdicts.every((verdict) => verdict.isMet);
    process.stdout.write(json ? `${JSON.stringify({ ...result, verdicts, isMet })}\n` : `${toText(result)}\n${sayVerdicts(verdicts)}`);
    return isMet;
  } finally {
    await baton?.stop();
    await crm.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The content of the day: nobody in the directory's file, everybody in the CRM, and the roster. Consoles say in real time
 * that they are open, so nobody counts as away within an hour of the day.
 */
async function writeContent(folder: string, roster: readonly Shift[]): Promise<void> {
  const intents = path.join(folder, 'intents');
  await cp(path.join(PROJECT, 'intents'), intents, { recursive: true, filter: (source) => !/\.(?:ts|bin|jsonl)$|vectors$/.test(source) });
  const policy = parse(await readFile(path.join(intents, 'policy.yaml'), 'utf8')) as Record<string, object>;
  await writeFile(path.join(intents, 'policy.yaml'), stringify({ ...policy, routing: { ...policy['routing'], awaySeconds: 3_600 } }));
  const directory = path.join(PROJECT, 'adapters', 'directory');
  for (const name of ['directory.yaml', 'tiers.yaml']) await copyFile(path.join(directory, name), path.join(folder, name));
  await writeFile(path.join(folder, 'customers.yaml'), 'customers: []\n');
  await writeFile(path.join(folder, 'staff.yaml'), toStaffFile(roster));
}

/** One-time links for everybody, from the lead's console. */
async function inviteAll({ url, signInLink }: ServedBaton, line: Line, roster: readonly Shift[]): Promise<readonly string[]> {
  const signedIn = await line.fetch(`${url}/api/console/sign-in`, { method: 'POST', body: JSON.stringify({ token: signInLink?.split('sign-in=').at(-1) }) });
  const cookie = (signedIn.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  return Promise.all(
    roster.map(async ({ name }) => {
      const invited = await line.fetch(`${url}/api/console/staff`, { method: 'POST', headers: { cookie }, body: JSON.stringify({ name, role: 'agent' }) });
      return ((await invited.json()) as { readonly link: string }).link;
    }),
  );
}

function hoursOf({ from, to }: Shift): readonly [number, number] {
  const at = (text: string): number => MIDNIGHT + text.split(':').reduce((sum, part, i) => sum + Number(part) * (i === 0 ? HOUR : MINUTE), 0);
  return [at(from), at(to)];
}

/** Was anybody of the team there when the customer was handed over? */
function isOpenAt(roster: readonly Shift[]): (handover: StoredHandover) => boolean {
  return ({ team, openedAt }) => roster.some((shift) => shift.team === team && hoursOf(shift)[0] <= openedAt && openedAt < hoursOf(shift)[1] - 30 * MINUTE);
}

/** Looks at the server's memory every few seconds and says how far the day is. */
function watchMemory(baton: ServedBaton, clock: FastClock, progress: () => string, say: (line: string) => void): { stop(): Promise<{ readonly residentMb: number; readonly peakMb: number }> } {
  let peakMb = 0;
  let looks = 0;
  const look = async (): Promise<void> => {
    peakMb = Math.max(peakMb, await baton.residentMb());
    if (looks++ % 6 === 0) say(`  ${new Date(clock.now() + 8 * HOUR).toISOString().slice(11, 16)}  ${progress()}, ${Math.round(peakMb)} MB`);
  };
  const timer = setInterval(() => void look().catch(() => undefined), 5_000);
  return {
    async stop() {
      clearInterval(timer);
      const residentMb = round(await baton.residentMb().catch(() => Number.NaN));
      return { residentMb, peakMb: round(Math.max(peakMb, residentMb || 0)) };
    },
  };
}

function toText(result: object): string {
  return Object.entries(result)
    .map(([name, value]) => `${name.padEnd(22)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}\n`)
    .join('');
}

function sayVerdicts(verdicts: readonly Verdict[]): string {
  return verdicts.map(({ what, measured, promised, isMet }) => `${isMet ? 'kept   ' : 'BROKEN '} ${what}: ${measured} (${promised})\n`).join('');
}
