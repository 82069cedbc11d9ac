import { afterAll, beforeAll, vi } from 'vitest';
import { sign } from '#adapters/botpress/signature.ts';
import type { NewFile } from '#core/ports/file-store.ts';
import type { Answer, Forgery, Person, Trouble } from '../../contract/channel/harness.ts';
import { describeChannel } from '../../contract/channel-adapter.contract.ts';
import type { FakeMessage } from './fake/state.ts';
import type { Trouble as FakeTrouble } from './fake/trouble.ts';
import { openStand, SECRET, type Stand } from './stand.ts';

const INTEGRATION = 'messenger';
const AWAY: readonly FakeTrouble[] = [{ kind: 'reset' }, { kind: 'page', status: 502 }, { kind: 'status', status: 500 }];
const answer = (status: number): Answer => (status === 200 ? 'acknowledged' : 'refused');

/** What a message shows, to read or to press. */
function textOf({ payload }: FakeMessage): string {
  const words = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, part]) => (name === 'value' || name === 'action' ? [] : words(part)));
  };
  return words(payload).join('\n');
}

/** One text per message of Baton, which may have taken several in Botpress. */
function readable(messages: readonly FakeMessage[]): string[] {
  const groups = Map.groupBy(messages, ({ tags }) => tags['baton']?.replace(/~\d+$/, ''));
  return [...groups.values()].map((parts) => parts.map(textOf).join('\n'));
}

function personAt({ fake }: Stand, id: string): Person {
  return {
    address: `${INTEGRATION}:${id}`,
    async say(text, outsideId) {
      const known = fake.state.messages.find((message) => message.id === outsideId);
      return answer(await (known ? fake.redeliver(known) : fake.say(id, { type: 'text', payload: { text } }, outsideId)));
    },
    async read(count) {
      await fake.heard(id, count);
      return readable(fake.spoken(id));
    },
  };
}

// The SDK writes every failed run to the console.
beforeAll(() => void vi.spyOn(console, 'error').mockReturnValue());
afterAll(() => vi.restoreAllMocks());

describeChannel({
  name: 'Botpress',
  lacks: {},
  async create({ store, files, clock }) {
    const stand = await openStand({ clock, idOf: store.idOf, files });
    const { fake, served, botpress } = stand;
    const own = fake.converse(INTEGRATION);
    const me = personAt(stand, own);
    const forge = async (text: string, how: Forgery): Promise<Answer> => {
      const body = JSON.stringify({ eventId: 'evt_1', conversation: { id: own, integration: INTEGRATION }, message: { id: 'forged', payload: { text } } });
      const timestamp = String(Math.floor(clock.now() / 1000) - (how === 'stale' ? 301 : 0));
      const signature = { forged: `v1=${'0'.repeat(64)}`, missing: '', stale: sign(SECRET, timestamp, Buffer.from(body)), 'made with another secret': sign('another secret', timestamp, Buffer.from(body)) }[how];
      const headers: Record<string, string> = { 'content-type': 'application/json', 'x-baton-timestamp': timestamp };
      if (how !== 'missing') headers['x-baton-signature'] = signature;
      return answer((await fetch(`${served.url}/botpress/events`, { method: 'POST', body, headers })).status);
    };
    return {
      ...me,
      channel: botpress.channel,
      hands: {
        forge,
        async echo(text, whose) {
          const tags: Record<string, string> = whose === 'own' ? { baton: 'message-1' } : {};
          await fake.redeliver(fake.state.add({ conversationId: own, userId: 'user_other_bot', type: 'text', payload: { text }, direction: 'outgoing', tags }));
          fake.state.messages.pop();
        },
        neighbour: () => Promise.resolve(personAt(stand, fake.converse(INTEGRATION))),
        change: async (outsideId, text) => answer(await fake.change(outsideId, text)),
        remove: async (outsideId) => answer(await fake.change(outsideId, undefined)),
        async attach(attached: readonly NewFile[], text, outsideId) {
          const items = attached.map(({ name, type, bytes }) => {
            const kind = /^(image|video|audio)/.exec(type)?.[1] ?? 'file';
            return { type: kind, payload: { [`${kind}Url`]: fake.host(name, type, bytes), ...(kind === 'file' ? { title: name } : {}) } };
          });
          const payload = { items: [...(text === '' ? [] : [{ type: 'text', payload: { text } }]), ...items] };
          return answer(await fake.say(own, { type: 'bloc', payload }, outsideId));
        },
        async received(count) {
          const urlsOf = ({ payload }: FakeMessage): string[] => Object.entries(payload).flatMap(([name, url]) => (/^(?:image|file|video|audio)Url$/.test(name) && typeof url === 'string' ? [url] : []));
          await fake.heard(own, count);
          const sent = fake.spoken(own).flatMap((message) => urlsOf(message).map((url) => ({ url, name: String(message.payload['title']) })));
          return Promise.all(sent.map(async ({ url, name }) => ({ name, bytes: new Uint8Array(await (await fetch(url)).arrayBuffer()) })));
        },
        trouble(trouble: Trouble) {
          const tries = (): number => fake.calls.filter((call) => call.includes('/messages')).length;
          const before = tries();
          const met: readonly FakeTrouble[] =
            trouble.kind === 'limited'
              ? [{ kind: 'limited', until: clock.now() + trouble.retryAfterMs }]
              : trouble.kind === 'away'
                ? Array.from({ length: trouble.times }, (_, i) => AWAY[i % AWAY.length] ?? { kind: 'reset' })
                : [trouble.kind === 'answer lost' ? { kind: 'lost' } : { kind: 'status', status: 400 }];
          for (const one of met) fake.trouble.add(one, 1, '/messages');
          return { tries: () => tries() - before };
        },
      },
      leftOpen: () => clock.waiting(),
      close: () => stand.close(),
    };
  },
});
