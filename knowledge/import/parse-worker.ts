import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { MORE } from './parse-protocol.ts';
import type { AnswerPiece, ParseAnswer, ParseJob } from './parse-protocol.ts';
import { readDocument } from './read-document.ts';
import { refused } from './read-result.ts';

/** Documents in one piece. */
const PIECE = 200;

let rest: ParseAnswer | undefined;

// One job at a time: the pool sends the next when this one is answered.
parentPort?.on('message', (job: ParseJob | typeof MORE) => {
  if (job === MORE) answer();
  else void take(job);
});

async function take(job: ParseJob): Promise<void> {
  rest = await run(job);
  answer();
}

function answer(): void {
  if (!rest) return;
  const { result, bytesHash } = rest;
  const documents = result.documents.slice(0, PIECE);
  const left = result.documents.slice(PIECE);
  const hasMore = left.length > 0;
  const piece: AnswerPiece = { result: { documents, refusals: hasMore ? [] : result.refusals }, bytesHash, hasMore };
  rest = hasMore ? { result: { documents: left, refusals: result.refusals }, bytesHash } : undefined;
  parentPort?.postMessage(piece);
}

async function run(job: ParseJob): Promise<ParseAnswer> {
  try {
    const bytes = 'bytes' in job ? job.bytes : await readFile(job.file);
    // Hashed before the libraries get it: pdf.js takes the memory over.
    const bytesHash = createHash('sha256').update(bytes).digest('hex');
    return { result: await readDocument(job.kind, bytes), bytesHash };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { result: refused('unreadable', `cannot be opened (${reason}); check that it may be read`), bytesHash: '' };
  }
}
