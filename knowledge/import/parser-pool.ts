import { Worker } from 'node:worker_threads';
import { MORE } from './parse-protocol.ts';
import type { AnswerPiece, ParseAnswer, ParseJob } from './parse-protocol.ts';
import { refused } from './read-result.ts';
import type { RefusalReason } from './read-result.ts';

/** How much one document may take. */
export type ParseLimits = {
  /** Size of the file, bytes. */
  readonly bytes: number;
  /** Time to read it, ms. */
  readonly ms: number;
  /** Memory that reading takes, MB. */
  readonly memoryMb: number;
};

/** 50 MB, a minute, a gigabyte. */
export const PARSE_LIMITS: ParseLimits = { bytes: 50 * 1024 * 1024, ms: 60_000, memoryMb: 1024 };

/** What came of a job. `isUnclear`: two were running when memory ran out, so that it must be tried again alone. */
export type Parsed = ParseAnswer & { readonly isUnclear: boolean };

/** Threads that read documents, so that none of them can hold up or end the process. */
export type ParserPool = {
  /** Reads a document; waits for a free thread. Never rejects: what goes wrong is a refusal. */
  parse(job: ParseJob): Promise<Parsed>;
  /** Ends the threads; what was being read is refused. */
  close(): Promise<void>;
};

/** How often memory is looked at, ms: buffers of libraries do not count to a thread's own limit. */
const LOOK_MS = 100;

const NOT_READ = 'was not read to the end; import it again';
const UNREAD = refused('unreadable', NOT_READ);

/** A document that is being read; `since` is the memory of the process when that began, bytes. */
type Running = { readonly since: number; readonly stop: (reason: RefusalReason, message: string, isUnclear?: boolean) => void };

/** Opens a pool of `threads` threads; each is started when it is first needed. */
export function openParserPool(threads: number, limits: ParseLimits = PARSE_LIMITS): ParserPool {
  const idle: Worker[] = [];
  const waiting: (() => void)[] = [];
  const running = new Set<Running>();
  const tooMuch = `takes more than ${limits.memoryMb} MB to read; save it without pictures, or split it`;
  let free = threads;
  let isClosed = false;
  const watch = setInterval(() => {
    const rss = process.memoryUsage.rss();
    const isUnclear = running.size > 1;
    for (const { since, stop } of running) if (rss - since > limits.memoryMb * 1024 * 1024) stop('too-much-memory', tooMuch, isUnclear);
  }, LOOK_MS);
  watch.unref();

  const start = (): Worker => {
    const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb }, stdout: true, stderr: true });
    worker.unref();
    return worker;
  };
  const take = async (): Promise<void> => {
    if (free === 0) await new Promise<void>((go) => waiting.push(go));
    else free -= 1;
  };
  const giveBack = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  const run = (worker: Worker, job: ParseJob): Promise<Parsed> =>
    new Promise((resolve) => {
      const finish = (answer: ParseAnswer, isUnclear: boolean, isSound: boolean): void => {
        clearTimeout(timer);
        running.delete(me);
        worker.off('message', onAnswer).off('error', onError).off('exit', onExit);
        if (isSound) idle.push(worker);
        // A thread that is ended may still fail: nobody waits for it any more.
        else void worker.on('error', () => undefined).terminate();
        resolve({ ...answer, isUnclear });
      };
      const me: Running = {
        since: process.memoryUsage.rss(),
        stop: (reason, message, isUnclear = false) => finish({ result: refused(reason, message), bytesHash: '' }, isUnclear, false),
      };
      const pieces: AnswerPiece[] = [];
      const onAnswer = (piece: AnswerPiece): void => {
        pieces.push(piece);
        if (piece.hasMore) worker.postMessage(MORE);
        else finish({ bytesHash: piece.bytesHash, result: { documents: pieces.flatMap(({ result }) => result.documents), refusals: piece.result.refusals } }, false, true);
      };
      const onError = (error: unknown): void => {
        const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        if (isMemory) me.stop('too-much-memory', tooMuch);
        else me.stop('broken', `cannot be read (${error instanceof Error ? error.message : String(error)}); open it in the program that wrote it and save it again`);
      };
      const onExit = (): void => me.stop('broken', 'ended the program that reads it; open it in the program that wrote it and save it again');
      const timer = setTimeout(() => me.stop('too-slow', `takes longer than ${limits.ms / 1000} s to read; split it or save it again`), limits.ms);
      running.add(me);
      worker.on('message', onAnswer).once('error', onError).once('exit', onExit);
      worker.postMessage(job);
    });
  return {
    async parse(job) {
      await take();
      try {
        if (isClosed) return { result: UNREAD, bytesHash: '', isUnclear: false };
        return await run(idle.pop() ?? start(), job);
      } finally {
        giveBack();
      }
    },
    async close() {
      isClosed = true;
      clearInterval(watch);
      for (const { stop } of running) stop('unreadable', NOT_READ);
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
    },
  };
}
