import type { CustomerEvents } from '#core/protocol.ts';
import { createSseParser } from './sse.ts';

/** One event of a customer's stream. */
export type CustomerEvent = { [Name in keyof CustomerEvents]: { readonly name: Name; readonly data: CustomerEvents[Name] } }[keyof CustomerEvents];

/**
 * Reads an open event stream until it ends. Heartbeats come every 15 s, so a line that is silent for `silenceMs`
 * is dead even when nothing has closed it (a half-open connection): then `giveUp` is called and the reading throws.
 */
export async function readEvents(body: ReadableStream<Uint8Array>, silenceMs: number, giveUp: () => void, take: (event: CustomerEvent) => void): Promise<void> {
  const parse = createSseParser();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const watchdog = setTimeout(giveUp, silenceMs);
    try {
      const { done, value } = await reader.read();
      if (done) return;
      for (const { event, data } of parse(decoder.decode(value, { stream: true }))) {
        // Names that a newer server may add are passed over.
        if (event === 'message' || event === 'state' || event === 'typing') take({ name: event, data: JSON.parse(data) });
      }
    } finally {
      clearTimeout(watchdog);
    }
  }
}
