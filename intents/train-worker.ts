/** Learns one part in a thread of its own: the task comes as `workerData`, shares done and then the weights are posted. */
import { parentPort, workerData } from 'node:worker_threads';
import { trainPart } from './train-part.ts';
import type { PartTask } from './train-part.ts';
import type { WorkerReport } from './train-beside.ts';

const say = (report: WorkerReport, moved: ArrayBuffer[] = []): void => parentPort?.postMessage(report, moved);
const weights = await trainPart(workerData as PartTask, (share) => say({ share }));
say({ weights }, [weights.inputWeights.buffer, weights.inputBias.buffer, weights.unitWeights.buffer, weights.unitBias.buffer]);
