import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { Gauge } from 'prom-client';
import { adviseOnReply } from '#core/brief/advise-on-reply.ts';
import type { Bilingual } from '#core/language.ts';
import type { ChannelAdapter } from '#core/ports/channel-adapter.ts';
import type { Desk } from '#core/ports/desk.ts';
import type { StaffViews } from '#core/ports/staff-views.ts';
import { openJournal } from '#store/journal.ts';
import type { Core } from './compose.ts';

/** What Slack adds to a server. */
export type SlackWays = {
  readonly desk: Desk;
  readonly channels: readonly ChannelAdapter[];
  /** Ways in by HTTP that read requests themselves. */
  readonly raw: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>>;
  /** What is wrong now, in words for leads. */
  troubles(): readonly Bilingual[];
  /** For health checks; no names of rooms or people. */
  status(): Promise<unknown>;
  /** Lets go of everything, once desk and channels have stopped. */
  close(): Promise<void>;
};

/** Open follow-ups that are looked through for those of one conversation. */
const MOST_FOLLOW_UPS = 2_000;

/** Slack as a desk, and as a channel where rooms are shared with customers; `undefined` without a bot token, and nothing of it is loaded then. Throws `misconfigured` for faulty files. */
export async function composeSlack(core: Core, { views, publicUrl }: { readonly views: StaffViews; readonly publicUrl: () => string }): Promise<SlackWays | undefined> {
  const { config, clock, log } = core;
  if (config.SLACK_BOT_TOKEN === '') return undefined;
  const [{ createSlackDesk }, { createSlackCustomers }, { readSlackFile }, { readMacros }, { SLACK_PATH }, { sayTrouble }] = await Promise.all([
    import('#adapters/slack/server.ts'),
    import('#adapters/slack/customers/server.ts'),
    import('#adapters/slack/slack-file.ts'),
    import('#adapters/slack/commands/macros.ts'),
    import('#adapters/slack/bolt.ts'),
    import('#adapters/slack/trouble-words.ts'),
  ]);
  const file = await readSlackFile(config.SLACK_FILE, config.SLACK_CHANNEL);
  const macros = await readMacros(path.join(config.INTENTS_DIR, 'macros.yaml'));
  const journal = openJournal(path.join(config.DATA_DIR, 'journal.sqlite'), { onDamage: (aside) => log.error({ aside }, 'the journal was damaged; it was set aside and a new one begun') });
  const onError = (error: unknown): void => {
    // While Slack is away this happens again and again; why stands in its words.
    if (error instanceof Error && 'code' in error && error.code !== 'internal') log.warn({ reason: error.message }, 'something of Slack failed and is tried again');
    else log.error({ err: error }, 'something of Slack failed');
  };
  const { store, access, files, knowledge, company, deskThreads: threads } = core;
  const slack = await createSlackDesk({
    store,
    access,
    files,
    threads,
    views,
    knowledge,
    clock,
    company,
    journal,
    file,
    publicUrl,
    onError,
    keys: { botToken: config.SLACK_BOT_TOKEN, signingSecret: config.SLACK_SIGNING_SECRET, appToken: config.SLACK_APP_TOKEN, apiUrl: config.SLACK_API_URL },
    assist: core.assistDesk,
    presence: core.presence,
    adviseOn: (id, agent, text) => adviseOnReply({ ...core, brief: core.briefs, onError }, id, agent.name, text),
    followUpsOf: async (id) => (await core.care.followUps('open', MOST_FOLLOW_UPS, true)).filter(({ conversationId }) => conversationId === id),
    openCasesOf: core.cases.openCases,
    teams: () => core.policy.current().teams,
    macros: () => macros,
    hints: async (question, language) => {
      const { intents } = await core.classifier.understand(question, language);
      return intents.flatMap(({ id, confidence }) => (core.intents.get(id)?.topics ?? []).map((articleId) => ({ articleId, weight: confidence })));
    },
    isAlone: config.DATABASE_URL === '',
    onTroubles: (troubles) => (troubles.length > 0 ? log.error({ troubles: troubles.map(({ what, detail }) => `${what}: ${detail}`) }, 'Slack is in trouble; nothing is lost, and it is tried again') : log.info('Slack answers')),
  });
  const customers = file.customers.length === 0 ? undefined : createSlackCustomers({ store, files, threads, clock, channels: file.customers, desk: slack.sink, onError }, slack.parts);
  if (customers) slack.hook(customers.hook);
  countSlack(core, slack.status);
  return {
    desk: slack.desk,
    channels: customers ? [customers.channel] : [],
    raw: { [SLACK_PATH]: slack.http },
    troubles: () => slack.troubles().map(sayTrouble),
    async status() {
      const found = await slack.status().catch((error: unknown) => onError(error));
      // A journal that cannot be read is trouble of Slack's, not of customers.
      if (!found) return { state: 'trouble', troubles: ['journal'] };
      const { state, in: ways, troubles, waiting, threads: threaded } = found;
      return { state, in: ways, troubles: [...new Set(troubles.map(({ what }) => what))], waiting: waiting.count, owed: threaded.owed };
    },
    close: () => journal.close(),
  };
}

function countSlack({ metrics, log }: Core, status: () => Promise<{ readonly troubles: readonly unknown[]; readonly waiting: { readonly count: number }; readonly threads: { readonly owed: number } }>): void {
  const read = async (to: { set(value: number): void }, pick: (found: Awaited<ReturnType<typeof status>>) => number): Promise<void> => {
    try {
      to.set(pick(await status()));
    } catch (err) {
      log.warn({ err }, 'the figures of Slack cannot be read');
    }
  };
  const gauge = (name: string, help: string, pick: (found: Awaited<ReturnType<typeof status>>) => number): void =>
    metrics.registry.registerMetric(new Gauge({ name, help, registers: [], collect() { return read(this, pick); } }));
  gauge('baton_slack_troubles', 'What is wrong with Slack now: keys, scopes, rooms, the connection.', ({ troubles }) => troubles.length);
  gauge('baton_slack_waiting', 'What came in from Slack and is not worked off.', ({ waiting }) => waiting.count);
  gauge('baton_slack_owed', 'Threads in Slack that are not up to date.', ({ threads }) => threads.owed);
}
