import path from 'node:path';
import { startFakeChat } from '../../../test/adapters/openai/fake-chat.ts';
import { CASES } from './langchain/cases.ts';
import { type CaseFigures, figuresOf } from './langchain/figures.ts';
import type { Judged } from './langchain/judge.ts';
import { chooseKept } from './langchain/keep.ts';
import { ourWay } from './langchain/our-way.ts';
import { playTalk, type Stage } from './langchain/play-talk.ts';
import { openSmallLibrary } from './langchain/small-library.ts';
import { keptLines, tableOf } from './langchain/table.ts';
import type { Way } from './langchain/way.ts';
import { weighPackages } from './langchain/weigh.ts';
import { round } from './statistics.ts';

const PROJECT = path.join(import.meta.dirname, '..', '..', '..');
const COMPANY = { zh: '栗屋', en: 'Liwu Home' };
/** A tenth of what Baton waits, so that the cases that wait do not take minutes. */
const PATIENCE = { firstMs: 800, stallMs: 500, totalMs: 2_000, retryMs: 25 };

/**
 * `npm run bench -- langchain [--case ID]... [--json]`: LangChain's agent with its middlewares beside our own path, on the
 * same questions, articles, server and model that does as it is told, in about half a minute. Answers whether ours is kept
 * in every part, by the figures.
 */
export async function benchLangchain({ json, args }: { readonly json: boolean; readonly args: readonly string[] }): Promise<boolean> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const wanted = args.flatMap((word, at) => (args[at - 1] === '--case' ? [word] : []));
  const cases = CASES.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
  if (cases.length === 0 || wanted.some((id) => !CASES.some((each) => each.id === id))) {
    say(`There are these cases: ${CASES.map(({ id }) => id).join(', ')}.`);
    return false;
  }
  const loaded = await loadLangchain();
  if (loaded === undefined) {
    say('LangChain is not installed here: it is a development dependency. Run npm install --include=dev and try again.');
    return false;
  }
  const [fake, knowledge] = await Promise.all([startFakeChat(), openSmallLibrary()]);
  const figures: CaseFigures[] = [];
  try {
    const stage = { fake, knowledge, company: COMPANY, patience: PATIENCE };
    await warmUp([ourWay, loaded.way], stage);
    for (const each of cases) {
      for (const way of [ourWay, loaded.way]) {
        say(`Playing: ${each.name}, ${way.name} …`);
        const judged: Judged[] = [];
        for (const talk of each.talks) judged.push(...(await playTalk(talk, way, stage)));
        figures.push(figuresOf(each, way.name, judged));
      }
    }
  } finally {
    await fake.stop();
  }
  const [kept, weight] = [chooseKept(figures), await weighPackages(PROJECT, ['langchain', '@langchain/openai'])];
  const isMet = kept.every(({ by }) => by !== 'langchain');
  if (json) process.stdout.write(`${JSON.stringify({ figures, kept, weight, loadMs: loaded.ms, isMet })}\n`);
  else process.stdout.write(`${tableOf(figures)}\n${keptLines(kept)}\nLangChain's agent adds ${weight.packages} packages and ${weight.megabytes} MB to a production install, and is loaded in ${loaded.ms} ms.\n`);
  return isMet;
}

/** LangChain's way with the time in which its packages are loaded, ms; `undefined` where they are not installed. */
async function loadLangchain(): Promise<{ readonly way: Way; readonly ms: number } | undefined> {
  const started = performance.now();
  try {
    const { langchainWay } = await import('./langchain/langchain-way.ts');
    return { way: langchainWay, ms: round(performance.now() - started, 0) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** The first question of a process takes longer than all others, whichever way it is asked. */
async function warmUp(ways: readonly Way[], stage: Stage): Promise<void> {
  for (const way of ways) await playTalk({ language: 'en', questions: ['How long does a refund take?', 'How much is shipping?'] }, way, stage);
}
