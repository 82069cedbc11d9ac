import { createCustomerCommands } from '#core/customer-commands.ts';
import { hashToken } from '#adapters/shared/tokens.ts';
import { createIdentity } from '#adapters/web/identity.ts';
import { createWebChannel, WEB } from '#adapters/web/server.ts';
import { isBatonError } from '#core/errors.ts';
import type { CustomerMessage, SessionOpened } from '#core/protocol.ts';
import { describeChannel } from '../../contract/channel-adapter.contract.ts';
import { callRoute } from '../../support/call-route.ts';
import { countLive, countStore } from '../../support/counted.ts';
import { type EventReader, readEvents } from '../../support/event-reader.ts';
import { createSmallKnowledge, POLICY } from '../../support/small-shop.ts';
import { createTestClock } from '../../support/test-clock.ts';

/** A page that shows everything of a message: its text, and what can be pressed or followed. */
const onPage = ({ text, quickReplies = [], citations = [], notice }: CustomerMessage): string =>
  JSON.stringify([text, quickReplies, citations, notice ?? '']).replaceAll('\\"', '"');

const knowledge = createSmallKnowledge();

describeChannel({
  name: 'the web',
  hasOutsideIds: true,
  async create({ store, access }) {
    const counted = countStore(store);
    const live = countLive();
    const clock = createTestClock();
    let streams = 0;
    const { channel, routes } = createWebChannel({
      store: counted.of,
      access,
      knowledge: await knowledge,
      customers: createCustomerCommands(store, clock, (text) => text, () => POLICY),
      live: live.of,
      clock,
      policy: () => POLICY,
      company: { zh: '小店', en: 'Small Shop' },
      identity: createIdentity('a secret of at least thirty-two characters'),
      sessionsPerMinute: 100,
      onStream: (change) => (streams += change),
      onError: () => undefined,
    });
    const opened = await callRoute(routes, '/api/web/session', { body: { language: 'zh' } });
    const { token } = (await opened.json()) as SessionOpened;
    const headers = { authorization: `Bearer ${token}` };
    // The session table has the address under the token's hash; the page itself never learns it.
    const address = await addressOf(access, token);
    let made = 0;
    let reader: EventReader | undefined;
    const page: CustomerMessage[] = [];
    return {
      channel,
      address,
      async say(text, outsideId = `outside-${(made += 1) + 1_000}`) {
        try {
          const response = await callRoute(routes, '/api/web/messages', { headers, body: { clientId: outsideId, text, language: 'zh' } });
          return response.status === 202 ? 'acknowledged' : 'refused';
        } catch (error) {
          if (isBatonError(error)) return 'refused';
          throw error;
        }
      },
      async read(count) {
        reader ??= readEvents(await callRoute(routes, '/api/web/events?after=0', { method: 'GET', headers }));
        while (page.length < count) {
          const event = await reader.next();
          if (!event) throw new Error(`the stream ended after ${page.length} of ${count} messages`);
          if (event.event === 'message') page.push(event.data as CustomerMessage);
        }
        return page.map(onPage);
      },
      leftOpen: () => counted.listeners() + live.listeners() + streams + clock.waiting(),
      async close() {
        await reader?.close();
        await channel.stop();
      },
    };
  },
});

async function addressOf(access: Parameters<typeof createWebChannel>[0]['access'], token: string): Promise<string> {
  const session = await access.session(hashToken(token), 0);
  if (!session) throw new Error(`no session in ${WEB}`);
  return session.address;
}
