import { killBothWays } from '../../../test/adapters/slack/proof/kill-both-ways.ts';
import { killAgainAndAgain } from '../../../test/adapters/slack/proof/kill-run.ts';
import { benchFlood } from './slack/flood.ts';
import { benchStalledStore } from './slack/stalled-store.ts';

/**
 * Slack as a desk, in real time against the strict fake that the tests use, in about two and a half minutes: 600 messages
 * of customers in a minute into ten threads of one channel that takes one post a second and answers 429 at random; then
 * events at 20/s while the store stands still for half a minute. `--seed N`: another course of the random answers. `--kills N`: nothing
 * of that; kills Baton N times with `kill -9` in the middle, and judges what stands in Slack, in the store, and on customers' pages.
 */
export async function benchSlack({ json, args }: { readonly json: boolean; readonly args: readonly string[] }): Promise<boolean> {
  const option = (name: string): number | undefined => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : undefined);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const kills = option('--kills');
  if (kills !== undefined) return benchKills(kills, { json, say });
  const flood = await benchFlood(option('--seed') ?? 1, say);
  const stalled = await benchStalledStore(say);
  const isMet = flood.faults.length === 0 && stalled.faults.length === 0 && stalled.ackP99Ms < stalled.target.ackP99Ms;
  for (const fault of [...flood.faults, ...stalled.faults].slice(0, 20)) say(fault);
  if (json) process.stdout.write(`${JSON.stringify({ flood, stalled, isMet })}\n`);
  else {
    process.stdout.write(`flood      ${flood.messages} messages in ${flood.seconds} s into ${flood.threads} threads of one channel: ${flood.posts} posts, ${flood.refused} answers 429\n`);
    process.stdout.write(`           all stood there ${flood.afterLastSeconds} s after the last; ${flood.faults.length} lost, doubled or out of order\n`);
    process.stdout.write(`           from a message to its place in the thread: p50 ${flood.placeP50Seconds} s, p99 ${flood.placeP99Seconds} s\n`);
    process.stdout.write(`stalled    ${stalled.events} events at ${stalled.perSecond}/s while the store stood still for ${stalled.stalledSeconds} s\n`);
    process.stdout.write(`           acknowledged p50 ${stalled.ackP50Ms} ms, p99 ${stalled.ackP99Ms} ms, longest ${stalled.ackMaxMs} ms (target p99 < ${stalled.target.ackP99Ms}); retries ${stalled.retries}\n`);
    process.stdout.write(`           all had taken effect ${stalled.afterSeconds} s after it went on; ${stalled.faults.length} lost, doubled or out of order\n`);
  }
  return isMet;
}

async function benchKills(kills: number, { json, say }: { readonly json: boolean; readonly say: (line: string) => void }): Promise<boolean> {
  say(`Killing Baton ${kills} times …`);
  const began = performance.now();
  const seconds = (): number => Math.round((performance.now() - began) / 1000);
  const result = { ...(await killAgainAndAgain(kills)), seconds: seconds() };
  const both = { ...(await killBothWays(kills)), seconds: seconds() - result.seconds };
  const faults = [...result.faults, ...both.faults];
  for (const fault of faults) say(fault);
  if (json) process.stdout.write(`${JSON.stringify({ ...result, bothWays: both })}\n`);
  else {
    process.stdout.write(`killed     ${result.kills} times in ${result.seconds} s: ${result.accepted} messages and ${result.acknowledgedNotes} notes were acknowledged; ${result.faults.length} lost, doubled or out of order\n`);
    process.stdout.write(`both ways  ${both.kills} times in ${both.seconds} s: ${both.written} messages of customers on pages and ${both.answered} answers from threads were acknowledged; ${both.faults.length} lost, doubled or leaked\n`);
  }
  return faults.length === 0 && result.accepted === kills && both.written === kills;
}
