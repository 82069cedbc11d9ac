import { Worker } from 'node:worker_threads';
import { trainPart } from './train-part.ts';
import type { PartTask, PartWeights } from './train-part.ts';

/** What a thread that learns says. */
export type WorkerReport = { readonly share: number } | { readonly weights: PartWeights };

/** Fewer rows are learnt sooner than a thread starts. */
const WORTH_A_THREAD = 500;

/**
 * Learns a part beside this thread, or in it where no other can be started or few rows are to be learnt. The part is the
 * same either way.
 */
export async function trainBeside(task: PartTask, onPass: (share: number) => void): Promise<PartWeights> {
  if (task.chosen.length < WORTH_A_THREAD) return trainPart(task, onPass);
  return (await trainInThread(task, onPass)) ?? trainPart(task, onPass);
}

function trainInThread(task: PartTask, onPass: (share: number) => void): Promise<PartWeights | undefined> {
  return new Promise((resolve) => {
    try {
      // Without this process's own flags, some of which threads refuse.
      const worker = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: task, execArgv: [] });
      worker.on('message', (report: WorkerReport) => {
        if ('weights' in report) resolve(report.weights);
        else onPass(report.share);
      });
      worker.on('error', () => resolve(undefined));
      worker.on('exit', () => resolve(undefined));
    } catch {
      resolve(undefined);
    }
  });
}
