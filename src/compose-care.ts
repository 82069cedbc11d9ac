import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { careTimers } from '#core/care/care-timers.ts';
import { createCareReports } from '#core/care/reports.ts';
import { sweepCare, type SweepTools } from '#core/care/sweep.ts';
import { toBatonError } from '#core/errors.ts';
import { watchCare } from '#http/care-metrics.ts';
import type { Pump } from '#worker/pump.ts';
import { createTimerWorker } from '#worker/timers.ts';

/** How often is looked for visits and care messages that the calendar or an order makes due, ms. */
const SWEEP_MS = 3_600_000;

/** What care is composed of. */
export type CareParts = Omit<SweepTools, 'onUnanswered'> & { readonly log: Logger };

/** What is counted of care, at `/metrics`. */
export function countCare(registry: Registry, { care, policy, clock, log }: Pick<CareParts, 'care' | 'policy' | 'clock' | 'log'>): void {
  const reports = createCareReports({ care, policy, clock });
  watchCare(registry, { figures: (days) => reports.figures(days), openFollowUps: async () => (await care.followUps('open', 1_000, true)).map(({ lateAt }) => ({ isLate: lateAt !== undefined })), now: () => clock.now() }, (error) => log.error({ err: error }, 'the figures of care cannot be read'));
}

/**
 * Fires the timers of care, each with what the directory says about the customer at that moment, and looks every hour for
 * what has become due. They have a pump of their own: a slow directory holds up no time limit.
 */
export function startCare(parts: CareParts): { readonly pump: Pump; readonly stop: () => void } {
  const { timers, store, directory, policy, clock, log } = parts;
  const handlers = careTimers(policy);
  const pump = createTimerWorker({
    timers,
    clock,
    handlers,
    async ask({ conversationId }) {
      try {
        const id = (await store.conversation(conversationId))?.customerId;
        return id === undefined ? undefined : await directory.find(id);
      } catch (error) {
        log.warn({ err: toBatonError(error), conversation: conversationId }, 'the customer directory cannot be asked; nothing is sent unasked meanwhile');
        return 'unknown';
      }
    },
    onFired: ({ kind, conversationId }, lateMs) => log.info({ kind, conversation: conversationId, lateMs }, 'a timer of care'),
    onError: (error, timer) => log.error({ err: error, kind: timer?.kind, conversation: timer?.conversationId }, 'a timer of care failed and will be tried again'),
  });
  let cancel = (): void => undefined;
  let isStopped = false;
  const sweep = (): void => {
    void sweepOnce(parts)
      .catch((error: unknown) => log.error({ err: error }, 'looking for visits and care messages failed; Baton looks again in an hour'))
      .finally(() => {
        if (!isStopped) cancel = clock.after(SWEEP_MS, sweep);
      });
  };
  // Not at the very start, which has enough to do.
  cancel = clock.after(60_000, sweep);
  return {
    pump,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}

/** Looks once. Whoever the directory could not be asked about makes one line for all: one that is down would fill the log. */
async function sweepOnce(parts: CareParts): Promise<void> {
  const unanswered: { readonly conversation: string; readonly error: unknown }[] = [];
  await sweepCare({ ...parts, onUnanswered: ({ conversationId }, error) => unanswered.push({ conversation: conversationId, error }) });
  const [first] = unanswered;
  if (first) parts.log.warn({ err: toBatonError(first.error), conversation: first.conversation, count: unanswered.length }, 'the customer directory could not be asked about some who agreed to care messages; Baton asks again in an hour');
}
