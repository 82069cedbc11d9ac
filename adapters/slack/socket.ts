import type { SocketModeReceiver } from '@slack/bolt';
import type { Clock } from '#core/ports/clock.ts';

/** A connection that is kept open. */
export type KeptSocket = {
  /** Since when it is open; `undefined` while it is not. */
  openSince(): number | undefined;
  /** Closes it for good. */
  stop(): Promise<void>;
};

/** Waiting before the n-th try in a row, ms. */
const waitMs = (tries: number): number => (tries === 0 ? 0 : Math.min(30_000, 500 * 2 ** (tries - 1)));
/** How long a connection may take to greet, ms; then another is tried. */
const GREET_MS = 15_000;
/** How long a connection that Slack takes leave of goes on beside the next one, ms; Slack closes it after ten seconds. */
const LINGER_MS = 8_000;

/**
 * Keeps a socket of Socket Mode open. When Slack takes leave of one, the next is opened at once and both are served for a
 * while, so that what is under way on the old one is not lost; a dead one (Bolt pings every five seconds) is replaced, again
 * and again after growing pauses while Slack cannot be reached. Never throws.
 */
export function keepSocket(open: () => SocketModeReceiver, { clock, onFault }: { readonly clock: Clock; readonly onFault: (error: unknown) => void }): KeptSocket {
  const all = new Map<SocketModeReceiver, () => void>();
  let isStopped = false;
  let tries = 0;
  let since: number | undefined;
  let cancelNext = (): void => undefined;
  const close = async (receiver: SocketModeReceiver): Promise<void> => {
    all.get(receiver)?.();
    // Closing tells that it is closed.
    if (!all.delete(receiver)) return;
    await receiver.stop().catch(() => undefined);
  };
  const connect = (): void => {
    if (isStopped) return;
    const receiver = open();
    let isReplaced = false;
    const replace = (): void => {
      if (isReplaced || isStopped) return;
      isReplaced = true;
      since = undefined;
      cancelNext = clock.after(waitMs(tries++), connect);
    };
    const isDead = (): void => {
      replace();
      void close(receiver);
    };
    const takeLeave = (): void => {
      replace();
      all.get(receiver)?.();
      all.set(receiver, clock.after(LINGER_MS, () => void close(receiver)));
    };
    all.set(receiver, clock.after(GREET_MS, isDead));
    for (const name of ['disconnecting', 'disconnected', 'close']) receiver.client.on(name, isDead);
    // Bolt would close the connection as soon as Slack takes leave, and lose what is under way on it.
    const reads = receiver.client.listeners('ws_message');
    receiver.client.removeAllListeners('ws_message');
    receiver.client.on('ws_message', (...given: unknown[]) => {
      if (isGoodbye(given[0])) return takeLeave();
      for (const read of reads) (read as (...all: unknown[]) => void).apply(receiver.client, given);
    });
    const greeted = async (): Promise<void> => {
      try {
        await receiver.start();
        if (isReplaced || !all.has(receiver)) return;
        all.get(receiver)?.();
        all.set(receiver, () => undefined);
        tries = 0;
        since = clock.now();
      } catch (error) {
        if (error !== undefined && !isStopped) onFault(error);
        isDead();
      }
    };
    void greeted();
  };
  connect();
  return {
    openSince: () => since,
    async stop() {
      isStopped = true;
      since = undefined;
      cancelNext();
      await Promise.all([...all.keys()].map(close));
    },
  };
}

/** Does Slack take leave of the connection? */
function isGoodbye(data: unknown): boolean {
  if (typeof data !== 'string' || !data.includes('"disconnect"')) return false;
  try {
    return (JSON.parse(data) as { readonly type?: unknown }).type === 'disconnect';
  } catch {
    return false;
  }
}
