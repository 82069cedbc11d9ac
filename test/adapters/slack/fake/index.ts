import { systemClock } from '#worker/clock.ts';
import { createDeliverer } from './deliver.ts';
import { createEmitter } from './emit.ts';
import { createLimits } from './limits.ts';
import { createPeople } from './people.ts';
import { createPlaces } from './places.ts';
import { readSeen } from './read.ts';
import { startServer } from './server.ts';
import { createSocketMode } from './socket-mode.ts';
import { createTroubleMaker } from './trouble-maker.ts';
import type { FakeOptions, FakeSlack } from './types.ts';
import { createWebApi } from './web-api.ts';
import { createWorkspace, repliesOf } from './workspace.ts';

export type * from './types.ts';

/** Starts a workspace of Slack on loopback, as strict as Slack is; with no channel and nobody but our bot in it. */
export async function startFakeSlack(options: FakeOptions = {}): Promise<FakeSlack> {
  const clock = options.clock ?? systemClock;
  const space = createWorkspace(options, clock);
  const maker = createTroubleMaker(space);
  const socketMode = createSocketMode(space);
  const deliverer = createDeliverer(space, maker, socketMode);
  const sendEvent = createEmitter(space, deliverer);
  const api = createWebApi({ space, limits: createLimits(options.rates, clock), maker, openSocket: () => socketMode.open() });
  const server = await startServer(space, maker, api);
  socketMode.attach(server, deliverer);
  const { channels, users } = createPlaces(space);

  return {
    apiUrl: `${space.origin}/api/`,
    botToken: space.botToken,
    appToken: space.appToken,
    get signingSecret() {
      return space.signingSecret;
    },
    team: space.team,
    bot: space.bot,
    clock,
    channels,
    users,
    posts: (channel) => channels.get(channel).posts.filter(({ deleted }) => !deleted),
    thread(where, ts) {
      const channel = channels.get(where);
      return [...channel.posts.filter((post) => post.ts === ts && !post.deleted), ...repliesOf(channel, ts)];
    },
    read: readSeen,
    ephemerals: (user) => space.ephemerals.filter((one) => user === undefined || one.user === user.id),
    modals: (user) => space.modals.get(user.id) ?? [],
    home: (user) => space.homes.get(user.id),
    files: () => [...space.files.values()],
    until: (look, within = 5000) => until(space.watchers, look, within),
    ...createPeople(space, deliverer),
    sendEvent,
    deliveries: deliverer.deliveries,
    idle: () => deliverer.idle(),
    async connectTo(url, signingSecret) {
      if (signingSecret !== undefined) space.signingSecret = signingSecret;
      deliverer.target = url;
      const challenge = space.id('challenge');
      const answer = await deliverer.post(JSON.stringify({ token: 'fake-verification-token', challenge, type: 'url_verification' }), 'application/json');
      return typeof answer === 'object' && answer.status === 200 && answer.text.includes(challenge);
    },
    sockets: socketMode.sockets,
    trouble: maker.trouble,
    calls: space.calls,
    async close() {
      maker.trouble.clear();
      deliverer.stop();
      socketMode.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

async function until<T>(watchers: Set<() => void>, look: () => T | undefined | false, within: number): Promise<T> {
  const found = Promise.withResolvers<T>();
  const watch = (): void => {
    try {
      const seen = look();
      if (seen !== undefined && seen !== false) found.resolve(seen);
    } catch (error) {
      found.reject(error instanceof Error ? error : new Error(String(error)));
    }
  };
  watchers.add(watch);
  const late = setTimeout(() => found.reject(new Error(`Nothing of it within ${within} ms: ${String(look)}`)), within);
  watch();
  try {
    return await found.promise;
  } finally {
    clearTimeout(late);
    watchers.delete(watch);
  }
}
