import type { ImportProgress } from '#knowledge/import/import-types.ts';
import type { Out } from './command.ts';

const WIDTH = 24;
/** How often a line is written where it cannot be overwritten, ms. */
const LINE_MS = 2_000;

/** Shows how far an import is; after `end` it is ready for the next one. */
export type ImportBar = { readonly tell: (progress: ImportProgress) => void; readonly end: () => void };

/** A bar: one line that is overwritten on a terminal, a line every two seconds elsewhere. `now` in ms. */
export function createImportBar(out: Out, isTerminal: boolean, now: () => number = () => performance.now()): ImportBar {
  let told: number | undefined;
  let isOpen = false;
  return {
    tell(progress) {
      told ??= now();
      if (isTerminal) {
        out.warn(`\r${drawBar(progress)}\u001B[K`);
        isOpen = true;
      } else if (now() - told >= LINE_MS) {
        told = now();
        out.warn(`${drawBar(progress)}\n`);
      }
    },
    end() {
      if (isOpen) out.warn('\n');
      isOpen = false;
      told = undefined;
    },
  };
}

/** Such as `[#####...] 45/100  12 a second, 4 s left`. */
export function drawBar({ done, total, rate, secondsLeft }: ImportProgress): string {
  const filled = total === 0 ? WIDTH : Math.floor((done / total) * WIDTH);
  const left = secondsLeft === undefined || done === total ? '' : `, ${secondsLeft < 60 ? `${Math.ceil(secondsLeft)} s` : `${Math.ceil(secondsLeft / 60)} min`} left`;
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${done}/${total}  ${rate < 10 ? rate.toFixed(1) : Math.round(rate)} a second${left}`;
}
