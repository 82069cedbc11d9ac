import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createIdentity } from '#adapters/web/identity.ts';
import { composeCore } from '#src/compose.ts';
import { type RunningServer, startServer } from '#src/compose-server.ts';
import { readConfig } from '#src/config.ts';
import { createLog } from '#src/log.ts';
import { CRM_TOKEN, type FakeCrm, startFakeCrm } from '../adapters/directory/fake-crm.ts';
import { createLeapingClock, type LeapingClock } from '../support/leaping-clock.ts';
import { makeLearnedFolder } from '../support/learned.ts';
import { PROJECT } from '../support/project-files.ts';
import { type Customer, inviteColleague, launchBrowser, openChat, signInAt } from './browser.ts';

/** A company of its own: a shop that says who its visitors are, a CRM, and Baton with the clock in the test's hands. */
export type ShopWithCrm = {
  readonly server: RunningServer;
  readonly crm: FakeCrm;
  readonly clock: LeapingClock;
  readonly browser: Browser;
  /** A customer's own browser. */
  newBrowser(): Promise<BrowserContext>;
  /** Opens the shop as somebody who is signed in there, or as nobody, and the chat in it. */
  visit(context: BrowserContext, customerId?: string): Promise<Customer>;
  /** A colleague at the console, signed in and available. */
  signIn(name: string, role?: 'agent' | 'lead'): Promise<Page>;
  close(): Promise<void>;
};

const SECRET = 'the shop and Baton share this secret of many characters';
const WINDOW = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 860 } };

/** Opens it at a moment, Unix ms. */
export async function openShopWithCrm(begin: number, people: Readonly<Record<string, unknown>>): Promise<ShopWithCrm> {
  const [folder, crm, browser] = await Promise.all([makeLearnedFolder('scenario'), startFakeCrm(people), launchBrowser()]);
  const clock = createLeapingClock(begin);
  const identity = createIdentity(SECRET);
  let server: RunningServer | undefined;
  const shop = createServer((request, response) => {
    const id = new URL(request.url ?? '/', 'http://shop').searchParams.get('as');
    void (id === null ? Promise.resolve('') : identity.sign(id)).then((token) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><html lang="zh"><title>店</title><link rel="icon" href="data:,"><script src="${server?.url}/widget.js" data-identity="${token}" async></script></html>`),
    );
  });
  await new Promise<void>((resolve) => void shop.listen(0, '127.0.0.1', resolve));
  const shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  const config = readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent', DEMO: 'false', IDENTITY_SECRET: SECRET, WIDGET_ORIGINS: shopUrl, DIRECTORY_URL: crm.url, DIRECTORY_TOKEN: CRM_TOKEN, INTENTS_DIR: path.join(PROJECT, 'intents'), KNOWLEDGE_DIR: path.join(PROJECT, 'knowledge'), CUSTOMERS_FILE: path.join(PROJECT, 'adapters', 'directory', 'customers.yaml') });
  const core = await composeCore(config, { clock, log: createLog('silent'), say: () => undefined });
  const running = (server = await startServer(core));
  const lead = await browser.newContext(WINDOW);
  const first = await signInAt(lead, running.firstSignIn ?? '');
  return {
    server: running,
    crm,
    clock,
    browser,
    newBrowser: () => browser.newContext(WINDOW),
    async visit(context, customerId) {
      const page = await context.newPage();
      await page.goto(`${shopUrl}/${customerId === undefined ? '' : `?as=${customerId}`}`);
      return openChat(page, 'zh');
    },
    async signIn(name, role = 'agent') {
      const page = await signInAt(await browser.newContext(WINDOW), await inviteColleague(first, name, role));
      page.setDefaultTimeout(15_000);
      await page.getByRole('combobox', { name: '我的状态' }).selectOption('available');
      return page;
    },
    async close() {
      await browser.close();
      await running.stop();
      await crm.close();
      await closeServer(shop);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
}
