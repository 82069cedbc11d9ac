import { toBatonError } from '#core/errors.ts';
import type { DeskNews } from '#core/ports/store.ts';
import { createConsole } from '#adapters/console/server.ts';
import { createSignInLink } from '#adapters/console/sign-in.ts';
import { type DeskStep, describeDesk } from '../../contract/desk.contract.ts';
import { callRoute } from '../../support/call-route.ts';
import { countLive, countStore } from '../../support/counted.ts';
import { type EventReader, readEvents } from '../../support/event-reader.ts';
import { createSmallKnowledge, INTENTS, POLICY } from '../../support/small-shop.ts';
import { createTestClock } from '../../support/test-clock.ts';

const PATHS: Partial<Readonly<Record<DeskStep['kind'], string>>> = { handBack: 'hand-back', takeOver: 'take-over' };
const knowledge = createSmallKnowledge();
const notAsked = () => Promise.reject(new Error('not asked here'));

const bodyOf = (step: DeskStep): unknown =>
  step.kind === 'close'
    ? { reason: step.reason }
    : step.kind === 'transfer'
      ? step.to
      : step.kind === 'ask'
        ? { agentId: step.colleagueId, text: step.text, clientId: step.commandId }
        : step.kind === 'reply' || step.kind === 'note'
          ? { text: step.text, clientId: step.commandId }
          : {};

describeDesk({
  name: 'the console',
  async create({ store, access }) {
    const counted = countStore(store);
    const live = countLive();
    const clock = createTestClock();
    const { desk, routes } = createConsole({
      store: counted.of,
      access,
      knowledge: await knowledge,
      directory: { find: () => Promise.resolve(undefined) },
      intents: INTENTS,
      gaps: { review: notAsked, dismiss: notAsked, draft: notAsked },
      documents: { largest: 0, products: [], list: notAsked, read: notAsked, take: notAsked, setState: notAsked, remove: notAsked },
      corrections: { add: () => Promise.resolve() },
      live: live.of,
      clock,
      company: { zh: '小店', en: 'Small Shop' },
      teams: () => POLICY.teams,
      publicUrl: () => 'http://baton.test',
      onError: () => undefined,
    });
    const agent = await access.addStaff('陈静', 'agent', clock.now());
    const link = await createSignInLink(access, agent, 'http://baton.test', clock.now());
    const signedIn = await callRoute(routes, '/api/console/sign-in', { body: { token: link.split('=').at(-1) } });
    const headers = { cookie: (signedIn.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '' };
    let reader: EventReader | undefined;
    let detail: EventReader | undefined;
    const alerts: DeskNews[] = [];
    return {
      desk,
      agent: { id: agent.id, name: agent.name },
      async act(conversationId, step) {
        try {
          await callRoute(routes, `/api/console/conversations/${conversationId}/${PATHS[step.kind] ?? step.kind}`, { headers, body: bodyOf(step) });
          return 'done';
        } catch (error) {
          return { refused: toBatonError(error).message };
        }
      },
      async watch() {
        reader = readEvents(await callRoute(routes, '/api/console/events', { method: 'GET', headers }));
        await reader.until(({ event }) => event === 'list');
        const [open] = await store.conversations(['bot'], 1);
        detail = readEvents(await callRoute(routes, `/api/console/conversations/${open?.id ?? ''}/events`, { method: 'GET', headers }));
        await detail.until(({ event }) => event === 'detail');
      },
      async seen(count) {
        while (alerts.length < count) {
          const event = await reader?.next();
          if (!event) throw new Error('the stream ended');
          if (event.event === 'alert') alerts.push(event.data as DeskNews);
        }
        return alerts;
      },
      leftOpen: () => counted.listeners() + live.listeners() + clock.waiting(),
      async close() {
        await Promise.all([reader?.close(), detail?.close()]);
        await desk.stop();
      },
    };
  },
});
