import type { Citation, Message } from '#core/message.ts';
import { helpPath } from '#core/protocol.ts';
import type { Language } from '#core/language.ts';
import { BatonError } from '#core/errors.ts';
import type { ChannelAdapter, ChannelSink } from '#core/ports/channel-adapter.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { EventJournal } from '#core/ports/event-journal.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { Route } from '#core/route.ts';
import { readAddress } from './address.ts';
import { createApi } from './api.ts';
import { createCatchUp } from './catch-up.ts';
import { createClient } from './client.ts';
import { createDevBot } from './dev-bot.ts';
import { download, type DownloadRules } from './download.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import type { FileLinks } from './file-links.ts';
import { profileOf } from './profiles.ts';
import { parseJson, readBody } from './read-body.ts';
import { createReceiver } from './receive.ts';
import { render } from './render.ts';
import { requireSigned } from './signature.ts';
import { takeIn } from './take-in.ts';

/** Name of the channel. */
export const BOTPRESS = 'botpress';
/** Name of the tag by which messages of Baton are known in Botpress; the bot's definition declares it. */
export const TAG = 'baton';

/** What the operator has set. */
export type BotpressSettings = {
  /** Shared with the forwarding bot. */
  readonly secret: string;
  readonly token: string;
  readonly botId: string;
  readonly apiUrl: string;
  /** Where Baton is reached from outside, without a slash at the end; empty where it is not. */
  readonly publicUrl: string;
};

/** What the channel is made with. */
export type BotpressOptions = {
  readonly settings: BotpressSettings;
  readonly clock: Clock;
  readonly files?: Pick<FileStore, 'put'> | undefined;
  /** Addresses under which channels fetch files of agents; absent where Baton has no public address. */
  readonly links?: Pick<FileLinks, 'urlOf'> | undefined;
  readonly journal?: EventJournal | undefined;
  readonly downloads: DownloadRules;
  /** See `Store.idOf`. */
  readonly idOf: (channel: string, address: string) => string;
  /** The language that is spoken in a conversation. */
  readonly languageOf: (conversationId: string) => Promise<Language>;
  readonly onError: (error: unknown) => void;
};

/** How it stands, for health checks. */
export type BotpressStatus = { readonly state: 'ok' | 'trouble'; readonly reason?: string; readonly since?: string; readonly waiting?: number };

/** The channel `botpress` with its ways in from outside. */
export type Botpress = {
  readonly channel: ChannelAdapter;
  readonly routes: readonly Route[];
  status(): Promise<BotpressStatus>;
};

/** Customers on every channel that Botpress reaches: what they write comes by a forwarding bot, answers leave by Botpress' API. */
export function createBotpress(options: BotpressOptions): Botpress {
  const { settings, clock, files, links } = options;
  const { secret, botId, publicUrl } = settings;
  const api = createApi(createClient(settings), clock);
  let sink: ChannelSink | undefined;
  const keeper = files && { files, download: (url: string) => download(url, options.downloads) };
  const take = async (envelope: Envelope, mayWait: boolean): Promise<void> => {
    if (!sink) throw new BatonError('unavailable', 'Baton takes nothing in right now.');
    await takeIn(envelope, sink, { channel: BOTPRESS, botId, tagName: TAG, keeper, idOf: options.idOf, now: clock.now, mayWait });
  };
  const receiver = createReceiver({ take, clock, journal: options.journal, onError: options.onError });
  const catchUp = createCatchUp({ api, clock, receive: receiver.receive, onError: options.onError });
  const articleUrl = (citation: Citation): string | undefined => (publicUrl === '' ? undefined : `${publicUrl}${helpPath(citation)}`);
  const send = async (address: string, message: Message): Promise<void> => {
    const place = readAddress(address);
    if (!place) throw new BatonError('not_found', `${address} is no conversation in Botpress.`);
    const conversationId = options.idOf(BOTPRESS, address);
    const parts = render(message, {
      profile: profileOf(place.integration),
      language: await options.languageOf(conversationId),
      fileUrl: (file) => links?.urlOf(conversationId, file),
      articleUrl,
    });
    for (const part of parts) await api.say({ conversationId: place.conversationId, userId: botId, tagName: TAG }, part);
  };
  const events: Route = {
    method: 'POST',
    path: '/botpress/events',
    async handle({ request }) {
      const body = await readBody(request);
      requireSigned(request, body, secret, clock.now());
      await receiver.receive(readEnvelope(parseJson(body)));
      return Response.json({ ok: true });
    },
  };
  return {
    channel: {
      name: BOTPRESS,
      capabilities: { saysItIsAi: false, delivery: 'push', quickReplies: true, links: true, edits: false, files: links !== undefined, showsPassedOn: false },
      async start(given) {
        sink = given;
        await receiver.start();
        catchUp.start();
      },
      send,
      async stop() {
        await catchUp.stop();
        await receiver.stop();
        sink = undefined;
      },
    },
    routes: [events, createDevBot({ secret, botId, receive: receiver.receive })],
    async status() {
      const { ok, reason, since } = api.health();
      const { count } = await receiver.waiting();
      return { state: ok ? 'ok' : 'trouble', ...(reason === undefined ? {} : { reason, since: new Date(since).toISOString() }), ...(count > 0 ? { waiting: count } : {}) };
    },
  };
}
