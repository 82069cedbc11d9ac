import { BatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import type { Message } from '#core/message.ts';
import type { ChannelAdapter, ChannelSink } from '#core/ports/channel-adapter.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { OutsideDesk } from '#core/ports/outside-desk.ts';
import type { Route } from '#core/route.ts';
import { type BotpressApi, type CallHealth, createApi } from '../api.ts';
import { createClient } from '../client.ts';
import { download, type DownloadRules } from '../download.ts';
import type { FileLinks } from '../file-links.ts';
import { createTurns } from '../in-turn.ts';
import { keepFiles } from '../keep-files.ts';
import { decode, readBody } from '../read-body.ts';
import { guessLanguage, readMessage } from '../read-message.ts';
import { HITL_PROFILE } from '../profiles.ts';
import { render } from '../render.ts';
import { isSame, pathKey } from '../signature.ts';
import { type Asking, createIntegration, type HitlHandlers } from './integration.ts';
import { createPeople } from './people.ts';
import { readHistory } from './read-history.ts';
import { readPlace, writePlace } from './place.ts';

/** Name of the channel. */
export const BOTPRESS_HITL = 'botpress-hitl';
/** Name of the tag by which things of Baton are known; the integration's definition declares it. */
const TAG = 'id';
/** A history comes whole, and may be long; what of it is read `readHistory` says. Bytes. */
const LARGEST_HISTORY = 4 * 1024 * 1024;
/** Who says what no colleague says. */
const HOUSE = 'Baton';

/** What the desk is made with. */
export type HitlOptions = {
  readonly settings: { readonly secret: string; readonly token: string; readonly apiUrl: string };
  readonly clock: Clock;
  readonly desk: OutsideDesk;
  readonly files?: Pick<FileStore, 'put'> | undefined;
  /** Addresses under which the bot fetches files of agents; absent where Baton has no public address. */
  readonly links?: Pick<FileLinks, 'urlOf'> | undefined;
  readonly downloads: DownloadRules;
  /** See `Store.idOf`. */
  readonly idOf: (channel: string, address: string) => string;
  /** The language that is spoken in a conversation. */
  readonly languageOf: (conversationId: string) => Promise<Language>;
  readonly onError: (error: unknown) => void;
};

/** The channel over which people of Baton speak with customers of a bot that lives in Botpress. */
export type BotpressHitl = { readonly channel: ChannelAdapter; readonly routes: readonly Route[]; health(): readonly CallHealth[] };

/** Baton as the human desk of bots in Botpress: they pass customers on by the interface `hitl`, and get back what agents say. */
export function createHitl({ settings, clock, desk, files, links, downloads, idOf, languageOf, onError }: HitlOptions): BotpressHitl {
  const { secret, token, apiUrl } = settings;
  const apis = new Map<string, BotpressApi>();
  const apiFor = ({ botId, integrationId, integrationAlias }: Asking): BotpressApi => {
    const key = `${botId}/${integrationId}/${integrationAlias}`;
    const api = apis.get(key) ?? createApi(createClient({ apiUrl, token, botId, integrationId, integrationAlias }), clock);
    apis.set(key, api);
    return api;
  };
  const personOf = createPeople();
  /** A picture is fetched before it is stored: what is written after it waits for it. */
  const turns = createTurns();
  const keeper = files && { files, download: (url: string) => download(url, downloads) };
  let sink: ChannelSink | undefined;
  const running = (): ChannelSink => {
    if (sink) return sink;
    throw new BatonError('unavailable', 'Baton takes nothing in right now.', { retryAfterMs: 5_000 });
  };

  const handlers: HitlHandlers = {
    async createUser(asking, name, pictureUrl) {
      running();
      const { user } = await apiFor(asking).call((client) => client.createUser({ tags: { [TAG]: crypto.randomUUID() }, ...(name === '' ? {} : { name }), ...(pictureUrl === undefined ? {} : { pictureUrl }) }));
      return user.id;
    },
    async start(asking, { userId, title = '', description = '', messageHistory }) {
      running();
      const api = apiFor(asking);
      // One conversation for each customer: asked again after a lost answer it is the same one.
      const { conversation } = await api.call((client) => client.getOrCreateConversation({ channel: 'hitl', tags: { [TAG]: userId }, discriminateByTags: [TAG] }));
      const { user } = await api.call((client) => client.getUser({ id: userId }));
      const reason = [title, description].filter((part) => part.trim() !== '').join('\n');
      const words = messageHistory.map(({ type, payload }) => readMessage(type, payload, 'zh').text).join('');
      const language = guessLanguage(words || reason);
      await desk.begin({
        channel: BOTPRESS_HITL,
        address: writePlace({ ...asking, conversationId: conversation.id }),
        name: user.name ?? '',
        language,
        reason,
        past: readHistory(conversation.id, messageHistory, language),
      });
      return conversation.id;
    },
    async stop(asking, conversationId) {
      running();
      const address = writePlace({ ...asking, conversationId });
      await turns.take(address, () => desk.end(BOTPRESS_HITL, address));
    },
    async message(asking, { id, conversationId, type, payload }) {
      const taking = running();
      const address = writePlace({ ...asking, conversationId });
      const language = guessLanguage(readMessage(type, payload, 'zh').text);
      await turns.take(address, async () => {
        const { text, files: kept } = await keepFiles(idOf(BOTPRESS_HITL, address), readMessage(type, payload, language), language, { keeper, now: clock.now(), mayWait: false });
        if (text.trim() === '' && kept.length === 0) return;
        await taking.accept({ channel: BOTPRESS_HITL, address, externalId: id, text, language, ...(kept.length > 0 ? { files: kept } : {}) });
      });
    },
  };

  const send = async (address: string, message: Message): Promise<void> => {
    const place = readPlace(address);
    if (!place) throw new BatonError('not_found', `${address} is no conversation of a bot in Botpress.`);
    const { conversationId } = place;
    const api = apiFor(place);
    const { notice, agentName } = message.extras;
    const key = `${place.botId}/${place.integrationId}`;
    // The bot says so itself; what its customer has ended was ended by the bot.
    if (notice?.kind === 'handed_over' || notice?.kind === 'reopened' || (notice?.kind === 'closed' && notice.by === 'customer')) return;
    if (notice?.kind === 'claimed' || notice?.kind === 'transferred') {
      const userId = await personOf(api, key, notice.agentName);
      await api.call((client) => client.createEvent({ type: 'hitlAssigned', payload: { conversationId, userId }, conversationId, userId }));
      return;
    }
    if (notice?.kind === 'closed' || notice?.kind === 'handed_back') {
      await api.call((client) => client.createEvent({ type: 'hitlStopped', payload: { conversationId }, conversationId }));
      return;
    }
    const userId = await personOf(api, key, message.author === 'agent' ? (agentName ?? HOUSE) : HOUSE);
    const own = idOf(BOTPRESS_HITL, address);
    const parts = render(message, { profile: HITL_PROFILE, language: await languageOf(own), fileUrl: (file) => links?.urlOf(own, file), articleUrl: () => undefined });
    for (const part of parts) await api.say({ conversationId, userId, tagName: TAG }, part);
  };

  const route: Route = {
    method: 'POST',
    path: '/botpress/hitl/:key',
    body: 'stream',
    async handle({ request, url, params }) {
      if (!isSame(params['key'] ?? '', pathKey(secret))) throw new BatonError('unauthorized', 'This is not an address of Baton.');
      let failure: unknown;
      const integration = createIntegration(secret, handlers, (error) => {
        failure = error;
        onError(error);
      });
      const headers = Object.fromEntries(request.headers);
      const answer = await integration.handler({ body: decode(await readBody(request, LARGEST_HISTORY)), path: '/', query: url.search.slice(1), method: 'POST', headers });
      if (failure !== undefined) throw failure;
      return new Response(answer?.body ?? '{}', { status: answer?.status ?? 200, headers: { 'content-type': 'application/json', ...answer?.headers } });
    },
  };
  return {
    channel: {
      name: BOTPRESS_HITL,
      // The bot that passes them on has said so.
      capabilities: { saysItIsAi: true, delivery: 'push', quickReplies: false, links: false, edits: false, files: links !== undefined, showsPassedOn: false },
      start(given) {
        sink = given;
        return Promise.resolve();
      },
      send,
      stop() {
        sink = undefined;
        return turns.ended();
      },
    },
    routes: [route],
    health: () => [...apis.values()].map((api) => api.health()),
  };
}
