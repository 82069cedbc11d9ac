import { setImmediate as othersTurn } from 'node:timers/promises';
import { Gauge, type Registry } from 'prom-client';
import { createRepeatMeter } from '#core/brief/repeats.ts';
import type { Intent } from '#core/intent.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { CustomerDirectory } from '#core/ports/customer-directory.ts';
import type { PastCaseStore } from '#core/ports/past-case-store.ts';
import type { HandoverReport } from '#core/protocol.ts';

const SPAN_MS = 30 * 24 * 3600_000;
/** What has ended since is not looked for more often than this, ms. */
const KEPT_MS = 10 * 60_000;

/** The repeat-yourself rate of the last 30 days, read when somebody asks; also a gauge of the metrics. */
export function composeHandoverReport(pastCases: PastCaseStore, intents: ReadonlyMap<string, Intent>, directory: CustomerDirectory, clock: Clock, registry: Registry): () => Promise<HandoverReport> {
  const meter = createRepeatMeter(
    {
      ...pastCases,
      // After a start there is a month to read, and SQLite answers within the same turn of the event loop.
      async read(ids) {
        await othersTurn();
        return pastCases.read(ids);
      },
    },
    intents,
    directory,
  );
  let kept: { readonly at: number; readonly report: Promise<HandoverReport> } | undefined;
  const read = (): Promise<HandoverReport> => {
    const now = clock.now();
    if (kept === undefined || now - kept.at > KEPT_MS) {
      const report = meter.measure(now - SPAN_MS);
      kept = { at: now, report };
      report.catch(() => (kept = undefined));
    }
    return kept.report;
  };
  const gauge = new Gauge({
    name: 'baton_repeat_yourself_rate',
    help: 'Share of answered handovers of 30 days (the newest 5,000 at most) in which the agent first asked for what the brief already had.',
    registers: [registry],
    async collect() {
      const { rate } = await read().catch(() => ({ rate: null }));
      if (rate === null) gauge.reset();
      else gauge.set(rate);
    },
  });
  return read;
}
