import { monitorEventLoopDelay } from 'node:perf_hooks';

/** The longest pause of the event loop during some work. */
export type Pause = {
  /** How long nobody else had a turn, ms; programs beside this one make it longer. */
  readonly ms: number;
  /** How much this thread computed between two turns at most, ms: what of such pauses is its own. */
  readonly computedMs: number;
};

/** Does some work and answers with it, how long it took, ms, and the longest pause meanwhile. */
export async function watchPauses<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number; readonly pause: Pause }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let computedMs = 0;
  let before = threadMs();
  const timer = setInterval(() => {
    const now = threadMs();
    computedMs = Math.max(computedMs, now - before);
    before = now;
  }, 1);
  delay.enable();
  const started = performance.now();
  try {
    const value = await work();
    const ms = performance.now() - started;
    // What came last is seen only once the loop has turned.
    await new Promise((turned) => setTimeout(turned, 5));
    return { value, ms, pause: { ms: delay.max / 1e6, computedMs } };
  } finally {
    delay.disable();
    clearInterval(timer);
  }
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
