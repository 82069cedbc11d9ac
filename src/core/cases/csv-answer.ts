import { BatonError } from '../errors.ts';
import type { CaseDesk } from '../ports/case-desk.ts';
import type { Agent } from '../ports/desk.ts';
import { CSV_HEAD, toCsv } from './csv.ts';

/** Cases opened in [from, to), Unix ms, as a table to download; sent as it is read, so that a large one is never held as a whole. Throws `forbidden`. */
export function csvAnswer(cases: CaseDesk, reader: Agent, from: number, to: number): Response {
  if (reader.role !== 'lead') throw new BatonError('forbidden', '只有主管可以看统计。 · Only leads see reports.');
  const encoder = new TextEncoder();
  const lines = cases.lines(reader, from, to)[Symbol.asyncIterator]();
  let isBegun = false;
  const table = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!isBegun) {
        isBegun = true;
        controller.enqueue(encoder.encode(CSV_HEAD));
        return;
      }
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(toCsv(value)));
    },
    async cancel() {
      await lines.return?.();
    },
  });
  return new Response(table, { headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="cases.csv"', 'Cache-Control': 'no-store' } });
}
