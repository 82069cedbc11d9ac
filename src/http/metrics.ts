import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What is counted, in Prometheus' terms. */
export type Metrics = {
  readonly registry: Registry;
  readonly turns: Counter<'decision' | 'reason'>;
  readonly turnSeconds: Histogram;
  readonly outbox: Counter<'target' | 'became'>;
  readonly requests: Counter<'route' | 'status'>;
  readonly streams: Gauge;
};

/** Fresh counters in a registry of their own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'baton_' });
  return {
    registry,
    turns: new Counter({ name: 'baton_turns_total', help: 'Turns taken, by decision and reason.', labelNames: ['decision', 'reason'], registers }),
    turnSeconds: new Histogram({
      name: 'baton_turn_seconds',
      help: "From a customer's message to the committed answer.",
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    outbox: new Counter({ name: 'baton_outbox_total', help: 'Messages and news that left, by target and what became of them.', labelNames: ['target', 'became'], registers }),
    requests: new Counter({ name: 'baton_http_requests_total', help: 'HTTP requests, by route and status.', labelNames: ['route', 'status'], registers }),
    streams: new Gauge({ name: 'baton_streams', help: 'Open event streams.', registers }),
  };
}
