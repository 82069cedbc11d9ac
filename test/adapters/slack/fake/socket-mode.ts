import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Deliverer, SocketSide } from './deliver.ts';
import type { FakeAttempt, FakeSlack } from './types.ts';
import type { Workspace } from './workspace.ts';

const MOST_SOCKETS = 10;
/** Slack pings so often, ms; the app's client measures it by the machine's clock. */
const PING_MS = 5000;
const REFRESH_MS = 10_000;
/** Slack takes a dead line for a live one so long, ms. */
const UNNOTICED_MS = 30_000;

/** Sockets of Socket Mode. */
export type SocketMode = SocketSide & {
  readonly sockets: FakeSlack['sockets'];
  /** A new address, good for one socket. Refuses nothing: the eleventh socket closes the oldest. */
  open(): string;
  /** Takes upgrades of the server; `again` is called when a new socket is there. */
  attach(server: Server, deliverer: Deliverer): void;
  stop(): void;
};

type Line = { readonly socket: WebSocket; isDead: boolean };

/** Builds them. */
export function createSocketMode(space: Workspace): SocketMode {
  const server = new WebSocketServer({ noServer: true, autoPong: false });
  const tickets = new Set<string>();
  const lines: Line[] = [];
  const waiting = new Map<string, { readonly attempt: FakeAttempt; readonly began: number; readonly complete: () => void }>();
  let turn = 0;

  const say = (line: Line, content: Readonly<Record<string, unknown>>): void => void (line.isDead || line.socket.send(JSON.stringify(content)));
  const drop = (line: Line): void => {
    const at = lines.indexOf(line);
    if (at !== -1) lines.splice(at, 1);
    space.changed();
  };

  const all = new Set<WebSocket>();

  function begin(socket: WebSocket, deliverer: Deliverer): void {
    const line: Line = { socket, isDead: false };
    lines.push(line);
    all.add(socket);
    if (lines.length > MOST_SOCKETS) lines[0]?.socket.close();
    socket.on('error', () => undefined);
    socket.on('close', () => (all.delete(socket), drop(line)));
    socket.on('ping', (data) => line.isDead || socket.pong(data));
    socket.on('message', (data: Buffer) => line.isDead || acknowledge(data.toString()));
    const pings = setInterval(() => line.isDead || socket.ping(), PING_MS);
    pings.unref();
    socket.on('close', () => clearInterval(pings));
    say(line, { type: 'hello', num_connections: lines.length, connection_info: { app_id: space.bot.appId }, debug_info: { host: 'applink-fake', build_number: 1, approximate_connection_time: 18_060 } });
    socket.ping();
    space.changed();
    // What was sent on a socket that is gone comes again on this one.
    deliverer.bringAgain();
  }

  function acknowledge(data: string): void {
    const { envelope_id: id, payload } = JSON.parse(data) as { envelope_id?: string; payload?: unknown };
    const entry = waiting.get(id ?? '');
    if (!entry) return;
    waiting.delete(id ?? '');
    entry.attempt.status = 200;
    entry.attempt.body = payload === undefined || JSON.stringify(payload) === '{}' ? '' : JSON.stringify(payload);
    entry.attempt.took = performance.now() - entry.began;
    entry.complete();
  }

  return {
    isOpen: () => lines.length > 0,
    send(delivery, attempt, complete) {
      const id = `envelope-${space.id('E')}`;
      waiting.set(id, { attempt, began: performance.now(), complete });
      const line = lines[turn++ % lines.length];
      if (!line) return;
      const retries = delivery.kind === 'events_api' ? { retry_attempt: attempt.retry, retry_reason: attempt.retry === 0 ? '' : 'timeout' } : {};
      say(line, { envelope_id: id, type: delivery.kind, payload: delivery.body, accepts_response_payload: delivery.kind !== 'events_api', ...retries });
    },
    open() {
      const ticket = space.id('W');
      tickets.add(ticket);
      return `${space.origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${space.bot.appId}`;
    },
    attach(http, deliverer) {
      http.on('upgrade', (request, socket, head) => {
        const ticket = new URL(request.url ?? '/', space.origin).searchParams.get('ticket') ?? '';
        if (!tickets.delete(ticket)) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        server.handleUpgrade(request, socket, head, (webSocket) => begin(webSocket, deliverer));
      });
    },
    sockets: {
      count: () => lines.length,
      disconnect(reason) {
        for (const line of lines) {
          say(line, { type: 'disconnect', reason, debug_info: { host: 'applink-fake' } });
          if (reason !== 'warning') space.clock.after(REFRESH_MS, () => line.socket.close());
        }
      },
      halfOpen() {
        for (const line of lines) {
          line.isDead = true;
          // Not even a close frame is read.
          line.socket.pause();
          space.clock.after(UNNOTICED_MS, () => drop(line));
        }
      },
      tear: () => [...lines].forEach((line) => line.socket.terminate()),
    },
    stop() {
      for (const socket of all) socket.terminate();
      server.close();
    },
  };
}
