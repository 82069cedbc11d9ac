import { createCustomerCommands } from '#core/customer-commands.ts';
import { createToken, hashToken } from '#adapters/shared/tokens.ts';
import { createIdentity } from '#adapters/web/identity.ts';
import { createWebChannel, WEB } from '#adapters/web/server.ts';
import { isBatonError } from '#core/errors.ts';
import type { FileRef } from '#core/message.ts';
import type { AccessStore } from '#core/ports/access-store.ts';
import type { CustomerMessage, SessionOpened } from '#core/protocol.ts';
import type { Route } from '#core/route.ts';
import type { Hands, Person } from '../../contract/channel/harness.ts';
import { NOW } from '../../contract/channel/stage.ts';
import { describeChannel } from '../../contract/channel-adapter.contract.ts';
import { callRoute } from '../../support/call-route.ts';
import { countLive, countStore } from '../../support/counted.ts';
import { type EventReader, readEvents } from '../../support/event-reader.ts';
import { createSmallKnowledge, POLICY } from '../../support/small-shop.ts';

const SECRET = 'a secret of at least thirty-two characters';

/** A page that shows everything of a message: its text, and what can be pressed or followed. */
const onPage = ({ text, quickReplies = [], citations = [], notice, agentName = '', files = [] }: CustomerMessage): string =>
  JSON.stringify([agentName, text, quickReplies, citations, notice ?? '', files]).replaceAll('\\"', '"');

const knowledge = createSmallKnowledge();

describeChannel({
  name: 'the web',
  lacks: {
    echo: 'a page sends what its visitor writes',
    change: 'what a visitor has sent stays',
    remove: 'what a visitor has sent stays',
    trouble: 'pages fetch what is there, and come back for it',
  },
  async create({ store, access, files, clock }) {
    const counted = countStore(store);
    const live = countLive();
    let streams = 0;
    const { channel, routes } = createWebChannel({
      store: counted.of,
      access,
      files,
      knowledge: await knowledge,
      customers: createCustomerCommands(store, clock, (text) => text, () => POLICY),
      live: live.of,
      clock,
      policy: () => POLICY,
      company: { zh: '小店', en: 'Small Shop' },
      identity: createIdentity(SECRET),
      sessionsPerMinute: 100,
      onStream: (change) => (streams += change),
      onError: () => undefined,
    });
    const people: Visitor[] = [];
    const visitor = async (): Promise<Visitor> => {
      const made = await openPage(routes, access);
      people.push(made);
      return made;
    };
    const first = await visitor();
    return {
      channel,
      address: first.address,
      say: first.say,
      read: first.read,
      hands: {
        neighbour: visitor,
        received: first.received,
        attach: first.attach,
        async forge(text, how) {
          const authorization = { forged: `Bearer ${createToken()}`, missing: '', stale: `Bearer ${await expiredSession(access)}`, 'made with another secret': `Bearer ${await wrongIdentity(routes)}` }[how];
          return send(routes, authorization, 'outside-forged', text);
        },
      },
      leftOpen: () => counted.listeners() + live.listeners() + streams + clock.waiting(),
      async close() {
        await Promise.all(people.map(({ leave }) => leave()));
        await channel.stop();
      },
    };
  },
});

type Visitor = Person & Pick<Hands, 'received' | 'attach'> & { readonly leave: () => Promise<void> };

/** A visitor's page: a session of its own, and a stream once something is read. */
async function openPage(routes: readonly Route[], access: AccessStore): Promise<Visitor> {
  const opened = await callRoute(routes, '/api/web/session', { body: { language: 'zh' } });
  const { token } = (await opened.json()) as SessionOpened;
  const authorization = `Bearer ${token}`;
  // The session table has the address under the token's hash; the page itself never learns it.
  const session = await access.session(hashToken(token), 0);
  if (!session) throw new Error(`no session in ${WEB}`);
  let made = 0;
  let reader: EventReader | undefined;
  const page = new Map<string, CustomerMessage>();
  const shown = (): CustomerMessage[] => [...page.values()].filter(({ removedAt }) => removedAt === undefined).toSorted((a, b) => a.seq - b.seq);
  const until = async (holds: () => boolean): Promise<void> => {
    reader ??= readEvents(await callRoute(routes, '/api/web/events?after=0', { method: 'GET', headers: { authorization } }));
    while (!holds()) {
      const event = await reader.next();
      if (!event) throw new Error(`the stream ended after ${page.size} messages`);
      if (event.event === 'message') page.set((event.data as CustomerMessage).id, event.data as CustomerMessage);
    }
  };
  return {
    address: session.address,
    say: (text, outsideId = `outside-${(made += 1) + 1_000}`) => send(routes, authorization, outsideId, text),
    async read(count) {
      await until(() => shown().length >= count);
      return shown().map(onPage);
    },
    async received(count) {
      const files = (): FileRef[] => shown().flatMap((message) => message.files ?? []);
      await until(() => files().length >= count);
      return Promise.all(
        files().map(async ({ id, name }) => {
          const response = await callRoute(routes, `/api/web/files/${id}`, { method: 'GET', headers: { authorization } });
          return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
        }),
      );
    },
    async attach(files, text, outsideId = `outside-${(made += 1) + 1_000}`) {
      try {
        const refs = await Promise.all(files.map(async ({ name, bytes }) => (await callRoute(routes, `/api/web/files?name=${encodeURIComponent(name)}`, { headers: { authorization }, body: bytes })).json() as Promise<FileRef>));
        return await send(routes, authorization, outsideId, text, refs.map(({ id }) => id));
      } catch (error) {
        if (isBatonError(error)) return 'refused';
        throw error;
      }
    },
    leave: async () => reader?.close(),
  };
}

async function send(routes: readonly Route[], authorization: string, clientId: string, text: string, files: readonly string[] = []): Promise<'acknowledged' | 'refused'> {
  try {
    const response = await callRoute(routes, '/api/web/messages', { headers: authorization === '' ? {} : { authorization }, body: { clientId, text, language: 'zh', files } });
    return response.status === 202 ? 'acknowledged' : 'refused';
  } catch (error) {
    if (isBatonError(error)) return 'refused';
    throw error;
  }
}

/** The token of a session that is over. */
async function expiredSession(access: AccessStore): Promise<string> {
  const token = createToken();
  await access.openSession(hashToken(token), { address: 'v-earlier', customerId: undefined, customerName: '', language: 'zh', expiresAt: NOW - 1 });
  return token;
}

/** What a page gets that states who its visitor is under another secret: no session. */
async function wrongIdentity(routes: readonly Route[]): Promise<string> {
  const identity = await createIdentity('another secret of thirty-two characters').sign('VIP-1');
  const refused = await callRoute(routes, '/api/web/session', { body: { language: 'zh', identity } }).catch((error: unknown) => error);
  if (!isBatonError(refused, 'unauthorized')) throw new Error('a session was opened');
  return createToken();
}
