import { createFileLinks } from '#adapters/botpress/file-links.ts';
import { type Botpress, createBotpress } from '#adapters/botpress/server.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { EventJournal } from '#core/ports/event-journal.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { Language } from '#core/language.ts';
import { BOT_ID, type FakeBotpress, startFakeBotpress, TOKEN } from './fake/index.ts';
import { type ServedRoutes, serveRoutes } from './serve-routes.ts';

/** The secret that Baton shares with the forwarding bot. */
export const SECRET = 'shared-secret-of-baton-and-its-bot-0123456789';

/** The channel `botpress` between a Baton without anything behind it and a fake Botpress. */
export type Stand = { readonly botpress: Botpress; readonly fake: FakeBotpress; readonly served: ServedRoutes; close(): Promise<void> };

/** What a stand is made over. */
export type StandParts = {
  readonly clock: Clock;
  readonly idOf: (channel: string, address: string) => string;
  readonly files?: FileStore;
  readonly journal?: EventJournal;
  readonly language?: Language;
  readonly onError?: (error: unknown) => void;
};

/** Starts both and deploys the forwarding bot. */
export async function openStand({ clock, idOf, files, journal, language = 'zh', onError = () => undefined }: StandParts): Promise<Stand> {
  const fake = await startFakeBotpress(clock.now);
  const served = await serveRoutes();
  const links = files && createFileLinks({ secret: SECRET, publicUrl: served.url, files, now: clock.now });
  const botpress = createBotpress({
    settings: { secret: SECRET, token: TOKEN, botId: BOT_ID, apiUrl: fake.url, publicUrl: served.url },
    clock,
    files,
    links,
    journal,
    downloads: { isPrivate: () => true, allowPrivate: true },
    idOf,
    languageOf: () => Promise.resolve(language),
    onError,
  });
  served.mount([...botpress.routes, ...(links ? [links.route] : [])]);
  fake.deploy(`${served.url}/botpress/events`, SECRET);
  return {
    botpress,
    fake,
    served,
    async close() {
      await botpress.channel.stop();
      await served.close();
      await fake.close();
    },
  };
}
