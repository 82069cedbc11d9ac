import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App, Logger, Receiver, ReceiverEvent, SocketModeReceiver } from '@slack/bolt';

/** Who the bot is in its workspace, as `auth.test` says. */
export type BotIdentity = { readonly botId?: string; readonly botUserId?: string; readonly teamId?: string; /** Of an Enterprise Grid. */ readonly enterpriseId?: string };

/** How requests of Slack come in. */
export type BoltOptions = {
  readonly token: string;
  /** Empty: nothing is taken by HTTP. */
  readonly signingSecret: string;
  /** Empty: nothing is taken by sockets. */
  readonly appToken: string;
  readonly apiUrl: string;
  /** What is known by now; nothing is asked for it. */
  readonly identity: () => BotIdentity;
  /** Takes what a receiver has verified; it acknowledges. */
  readonly intake: (event: ReceiverEvent) => Promise<void>;
};

/** Bolt with its receivers. `http` answers `POST /slack/events`; absent without a signing secret. `openSocket` opens one connection. */
export type Bolt = {
  readonly app: App;
  readonly http?: (request: IncomingMessage, response: ServerResponse) => void;
  readonly openSocket?: () => SocketModeReceiver;
};

/** Where Slack sends events, presses and commands. */
export const SLACK_PATH = '/slack/events';

const TIMEOUT_MS = 10_000;
/** The largest request that is taken, bytes; Slack's own are far below. */
const MOST_BYTES = 1024 * 1024;
const nothing = (): void => undefined;

/**
 * Loads Bolt and makes its app and receivers; asks Slack nothing. The receivers verify and hand over to `intake`, not to the
 * app: the app gets what was written down, from the journal, and runs its listeners.
 */
export async function createBolt({ token, signingSecret, appToken, apiUrl, identity, intake }: BoltOptions): Promise<Bolt> {
  const { App, HTTPReceiver, SocketModeReceiver, LogLevel } = await import('@slack/bolt');
  const logger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing, getLevel: () => LogLevel.ERROR };
  const none: Receiver = { init: nothing, start: () => Promise.resolve(), stop: () => Promise.resolve() };
  const clientOptions = { ...(apiUrl === '' ? {} : { slackApiUrl: apiUrl }), timeout: TIMEOUT_MS, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  const app = new App({
    receiver: none,
    logger,
    clientOptions,
    // Never `token`: then the app asks Slack who it is and the process ends where Slack cannot be reached.
    authorize: () => {
      const { botId, botUserId } = identity();
      return Promise.resolve({ botToken: token, ...(botId === undefined ? {} : { botId }), ...(botUserId === undefined ? {} : { botUserId }) });
    },
  });
  app.error(rethrow);
  /** The app as receivers see it. */
  const entrance = new Proxy(app, { get: (target, name) => (name === 'processEvent' ? intake : (Reflect.get(target, name) as unknown)) });
  const withApp = <T extends Receiver>(receiver: T): T => {
    receiver.init(entrance);
    return receiver;
  };
  const http = signingSecret === '' ? undefined : withApp(new HTTPReceiver({ signingSecret, endpoints: [SLACK_PATH], logger, bodyLimit: MOST_BYTES }));
  return {
    app,
    ...(http
      ? {
          http(request, response) {
            try {
              http.requestListener(request, response);
            } catch {
              // Another spelling of the path.
              response.writeHead(404).end();
            }
          },
        }
      : {}),
    ...(appToken === ''
      ? {}
      : {
          // It must not reconnect by itself: when that fails it ends the process.
          openSocket: () => withApp(new SocketModeReceiver({ appToken, logger, autoReconnectEnabled: false, installerOptions: { clientOptions }, processEventErrorHandler: () => Promise.resolve(false) })),
        }),
  };
}

/** Lets out what a listener threw, so that it is tried again; Bolt wraps what it does not know. */
function rethrow(error: unknown): Promise<never> {
  const { original } = error as { readonly original?: unknown };
  return Promise.reject(original ?? error);
}
