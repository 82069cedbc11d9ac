import type { IncomingMessage, ServerResponse } from 'node:http';
import { BatonError } from '#core/errors.ts';
import type { Desk, DeskSink } from '#core/ports/desk.ts';
import type { EventJournal } from '#core/ports/event-journal.ts';
import { answerAtOnce } from './actions/at-once.ts';
import { createAlerts } from './alerts.ts';
import { type Bolt, createBolt } from './bolt.ts';
import { type SlackContext, SLACK_DESK, type SlackShop } from './context.ts';
import { listen, runFromJournal, tellGivenUp } from './dispatch.ts';
import { type SlackTrouble, watchHealth } from './health.ts';
import { createHomes } from './home/home.ts';
import type { ChannelHook, SlackParts } from './inbox/hook.ts';
import { createIntake, SLACK } from './inbox/intake.ts';
import { createInboxPump, type InboxPump } from './inbox/pump.ts';
import { part, text } from './inbox/slip.ts';
import { ROOM_EVENTS } from './manifest.ts';
import { createPeople } from './people.ts';
import { followPresence } from './presence.ts';
import { createSlackApi } from './slack-api.ts';
import type { SlackFile } from './slack-file.ts';
import { type KeptSocket, keepSocket } from './socket.ts';
import type { Pace } from './threads/pace.ts';
import { createThreadPump, type ThreadPumpStatus } from './threads/pump.ts';
import { allRooms } from './threads/rooms.ts';

/** Keys of the app. Empty: not there. */
export type SlackKeys = {
  readonly botToken: string;
  /** Without it nothing is taken by HTTP. */
  readonly signingSecret: string;
  /** Without it nothing is taken by Socket Mode. */
  readonly appToken: string;
  /** Address of the Web API with a slash at its end; empty: Slack's own. */
  readonly apiUrl: string;
};

/** What the Slack desk is made with. */
export type SlackOptions = SlackShop & {
  readonly keys: SlackKeys;
  readonly file: SlackFile;
  readonly journal: EventJournal;
  /** Is this the only process on these data? */
  readonly isAlone: boolean;
  readonly onTroubles: (troubles: readonly SlackTrouble[]) => void;
  /** How fast Slack is asked; Slack's own limits where it is left out. */
  readonly pace?: Pace;
};

/** How it stands with Slack. `in`: how requests come in. */
export type SlackStatus = {
  readonly state: 'starting' | 'ok' | 'trouble';
  readonly in: readonly ('http' | 'socket')[];
  readonly troubles: readonly SlackTrouble[];
  /** What came in and is not worked off, and since when. */
  readonly waiting: { readonly count: number; readonly since: number | undefined };
  readonly threads: ThreadPumpStatus;
};

/** The Slack desk with its way in. */
export type SlackDesk = {
  readonly desk: Desk;
  /** Answers `POST /slack/events`; it reads the body itself and must stand before anything else that does. Refuses everything without a signing secret. */
  readonly http: (request: IncomingMessage, response: ServerResponse) => void;
  readonly status: () => Promise<SlackStatus>;
  /** What is wrong now. */
  readonly troubles: () => readonly SlackTrouble[];
  /** What other parts of Slack are made with. */
  readonly parts: SlackParts;
  /** Where steps of the staff go. Throws `unavailable` while the desk starts or stops. */
  readonly sink: () => DeskSink;
  /** Gives what happens in some channels to somebody else; before `start`. */
  hook(hook: ChannelHook): void;
};

/** Makes the desk; Slack's libraries are loaded, and Slack is asked nothing before `start`. Starting never waits for Slack. */
export async function createSlackDesk(options: SlackOptions): Promise<SlackDesk> {
  const { keys, file, journal, clock, store, isAlone, onError } = options;
  let sink: DeskSink | undefined;
  let hook: ChannelHook | undefined;
  let inbox: InboxPump | undefined;
  let socket: KeptSocket | undefined;
  let stopping: (() => void)[] = [];
  const api = await createSlackApi({ token: keys.botToken, apiUrl: keys.apiUrl, onAnswer: (answer) => health.onAnswer(answer) });
  const health = watchHealth({
    api: () => api,
    clock,
    rooms: () => [...allRooms(file.rooms), ...file.customers.map(({ channel }) => channel)],
    mayBeShared: (channel) => file.customers.some((each) => each.channel === channel),
    requests: () => (keys.signingSecret === '' && keys.appToken === '' ? 'SLACK_SIGNING_SECRET, SLACK_APP_TOKEN' : keys.appToken !== '' && sink !== undefined && socket?.openSince() === undefined ? 'SLACK_APP_TOKEN: no connection' : undefined),
    onChange: options.onTroubles,
  });
  const { identity } = health;
  const people = createPeople({ api, access: options.access, clock, language: () => file.language, identity });
  const threads = createThreadPump({ ...options, api, rooms: () => file.rooms, language: file.language, teamName: (team) => options.teams()[team]?.name ?? { zh: team, en: team }, consoleLink: (id) => `${options.publicUrl()}/console/#conversation=${id}`, isAlone });
  const context: SlackContext = {
    ...options,
    api,
    people,
    identity,
    sink() {
      if (!sink) throw new BatonError('unavailable', 'Baton is starting or stopping. Please try again in a moment.', { retryAfterMs: 1_000 });
      return sink;
    },
    owe: (conversationId) => threads.owe(conversationId),
    gone: (room, ts) => threads.gone(room, ts),
  };
  const homes = createHomes(context);
  const alerts = createAlerts(context);
  const intake = createIntake({
    journal,
    clock,
    atOnce: (body) => answerAtOnce(context, body),
    async passing(body) {
      const event = part(body, 'event');
      const type = text(event, 'type') ?? '';
      if (type === 'app_home_opened' && text(event, 'tab') !== 'messages') await homes.opened(text(event, 'user') ?? '');
      else if (ROOM_EVENTS.has(type)) await health.look();
    },
    onKept: () => inbox?.kick(),
    onError,
  });
  const bolt: Bolt = await createBolt({
    token: keys.botToken,
    signingSecret: keys.signingSecret,
    appToken: keys.appToken,
    apiUrl: keys.apiUrl,
    identity,
    intake: (event) => (sink ? intake(event) : Promise.reject(new BatonError('unavailable', 'Baton is starting or stopping.'))),
  });
  const journaled = runFromJournal(bolt.app);
  listen(bolt.app, context, () => hook, journaled.keyOf);

  return {
    desk: {
      name: SLACK_DESK,
      async start(given) {
        sink = given;
        inbox = createInboxPump({ journal, source: SLACK, clock, work: journaled.work, onGivenUp: (entry, error) => tellGivenUp(context, entry, error), onError });
        const { openSocket } = bolt;
        if (openSocket) socket = keepSocket(openSocket, { clock, onFault: onError });
        void health.look();
        stopping = [store.subscribe(() => homes.touch()), ...(options.presence ? [followPresence({ api, people, presence: options.presence, clock, isWell: () => health.isKnown() && health.troubles().every(({ what }) => what === 'room' || what === 'shared' || what === 'requests'), onError })] : [])];
        await threads.start();
      },
      async tell(news) {
        threads.owe(news.conversationId);
        homes.touch();
        await alerts.tell(news);
      },
      async stop() {
        // What comes in from now on is not acknowledged, so that Slack brings it again.
        const wasOn = sink !== undefined;
        for (const stop of stopping.splice(0)) stop();
        homes.stop();
        health.stop();
        await socket?.stop();
        await inbox?.stop();
        sink = undefined;
        if (wasOn) await threads.stop();
      },
    },
    http: bolt.http ?? ((_request, response) => void response.writeHead(401).end()),
    async status() {
      const troubles = health.troubles();
      const state = troubles.length > 0 ? 'trouble' : health.isKnown() ? 'ok' : 'starting';
      return { state, in: [...(bolt.http ? ['http' as const] : []), ...(socket?.openSince() === undefined ? [] : ['socket' as const])], troubles, waiting: await journal.waiting(SLACK), threads: threads.status() };
    },
    troubles: health.troubles,
    parts: { api, people, identity },
    sink: context.sink,
    hook: (given) => void (hook = given),
  };
}
