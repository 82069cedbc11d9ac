import { existsSync } from 'node:fs';
import { z } from 'zod';
import { BatonError } from '#core/errors.ts';

const list = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
  .pipe(z.array(z.url({ protocol: /^https?$/, error: 'must be origins such as https://shop.example' }).transform((url) => new URL(url).origin)));
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const amount = z.coerce.number({ error: 'must be a number' }).min(0);
const number = (min: number, max: number) => z.coerce.number({ error: 'must be a number' }).int().min(min).max(max);

/** An id may be anywhere in the address but where it would choose the server; passwords do not belong into addresses, which are shown. */
function checkDirectoryUrl(text: string, context: z.RefinementCtx): void {
  const url = URL.parse(text.replaceAll('{id}', 'id'));
  const other = URL.parse(text.replaceAll('{id}', 'di'));
  const isSound = url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '' && url.origin === other?.origin;
  if (!isSound || !(url.pathname + url.search !== other.pathname + other.search)) context.addIssue({ code: 'custom', message: 'must be such as https://crm.example/customers/{id}, without a name and password' });
}

/** Every setting of Baton, with its default and meaning. `.env.example` is written from this, and a test keeps them equal. */
export const configSchema = z.object({
  PORT: number(0, 65_535).default(3000).describe('Port of the web server; 0 takes any free one.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 for all.'),
  PUBLIC_URL: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default('').describe('Address under which customers and staff reach Baton; empty: http://localhost:PORT.'),
  DATA_DIR: z.string().min(1).default('./data').describe('Folder for the database and for caches.'),
  DATABASE_URL: z.string().default('').describe('PostgreSQL, such as postgres://user:password@host/baton; empty: a SQLite file in DATA_DIR.'),
  KNOWLEDGE_DIR: z.string().min(1).default('./knowledge').describe('Folder with articles/, company.yaml and products.yaml.'),
  INTENTS_DIR: z.string().min(1).default('./intents').describe('Folder with catalog/, person-phrases.yaml and policy.yaml.'),
  CUSTOMERS_FILE: z.string().min(1).default('./adapters/directory/customers.yaml').describe('The customer directory: who is who, and which tier.'),
  DIRECTORY_URL: z.union([z.literal(''), z.string().superRefine(checkDirectoryUrl)]).default('').describe('Address of a customer in your CRM, with {id} in its path or query, such as https://crm.example/customers/{id}; empty: CUSTOMERS_FILE.'),
  DIRECTORY_TOKEN: z.string().regex(/^[\x21-\x7e]*$/, 'must be of ASCII characters without blanks').default('').describe('Token with which the CRM is asked; some need none.'),
  WIDGET_ORIGINS: list.default([]).describe('Origins of the pages that may embed the widget, separated by commas; Baton itself always may.'),
  IDENTITY_SECRET: z.union([z.literal(''), z.string().min(32)]).default('').describe('Key with which your shop signs who its visitors are (JWT, HS256), at least 32 characters; empty: one is made and kept in the database.'),
  DEMO: flag.default(true).describe('Show the sample shop at / and let its visitors pose as the demo customers: true or false.'),
  TRUST_PROXY: flag.default(false).describe('Believe X-Forwarded-For and X-Forwarded-Proto of a proxy in front: true or false.'),
  WEBHOOKS_TO_PRIVATE: flag.default(false).describe('Let webhooks go to addresses inside your own network, also by http: true or false.'),
  SESSIONS_PER_MINUTE: number(1, 1_000_000).default(600).describe('New widget sessions that one address may open in a minute.'),
  EMBEDDINGS: z.enum(['builtin', 'openai', 'transformers']).default('builtin').describe('Where nearness of meaning comes from: builtin (no network), openai (any server that speaks its protocol) or transformers (a local ONNX model).'),
  EMBEDDINGS_URL: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default('').describe('Address of the embeddings server when EMBEDDINGS=openai; empty: https://api.openai.com/v1.'),
  EMBEDDINGS_MODEL: z.string().default('').describe('Name of the embedding model when EMBEDDINGS=openai; its folder, or its name on the hub, when EMBEDDINGS=transformers.'),
  EMBEDDINGS_KEY: z.string().default('').describe('Key of the embeddings server; most servers of your own need none.'),
  OPENAI_MODEL: z.string().default('').describe('Name of the language model that words the answers; empty: answers are put together from the articles, without a model.'),
  OPENAI_BASE_URL: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default('').describe('Address of the language model, of any server that speaks the protocol of OpenAI; empty: https://api.openai.com/v1.'),
  OPENAI_API_KEY: z.string().default('').describe('Key of the language model; most servers of your own need none.'),
  OPENAI_SMALL_MODEL: z.string().default('').describe('Name of a smaller model at the same address that completes questions and sums up conversations; empty: the same model.'),
  OPENAI_PRICE_IN: amount.default(0).describe('What a million tokens cost that are sent to the model, in your currency; 0 where it costs nothing.'),
  OPENAI_PRICE_OUT: amount.default(0).describe('What a million tokens cost that the model writes, in your currency; 0 where it costs nothing.'),
  OPENAI_COST_PER_DAY: amount.default(0).describe('Most that the model may cost in a day, by the prices above, which it needs; then answers come without it until midnight UTC; 0 is no limit.'),
  OPENAI_TOKENS_PER_DAY: number(0, 1_000_000_000_000).default(0).describe('Most tokens that all visitors together may use in a day, also those who come as somebody new each time; then answers come without the model until midnight UTC; 0 is no limit.'),
  OPENAI_VISITOR_TOKENS_PER_DAY: number(0, 1_000_000_000).default(200_000).describe('Most tokens that one visitor may use in a day; then their answers come without the model; 0 is no limit.'),
  BOTPRESS_SECRET: z.union([z.literal(''), z.string().min(32)]).default('').describe('Secret that the forwarding bot in Botpress signs with, at least 32 characters; empty: no Botpress.'),
  BOTPRESS_BOT_ID: z.string().default('').describe('Id of the forwarding bot in Botpress.'),
  BOTPRESS_TOKEN: z.string().default('').describe('Token with which Baton answers as that bot; empty: Baton is no channel of Botpress.'),
  BOTPRESS_HITL_TOKEN: z.string().default('').describe('Key of the integration by which bots in Botpress pass customers on to your people; empty: Baton is no desk of Botpress.'),
  BOTPRESS_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.botpress.cloud').describe('Address of Botpress.'),
  SLACK_BOT_TOKEN: z.string().regex(/^(?:xoxb-.+)?$/, 'must begin with xoxb-').default('').describe('Bot token of your Slack app; empty: no Slack.'),
  SLACK_SIGNING_SECRET: z.string().default('').describe('Signing secret of your Slack app, for requests by HTTP at /slack/events; without it none are taken.'),
  SLACK_APP_TOKEN: z.string().regex(/^(?:xapp-.+)?$/, 'must begin with xapp-').default('').describe('App-level token of your Slack app, for Socket Mode: then Slack need not reach Baton.'),
  SLACK_CHANNEL: z.string().default('').describe('Id of the Slack channel for handovers without a room of their own in SLACK_FILE, such as C0123ABCDE.'),
  SLACK_FILE: z.string().min(1).default('./adapters/slack/slack.yaml').describe('Which Slack channels are rooms of which teams, and which are shared with customers.'),
  SLACK_API_URL: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default('').describe('Address of the Web API of Slack with a slash at its end; empty: that of Slack.'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn').describe('How much is logged: fatal, error, warn, info, debug, trace or silent.'),
});

const SECRETS: ReadonlySet<string> = new Set(['IDENTITY_SECRET', 'DIRECTORY_TOKEN', 'EMBEDDINGS_KEY', 'OPENAI_API_KEY', 'DATABASE_URL', 'BOTPRESS_SECRET', 'BOTPRESS_TOKEN', 'BOTPRESS_HITL_TOKEN', 'SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN']);

/** The settings as the program uses them. */
export type Config = z.infer<typeof configSchema>;

/** Settings that would do nothing as they stand, while somebody relies on them. */
function withoutEffect({ OPENAI_MODEL, OPENAI_COST_PER_DAY, OPENAI_PRICE_IN, OPENAI_PRICE_OUT }: Config): { readonly path: readonly (keyof Config)[]; readonly message: string }[] {
  const isFree = OPENAI_PRICE_IN === 0 && OPENAI_PRICE_OUT === 0;
  return OPENAI_MODEL !== '' && OPENAI_COST_PER_DAY > 0 && isFree ? [{ path: ['OPENAI_COST_PER_DAY'], message: 'limits nothing without OPENAI_PRICE_IN and OPENAI_PRICE_OUT; set them, or limit tokens with OPENAI_TOKENS_PER_DAY' }] : [];
}

/** Reads the settings from variables; an empty variable counts as absent. Throws `misconfigured` with every fault at once. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([name, value]) => name in configSchema.shape && value !== undefined && value.trim() !== ''));
  const result = configSchema.safeParse(given);
  const faults = result.success ? withoutEffect(result.data) : result.error.issues;
  if (result.success && faults.length === 0) return result.data;
  const details = faults.map(({ path, message }) => {
    const name = String(path[0]);
    const meaning = configSchema.shape[name as keyof Config].description ?? '';
    // Keys and passwords stay out of terminals and logs.
    const shown = SECRETS.has(name) ? '…' : String(given[name]);
    return `${name}=${shown}: ${message}. ${meaning}`;
  });
  throw new BatonError('misconfigured', 'Some settings are wrong. Mend them in .env or in the environment and start again.', { details });
}

/** The settings of this process, from its environment and a file `.env` beside it; nowhere else is the environment read. */
export function readProcessConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env);
}

/** The variables `ACTION_…` of this process, which the calls of business actions may name and nothing else of the environment. */
export function readActionVariables(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (name.startsWith('ACTION_') && value !== undefined && value.trim() !== '' ? [[name, value]] : [])));
}

/** The language of this process' terminal, by LANG (https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html). */
export function readTerminalLanguage(): 'zh' | 'en' {
  return (process.env['LANG'] ?? '').startsWith('zh') ? 'zh' : 'en';
}
