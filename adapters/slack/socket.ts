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

/**
 * Keeps a socket of Socket Mode open: a new one is opened at once when Slack asks for it or when the old one is dead (Bolt pings
 * every five seconds), and again after growing pauses while Slack cannot be reached. Never throws.
 */
export function keepSocket(open: () => SocketModeReceiver, { clock, onFault }: { readonly clock: Clock; readonly onFault: (error: unknown) => void }): KeptSocket {
  let isStopped = false;
  let tries = 0;
  let since: number | undefined;
  let current: SocketModeReceiver | undefined;
  let cancel = (): void => undefined;
  const connect = (): void => {
    if (isStopped) return;
    const receiver = open();
    current = receiver;
    let isOver = false;
    /** This connection is over; the next one follows. */
    const over = (): void => {
      if (isOver) return;
      isOver = true;
      stopWaiting();
      void close(receiver);
      if (current !== receiver || isStopped) return;
      since = undefined;
      cancel = clock.after(waitMs(tries++), connect);
    };
    const stopWaiting = clock.after(GREET_MS, over);
    receiver.client.on('disconnecting', over);
    receiver.client.on('disconnected', over);
    receiver.client.on('close', over);
    receiver.client.on('ws_message', (data: unknown) => {
      if (typeof data === 'string' && data.includes('"disconnect"') && isGoodbye(data)) over();
    });
    const greeted = async (): Promise<void> => {
      try {
        await receiver.start();
        stopWaiting();
        if (current !== receiver || isOver) return;
        tries = 0;
        since = clock.now();
      } catch (error) {
        if (error !== undefined && !isStopped) onFault(error);
        over();
      }
    };
    void greeted();
  };
  connect();
  return {
    openSince: () => since,
    async stop() {
      isStopped = true;
      cancel();
      if (current) await close(current);
      since = undefined;
    },
  };
}

function isGoodbye(data: string): boolean {
  try {
    return (JSON.parse(data) as { readonly type?: unknown }).type === 'disconnect';
  } catch {
    return false;
  }
}

async function close(receiver: SocketModeReceiver): Promise<void> {
  try {
    await receiver.stop();
  } catch {
    // It was closed already.
  }
}
