import { expect, it } from 'vitest';
import type { Change } from '#core/change.ts';
import type { Conversation } from '#core/conversation.ts';
import { createCustomerCommands } from '#core/customer-commands.ts';
import { handoverFor } from '#core/express.ts';
import { createLive } from '#core/live.ts';
import type { ChannelSink } from '#core/ports/channel-adapter.ts';
import type { CustomerState, SessionOpened } from '#core/protocol.ts';
import { transition } from '#core/transition.ts';
import { createWaits } from '#core/waiting/waits.ts';
import { createIdentity } from '#adapters/web/identity.ts';
import { createWebChannel } from '#adapters/web/server.ts';
import { callRoute } from '../../support/call-route.ts';
import { readEvents } from '../../support/event-reader.ts';
import { createSmallKnowledge, POLICY } from '../../support/small-shop.ts';
import { openTempStore } from '../../support/temp-store.ts';
import { createTestClock } from '../../support/test-clock.ts';

const RULE = POLICY.rules.find(({ reason }) => reason === 'asked') ?? expect.fail('nobody can ask for a person');

/** The web channel on a real store that can be made deaf, as a database is whose notices do not come through. */
const openWeb = async () => {
  const temp = await openTempStore();
  const clock = createTestClock();
  let isDeaf = false;
  const { subscribe } = temp.store;
  const store = { ...temp.store, subscribe: (listener: Parameters<typeof subscribe>[0]) => subscribe((...news) => (isDeaf ? undefined : listener(...news))) };
  const waits = createWaits({ ...temp.pickUps, openHandovers: () => store.openHandovers(), policy: () => POLICY, clock });
  const { channel, routes } = createWebChannel({
    store,
    access: temp.access,
    knowledge: await createSmallKnowledge(),
    customers: createCustomerCommands(store, clock, (text) => text, () => POLICY),
    live: createLive(),
    clock,
    waits,
    policy: () => POLICY,
    company: { zh: '小店', en: 'Small Shop' },
    identity: createIdentity('a secret of at least thirty-two characters'),
    sessionsPerMinute: 100,
    onStream: () => undefined,
    onError: (error) => expect.fail(String(error)),
  });
  const accept: ChannelSink['accept'] = async (inbound) => {
    const { message } = await store.accept(inbound, clock.now());
    return { id: message.id, seq: message.seq, cursor: message.cursor ?? 0, at: message.at };
  };
  await channel.start({ accept, edit: () => expect.fail('nothing is changed here') });
  return { temp, clock, store, routes, channel, deafen: () => void (isDeaf = true) };
};

it('a page that waits sees that a person has come, also when nobody told it', async () => {
  const { temp, clock, store, routes, channel, deafen } = await openWeb();
  const { token } = (await (await callRoute(routes, '/api/web/session', { body: { language: 'zh' } })).json()) as SessionOpened;
  const headers = { authorization: `Bearer ${token}` };
  await callRoute(routes, '/api/web/messages', { headers, body: { clientId: 'message-1', text: '转人工', language: 'zh' } });
  const [{ id } = expect.fail('nothing was stored')] = await store.conversations(['bot'], 1);
  const handOver = (conversation: Conversation): Change => ({ ownership: transition(conversation, { kind: 'hand_over' }), openHandover: handoverFor(RULE, conversation, POLICY, clock.now()) });
  await store.update(id, handOver, clock.now());
  const stream = readEvents(await callRoute(routes, '/api/web/events?after=0', { method: 'GET', headers }));
  const stateIs = (state: CustomerState['state']) => stream.until(({ event, data }) => event === 'state' && (data as CustomerState).state === state);
  await stateIs('waiting');
  deafen();
  const claim = (conversation: Conversation): Change => ({ ownership: transition(conversation, { kind: 'claim', agentId: 'chen' }), agentName: '陈晨', touchHandover: { claimed: true } });
  await store.update(id, claim, clock.now());
  const seen = stateIs('human');
  await expect.poll(() => (clock.advance(3_000), clock.waiting()), { timeout: 5_000 }).toBeLessThanOrEqual(1);
  expect((await seen).at(-1)?.data).toMatchObject({ state: 'human', agentName: '陈晨' });
  await stream.close();
  await channel.stop();
  await temp.close();
});
