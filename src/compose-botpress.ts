import path from 'node:path';
import { createOutsideDesk } from '#core/outside-desk.ts';
import type { ChannelAdapter } from '#core/ports/channel-adapter.ts';
import type { EventJournal } from '#core/ports/event-journal.ts';
import type { Route } from '#core/route.ts';
import { isPrivateAddress } from '#knowledge/import/private-address.ts';
import { openJournal } from '#store/journal.ts';
import type { Core } from './compose.ts';

/** What Botpress adds to a server. */
export type BotpressWays = {
  readonly routes: readonly Route[];
  readonly channels: readonly ChannelAdapter[];
  /** For health checks. */
  status(): Promise<unknown>;
  /** Lets go of everything, once the channels have stopped. */
  close(): Promise<void>;
};

/** Botpress as a channel and as a bot that passes customers on, each where its settings are there; `undefined` where none are, and nothing of it is loaded then. */
export async function composeBotpress(core: Core): Promise<BotpressWays | undefined> {
  const { config, store, clock, log, files, content } = core;
  const { BOTPRESS_SECRET: secret, BOTPRESS_TOKEN: token, BOTPRESS_BOT_ID: botId, BOTPRESS_HITL_TOKEN: hitlToken, BOTPRESS_API_URL: apiUrl } = config;
  const isChannel = secret !== '' && token !== '' && botId !== '';
  const isDesk = secret !== '' && hitlToken !== '';
  const missing = [...(secret === '' ? ['BOTPRESS_SECRET'] : []), ...(token !== '' && botId === '' ? ['BOTPRESS_BOT_ID'] : []), ...(botId !== '' && token === '' ? ['BOTPRESS_TOKEN'] : [])];
  const isBegun = [secret, token, botId, hitlToken].some((text) => text !== '');
  if (!isBegun) return undefined;
  if (missing.length > 0) log.warn({ missing }, 'Botpress is set up in part only');
  if (!isChannel && !isDesk) return { routes: [], channels: [], status: () => Promise.resolve({ state: 'not set up', missing }), close: () => Promise.resolve() };

  const { createFileLinks } = await import('#adapters/botpress/file-links.ts');
  const publicUrl = config.PUBLIC_URL.replace(/\/+$/, '');
  const links = publicUrl === '' ? undefined : createFileLinks({ secret, publicUrl, files, now: clock.now });
  const onError = (error: unknown): void => log.warn({ err: error }, 'something of Botpress could not be taken in');
  const shared = {
    clock,
    files,
    links,
    downloads: { isPrivate: isPrivateAddress, allowPrivate: false },
    idOf: store.idOf,
    languageOf: async (id: string) => (await store.conversation(id))?.language ?? 'zh',
    onError,
  };
  const journal: EventJournal | undefined = isChannel ? openJournal(path.join(config.DATA_DIR, 'botpress-journal.db'), { onDamage: (aside) => log.error({ aside }, 'the journal of Botpress was damaged and is begun anew') }) : undefined;
  const channel = isChannel ? (await import('#adapters/botpress/server.ts')).createBotpress({ ...shared, journal, settings: { secret, token, botId, apiUrl, publicUrl } }) : undefined;
  const outside = createOutsideDesk({ store, clock, classifier: core.classifier, policy: () => core.policy.current(), customers: core.customers, hide: core.hide, safetyPhone: content.company.safetyPhone });
  const desk = isDesk ? (await import('#adapters/botpress/hitl/server.ts')).createHitl({ ...shared, desk: outside, settings: { secret, token: hitlToken, apiUrl } }) : undefined;
  return {
    routes: [...(channel?.routes ?? []), ...(desk?.routes ?? []), ...(links ? [links.route] : [])],
    channels: [channel?.channel, desk?.channel].filter((one) => one !== undefined),
    async status() {
      const troubles = (desk?.health() ?? []).filter(({ ok }) => !ok);
      return { ...(channel ? { channel: await channel.status() } : {}), ...(desk ? { desk: { state: troubles.length === 0 ? 'ok' : 'trouble', ...(troubles[0]?.reason === undefined ? {} : { reason: troubles[0].reason }) } } : {}), ...(missing.length > 0 ? { missing } : {}) };
    },
    close: async () => journal?.close(),
  };
}
