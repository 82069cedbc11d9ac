import { rm } from 'node:fs/promises';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedBaton, serveBaton } from '#cli/bench/served-baton.ts';
import { makeLearnedFolder } from '../support/learned.ts';
import { CHROMIUM, type Customer, launchBrowser, visitShop, watchTrouble, WIDGET_WORDS } from './browser.ts';
import { makeOpenHours } from '../support/open-hours.ts';

const WORDS = WIDGET_WORDS.en;

describe.skipIf(CHROMIUM === undefined)('the manners of the chat', () => {
  let folder: string;
  let baton: ServedBaton;
  let browser: Browser;
  let shop: BrowserContext;
  let customer: Customer;
  const trouble: string[] = [];
  const field = () => customer.panel.getByRole('textbox', { name: WORDS.text });
  /** How far a message reaches beyond the upper and the lower edge of what can be seen of the conversation, px; 0 for not at all. */
  const beyond = async (which: '.own' | ':not(.own)') => {
    const message = await customer.panel.locator(`.message${which} .bubble`).last().boundingBox();
    const view = await customer.panel.locator('.scroll').boundingBox();
    if (!message || !view) return undefined;
    return { above: Math.max(0, Math.round(view.y - message.y)), below: Math.max(0, Math.round(message.y + message.height - view.y - view.height)) };
  };

  beforeAll(async () => {
    folder = await makeLearnedFolder('manners');
    [baton, browser] = await Promise.all([serveBaton({ DATA_DIR: folder, INTENTS_DIR: await makeOpenHours(folder) }), launchBrowser()]);
    // So low that most answers are longer than what can be seen.
    shop = await browser.newContext({ locale: 'en-US', viewport: { width: 1100, height: 520 } });
    watchTrouble(shop, trouble);
    customer = await visitShop(shop, baton.url, 'en');
  });
  afterAll(async () => {
    await browser?.close();
    await baton?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows each question when it is sent, and its answer from the start', async () => {
    for (const question of ['How long is the warranty of the robot vacuum?', 'Who pays for returning it?', 'When will I get the electronic invoice for my order?']) {
      await customer.say(question);
      await customer.answer();
      await expect.poll(async () => (await beyond(':not(.own)'))?.above).toBe(0);
    }
    await customer.panel.locator('.scroll').evaluate((list) => (list.scrollTop = 0));
    await shop.setOffline(true);
    await customer.say('Are you there?');
    await expect.poll(() => beyond('.own')).toEqual({ above: 0, below: 0 });
  });

  it('says that it is offline, and that nobody types', async () => {
    await customer.panel.locator('.header').getByText('Offline').waitFor();
    expect(await customer.panel.locator('.typing').count()).toBe(0);
    await shop.setOffline(false);
    await customer.answer();
  });

  it('begins a question about the product that was asked about, behind which goes what was written', async () => {
    await field().fill('is it loud?');
    await customer.page.getByRole('button', { name: 'Ask about the Air Purifier A3' }).dispatchEvent('click');
    await expect.poll(() => field().inputValue()).toBe('About the Air Purifier A3: is it loud?');
  });

  it('shows a draft to nobody but the visitor who wrote it', async () => {
    await customer.page.locator('#visitor').selectOption({ index: 1 });
    await expect.poll(() => field().inputValue()).toBe('');
  });

  it('asks before a chat ends that a person is awaited for; Escape goes on with it', async () => {
    await customer.panel.getByRole('button', { name: WORDS.person }).click();
    await customer.panel.getByText('Nobody is ahead of you').waitFor();
    await customer.panel.getByRole('button', { name: WORDS.end }).press('Enter');
    await customer.panel.getByRole('alertdialog').waitFor();
    await customer.page.keyboard.press('Escape');
    await expect.poll(() => customer.panel.getByRole('alertdialog').count()).toBe(0);
    await customer.panel.getByRole('button', { name: WORDS.end }).press('Enter');
    await customer.panel.getByRole('alertdialog').getByRole('button', { name: WORDS.end }).press('Enter');
    await customer.panel.getByText('You ended this chat').waitFor();
  });

  it('ran without a fault in any page', () => {
    expect(trouble.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });
});
