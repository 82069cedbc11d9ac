import { rm } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { type ServedBaton, serveBaton } from '#cli/bench/served-baton.ts';
import { makeLearnedFolder } from '../support/learned.ts';
import { type Customer, launchBrowser, visitShop, watchTrouble } from './browser.ts';
import { makeOpenHours } from '../support/open-hours.ts';

/** A served Baton with a lead at the console and a customer in the shop, both in a browser and in Chinese. */
export type DeskAndShop = {
  readonly baton: ServedBaton;
  /** The data of the server, and room for files of the test. */
  readonly folder: string;
  readonly browser: Browser;
  /** The lead's page, signed in. */
  readonly desk: Page;
  readonly customer: Customer;
  /** What went wrong in the lead's browser. */
  readonly trouble: readonly string[];
  close(): Promise<void>;
};

const WINDOW = { locale: 'zh-CN', viewport: { width: 1280, height: 860 } };

/** Serves the shop with people there at any hour, signs a lead in and opens the widget. */
export async function openDeskAndShop(): Promise<DeskAndShop> {
  const folder = await makeLearnedFolder('e2e');
  const [baton, browser] = await Promise.all([serveBaton({ DATA_DIR: folder, INTENTS_DIR: await makeOpenHours(folder) }), launchBrowser()]);
  const trouble: string[] = [];
  const [office, shop] = [await browser.newContext(WINDOW), await browser.newContext(WINDOW)];
  watchTrouble(office, trouble);
  const desk = await office.newPage();
  await desk.goto(baton.signInLink ?? '');
  await desk.getByRole('navigation').waitFor();
  return {
    baton,
    folder,
    browser,
    desk,
    customer: await visitShop(shop, baton.url, 'zh'),
    trouble,
    async close() {
      await browser.close();
      await baton.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
