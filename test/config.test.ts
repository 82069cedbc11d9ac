import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { configSchema, readConfig } from '#src/config.ts';

const EXAMPLE = fileURLToPath(new URL('../.env.example', import.meta.url));
const names = Object.keys(configSchema.shape) as (keyof typeof configSchema.shape)[];

/** `.env.example` as the schema says: each setting with its meaning, commented out with its default. */
function renderExample(): string {
  const defaults = readConfig({});
  const settings = names.map((name) => `# ${configSchema.shape[name].description ?? ''}\n#${name}=${String(defaults[name])}\n`);
  return ['# The settings of Baton. Copy this file to .env, take the # away before a line, and change it.\n# A setting that is absent or empty has the value that stands here.\n', ...settings].join('\n');
}

const faultsOf = (variables: Readonly<Record<string, string | undefined>>): { message: string; details: readonly string[] } => {
  try {
    readConfig(variables);
  } catch (error) {
    return error as { message: string; details: readonly string[] };
  }
  return expect.fail('these settings were taken');
};

describe('the settings', () => {
  it('have a default each, so that nothing needs to be set', () => {
    expect(readConfig({})).toEqual({
      PORT: 3000,
      HOST: '127.0.0.1',
      PUBLIC_URL: '',
      DATA_DIR: './data',
      DATABASE_URL: '',
      KNOWLEDGE_DIR: './knowledge',
      INTENTS_DIR: './intents',
      CUSTOMERS_FILE: './adapters/directory/customers.yaml',
      DIRECTORY_URL: '',
      DIRECTORY_TOKEN: '',
      WIDGET_ORIGINS: [],
      IDENTITY_SECRET: '',
      DEMO: true,
      TRUST_PROXY: false,
      WEBHOOKS_TO_PRIVATE: false,
      SESSIONS_PER_MINUTE: 600,
      EMBEDDINGS: 'builtin',
      EMBEDDINGS_URL: '',
      EMBEDDINGS_MODEL: '',
      EMBEDDINGS_KEY: '',
      OPENAI_MODEL: '',
      OPENAI_BASE_URL: '',
      OPENAI_API_KEY: '',
      OPENAI_SMALL_MODEL: '',
      OPENAI_PRICE_IN: 0,
      OPENAI_PRICE_OUT: 0,
      OPENAI_COST_PER_DAY: 0,
      OPENAI_TOKENS_PER_DAY: 0,
      OPENAI_VISITOR_TOKENS_PER_DAY: 200_000,
      BOTPRESS_SECRET: '',
      BOTPRESS_BOT_ID: '',
      BOTPRESS_TOKEN: '',
      BOTPRESS_HITL_TOKEN: '',
      BOTPRESS_API_URL: 'https://api.botpress.cloud',
      SLACK_BOT_TOKEN: '',
      SLACK_SIGNING_SECRET: '',
      SLACK_APP_TOKEN: '',
      SLACK_CHANNEL: '',
      SLACK_FILE: './adapters/slack/slack.yaml',
      SLACK_API_URL: '',
      LOG_LEVEL: 'warn',
    });
  });

  it('are read from variables', () => {
    const config = readConfig({ PORT: '8080', DEMO: 'false', WIDGET_ORIGINS: 'https://shop.example/path, http://localhost:5173\nhttps://b.example', DATA_DIR: '/var/baton' });
    expect(config).toMatchObject({ PORT: 8080, DEMO: false, WIDGET_ORIGINS: ['https://shop.example', 'http://localhost:5173', 'https://b.example'], DATA_DIR: '/var/baton' });
  });

  it('take an empty or blank variable as absent', () => {
    expect(readConfig(Object.fromEntries(names.map((name, i) => [name, i % 2 === 0 ? '' : '  '])))).toEqual(readConfig({}));
  });

  it('do not look at the variables of others', () => {
    expect(readConfig({ PATH: '/bin', port: 'x', toString: 'y' })).toEqual(readConfig({}));
  });

  it('are refused with every fault at once, each by its name with the way out', () => {
    const { message, details } = faultsOf({
      PORT: '80a', PUBLIC_URL: 'baton', WIDGET_ORIGINS: 'https://shop.example, shop', IDENTITY_SECRET: 'short', DEMO: 'yes', SESSIONS_PER_MINUTE: '0', LOG_LEVEL: 'loud', HOST: '0.0.0.0',
    });
    expect(message).toContain('.env');
    expect(details.map((detail) => detail.split('=')[0])).toEqual(['PORT', 'PUBLIC_URL', 'WIDGET_ORIGINS', 'IDENTITY_SECRET', 'DEMO', 'SESSIONS_PER_MINUTE', 'LOG_LEVEL']);
    for (const detail of details) {
      const name = detail.split('=')[0] as (typeof names)[number];
      expect(detail).toContain(configSchema.shape[name].description);
    }
  });

  it('refuse a limit of money that could limit nothing, and say what to do', () => {
    const limit = { OPENAI_MODEL: 'gpt-4.1-mini', OPENAI_COST_PER_DAY: '5' };
    expect(faultsOf(limit).details).toEqual([expect.stringMatching(/^OPENAI_COST_PER_DAY=5: limits nothing without OPENAI_PRICE_IN and OPENAI_PRICE_OUT; set them, or limit tokens with OPENAI_TOKENS_PER_DAY\./)]);
    expect(readConfig({ ...limit, OPENAI_PRICE_OUT: '1.6' })).toMatchObject({ OPENAI_COST_PER_DAY: 5 });
    expect(readConfig({ ...limit, OPENAI_MODEL: '' })).toMatchObject({ OPENAI_COST_PER_DAY: 5 });
  });

  it('take prices with decimals, and never show a key', () => {
    expect(readConfig({ OPENAI_PRICE_IN: '0.15', OPENAI_PRICE_OUT: '0.6' })).toMatchObject({ OPENAI_PRICE_IN: 0.15, OPENAI_PRICE_OUT: 0.6 });
    const { details } = faultsOf({ OPENAI_PRICE_IN: '-1', OPENAI_BASE_URL: 'model', OPENAI_API_KEY: 'sk-1' });
    expect(details.map((detail) => detail.split('=')[0])).toEqual(['OPENAI_BASE_URL', 'OPENAI_PRICE_IN']);
    expect(details.join(' ')).not.toContain('sk-1');
  });

  it.each(['https://crm.example/customers', 'https://{id}.example/', 'https://crm.example:1{id}/', 'https://u:p@crm.example/{id}', 'https://{id}@crm.example/', 'ftp://crm.example/{id}', 'crm.example/{id}', 'https://crm.example/#{id}'])('refuse %s as the address of a CRM: an id is in the path or query, and never chooses the server', (DIRECTORY_URL) => {
    expect(faultsOf({ DIRECTORY_URL })).toMatchObject({ details: [expect.stringMatching(/^DIRECTORY_URL=/)] });
  });

  it('take the address of a CRM with an id in its path or query, and do not show its token', () => {
    for (const DIRECTORY_URL of ['https://crm.example/customers/{id}', 'http://10.0.0.1:8080/find?customer={id}&full=1']) expect(readConfig({ DIRECTORY_URL })).toMatchObject({ DIRECTORY_URL });
    expect(faultsOf({ DIRECTORY_TOKEN: 'my secret' }).details.join(' ')).not.toContain('secret');
  });

  it.each(['-1', '65536', '80.5', 'NaN'])('refuse the port %s', (PORT) => {
    expect(faultsOf({ PORT })).toMatchObject({ code: 'misconfigured', details: [expect.stringMatching(/^PORT=/)] });
  });
});

describe('.env.example', () => {
  it('says of every setting what it means and what it is by default, as the schema does', async () => {
    expect(await readFile(EXAMPLE, 'utf8')).toContain('PORT=');
    // `npm test -- -u test/config.test.ts` writes the file anew.
    await expect(renderExample()).toMatchFileSnapshot(EXAMPLE);
    for (const name of names) expect(configSchema.shape[name].description, name).toMatch(/^[A-Z].{10,}\.$/);
  });

  it('changes nothing as it stands, and gives the defaults when every line is taken', async () => {
    const text = await readFile(EXAMPLE, 'utf8');
    expect(parseEnv(text)).toEqual({});
    const taken = parseEnv(text.replaceAll(/^#(?=[A-Z_]+=)/gm, ''));
    expect(Object.keys(taken).sort()).toEqual([...names].sort());
    expect(readConfig(taken)).toEqual(readConfig({}));
  });
});
