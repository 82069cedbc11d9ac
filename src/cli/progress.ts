import type { Out } from './command.ts';

/** Work longer than this is told about, ms. */
const QUIET_MS = 2_000;

/** Tells the share done of some work, once a second, when it takes longer than two seconds. */
export function createProgress(what: string, out: Out): (share: number) => void {
  const started = performance.now();
  let told = started + QUIET_MS - 1_000;
  return (share) => {
    const now = performance.now();
    if (now - told < 1_000) return;
    told = now;
    out.warn(`${what}: ${Math.round(share * 100)} % after ${((now - started) / 1000).toFixed(0)} s\n`);
  };
}
