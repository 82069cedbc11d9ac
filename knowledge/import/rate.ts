import type { ImportProgress } from './import-types.ts';

/** Counts sources as they are done and tells how fast it goes. */
export function createRate(total: number, tell: ((progress: ImportProgress) => void) | undefined): (source: string) => void {
  const started = performance.now();
  let done = 0;
  return (source) => {
    done += 1;
    const seconds = (performance.now() - started) / 1000;
    const rate = seconds > 0 ? done / seconds : 0;
    tell?.({ done, total, rate, secondsLeft: rate > 0 ? (total - done) / rate : undefined, source });
  };
}
