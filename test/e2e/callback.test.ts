import { rm } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedBaton, serveBaton } from '#cli/bench/served-baton.ts';
import { visit } from '../support/browser.ts';
import { makeLearnedFolder } from '../support/learned.ts';
import { CHROMIUM, type Customer, launchBrowser, visitShop, watchTrouble } from './browser.ts';
import { makeOpenHours } from '../support/open-hours.ts';

/** Enough for the pace of the team to be known. */
const EARLIER = 6;

describe.skipIf(CHROMIUM === undefined)('a customer who does not want to wait, on a phone', () => {
  let folder: string;
  let baton: ServedBaton;
  let browser: Browser;
  let customer: Customer;
  let desk: Page;
  const trouble: string[] = [];

  beforeAll(async () => {
    folder = await makeLearnedFolder('callback');
    [baton, browser] = await Promise.all([serveBaton({ DATA_DIR: folder, INTENTS_DIR: await makeOpenHours(folder) }), launchBrowser()]);
    const office = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 860 } });
    const phone = await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 780 } });
    for (const context of [office, phone]) watchTrouble(context, trouble);
    desk = await office.newPage();
    await desk.goto(baton.signInLink ?? '');
    await desk.getByRole('navigation').waitFor();
    for (let i = 0; i < EARLIER; i += 1) {
      await (await visit(baton.url)).say('转人工');
      const row = desk.locator('.row-normal[data-row]').first();
      const id = (await row.getAttribute('data-row')) ?? '';
      await desk.evaluate((path) => fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }), `/api/console/conversations/${id}/claim`);
      await row.waitFor({ state: 'detached' });
    }
    await (await visit(baton.url)).say('转人工');
    customer = await visitShop(phone, baton.url, 'zh');
  });
  afterAll(async () => {
    await browser?.close();
    await baton?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('sees the place in the queue and an honest wait', { timeout: 30_000 }, async () => {
    await customer.say('转人工');
    await customer.panel.getByText('您前面还有 1 位顾客').waitFor();
    await customer.panel.getByText(/预计还要等/).waitFor();
    await customer.say('还要等多久');
    expect(await (await customer.answer()).innerText()).toMatch(/您前面还有 1 位，预计还要/);
  });

  it('leaves a number and is told the promise that is stored', { timeout: 30_000 }, async () => {
    await customer.panel.getByRole('button', { name: '不想等？约个回电' }).click();
    await customer.panel.getByLabel('电话号码').fill('1380013');
    await customer.panel.getByLabel(/同意用它联系我/).check();
    await customer.panel.getByRole('button', { name: '约好' }).click();
    await customer.panel.getByText(/这个号码好像打不通/).waitFor();
    await customer.panel.getByLabel('电话号码').fill('138 0013 8000');
    await customer.panel.getByRole('button', { name: '约好' }).click();
    await customer.panel.getByRole('heading', { name: '约好了' }).waitFor();
    expect(await (await customer.answer()).innerText()).toMatch(/最迟.*给您打电话（尾号 8000）/);
    expect(await customer.panel.locator('.panel').evaluate((panel) => panel.scrollWidth <= panel.clientWidth)).toBe(true);
  });

  it('is seen under callbacks, called, and told so', { timeout: 30_000 }, async () => {
    const section = desk.locator('section', { has: desk.getByRole('heading', { name: /^约好的回电/ }) });
    await section.locator('[data-row]').click();
    const strip = desk.getByRole('region', { name: '约好的回电' });
    expect(await strip.innerText()).not.toContain('13800138000');
    await strip.getByRole('button', { name: /显示号码/ }).click();
    await strip.getByText('13800138000').waitFor();
    await desk.getByText(/查看了客户的电话号码（仅内部可见）/).waitFor();
    await strip.getByRole('button', { name: '已联系上' }).click();
    await strip.waitFor({ state: 'detached' });
    await customer.panel.getByText(/已经联系过您/).waitFor();
    expect(await customer.panel.getByRole('heading', { name: '约好了' }).count()).toBe(0);
    // A number that is refused and a claim that came second are answers, not faults.
    expect(trouble.filter((each) => !/status of (?:400|409)/.test(each))).toEqual([]);
  });
});
