import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCatalog } from '#intents/load-catalog.ts';
import { serveBaton } from './served-baton.ts';
import { percentile, round } from './statistics.ts';
import { openVisitor } from './visitor.ts';

const CONVERSATIONS = 1_000;
const QUESTIONS_EACH = 2;
/** Visitors at the same time; more only queue for the two cores. */
const AT_ONCE = 4;
const TARGET = { p95Ms: 50, residentMb: 250 };

/**
 * Asks 2,000 real questions in 1,000 conversations through HTTP and event streams, on a server process of its own with
 * a fresh SQLite file, and measures from the accepted message to the reply event.
 */
export async function benchTurn({ json }: { readonly json: boolean }): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-bench-'));
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const questions = await readQuestions();
  const baton = await serveBaton({ DATA_DIR: folder });
  try {
    say(`Asking ${CONVERSATIONS * QUESTIONS_EACH} questions in ${CONVERSATIONS} conversations, ${AT_ONCE} at once …`);
    const ackMs: number[] = [];
    const replyMs: number[] = [];
    let handedOver = 0;
    let peakMb = 0;
    let next = 0;
    const started = performance.now();
    const visit = async (): Promise<void> => {
      while (next < CONVERSATIONS) {
        const number = next++;
        const language = number % 2 === 0 ? 'zh' : 'en';
        const visitor = await openVisitor(baton.url, language);
        for (let i = 0; i < QUESTIONS_EACH; i++) {
          const pool = questions[language];
          const asked = await visitor.ask(pool[(number * QUESTIONS_EACH + i) % pool.length] ?? '');
          ackMs.push(asked.ackMs);
          replyMs.push(asked.replyMs);
        }
        await visitor.leave();
        if (number % 50 === 0) peakMb = Math.max(peakMb, await baton.residentMb());
        if (number % 250 === 249) say(`  ${(number + 1) * QUESTIONS_EACH} turns`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, visit));
    const seconds = (performance.now() - started) / 1000;
    const residentMb = await baton.residentMb();
    handedOver = await countHandovers(baton.url);
    const result = {
      turns: replyMs.length,
      conversations: CONVERSATIONS,
      handedOver,
      acceptP50Ms: round(percentile(ackMs, 0.5)),
      acceptP95Ms: round(percentile(ackMs, 0.95)),
      replyP50Ms: round(percentile(replyMs, 0.5)),
      replyP95Ms: round(percentile(replyMs, 0.95)),
      replyP99Ms: round(percentile(replyMs, 0.99)),
      turnsPerSecond: round(replyMs.length / seconds),
      residentMb: round(residentMb),
      peakMb: round(Math.max(peakMb, residentMb)),
      target: TARGET,
    };
    const isMet = result.replyP95Ms < TARGET.p95Ms && result.residentMb < TARGET.residentMb;
    if (json) process.stdout.write(`${JSON.stringify({ ...result, isMet })}\n`);
    else {
      process.stdout.write(`turns                 ${result.turns} in ${result.conversations} conversations, ${result.handedOver} handed over\n`);
      process.stdout.write(`message accepted      p50 ${result.acceptP50Ms} ms, p95 ${result.acceptP95Ms} ms\n`);
      process.stdout.write(`accepted to reply     p50 ${result.replyP50Ms} ms, p95 ${result.replyP95Ms} ms, p99 ${result.replyP99Ms} ms (target p95 < ${TARGET.p95Ms})\n`);
      process.stdout.write(`rate                  ${result.turnsPerSecond} turns a second\n`);
      process.stdout.write(`memory                ${result.residentMb} MB resident, peak ${result.peakMb} MB (target < ${TARGET.residentMb})\n`);
    }
    return isMet;
  } finally {
    await baton.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The catalogue's questions in both languages; greetings and complaints are left out, so that the bot has something to look up. */
async function readQuestions(): Promise<{ readonly zh: readonly string[]; readonly en: readonly string[] }> {
  const intents = (await loadCatalog(path.join(import.meta.dirname, '..', '..', '..', 'intents', 'catalog'))).filter(({ kind }) => kind === 'question');
  return { zh: intents.flatMap(({ examples }) => examples.zh), en: intents.flatMap(({ examples }) => examples.en) };
}

async function countHandovers(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return [...metrics.matchAll(/^baton_turns_total\{decision="hand_over"[^}]*\} (\d+)/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
}
