import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedBaton, serveBaton } from '#cli/bench/served-baton.ts';
import { makeLearnedFolder } from '../support/learned.ts';
import { PROJECT } from '../support/project-files.ts';
import { CHROMIUM, type Customer, launchBrowser, visitShop, watchTrouble, WIDGET_WORDS } from './browser.ts';
import { makeOpenHours } from '../support/open-hours.ts';

describe.skipIf(CHROMIUM === undefined)('a bad rating, in a browser', { timeout: 120_000 }, () => {
  let folder: string;
  let baton: ServedBaton;
  let browser: Browser;
  let shop: BrowserContext;
  let desk: Page;
  let customer: Customer;
  const trouble: string[] = [];

  beforeAll(async () => {
    folder = await makeLearnedFolder('e2e');
    const intents = await makeOpenHours(folder);
    await cp(path.join(PROJECT, 'intents', 'care.yaml'), path.join(intents, 'care.yaml'));
    [baton, browser] = await Promise.all([serveBaton({ DATA_DIR: folder, INTENTS_DIR: intents }), launchBrowser()]);
    const office = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 860 } });
    shop = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 860 } });
    watchTrouble(shop, trouble);
    desk = await office.newPage();
    await desk.goto(baton.signInLink ?? '');
    await desk.getByRole('navigation').waitFor();
    customer = await visitShop(shop, baton.url, 'zh');
  });
  afterAll(async () => {
    await browser?.close();
    await baton?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is followed up by the person who served, from the console, with why and with a result', async () => {
    const { rate, submit } = WIDGET_WORDS.zh;
    await customer.say('退款多久到账');
    await customer.answer();
    await desk.locator('[data-row]').first().click();
    await desk.getByRole('button', { name: '从助理手里接过来' }).click();
    await desk.getByRole('button', { name: '结束对话' }).click();
    await desk.getByRole('dialog').getByRole('button', { name: '已解决' }).click();

    await customer.panel.getByRole('button', { name: rate(1) }).click();
    await customer.panel.getByRole('button', { name: '等太久' }).click();
    await customer.panel.getByRole('textbox', { name: /想对我们说的话/ }).fill('等了半小时');
    await customer.panel.getByRole('button', { name: submit }).click();
    await customer.panel.getByText(/同事会在.*之前联系您/).waitFor();

    await desk.getByText(/给了差评，请今天联系/).waitFor();
    await desk.getByRole('button', { name: '回访', exact: true }).click();
    const dialog = desk.getByRole('dialog', { name: '回访' });
    const row = dialog.getByRole('listitem').filter({ hasText: '等了半小时' });
    await row.waitFor();
    expect(await row.innerText()).toMatch(/评分 1 分[\s\S]*等太久[\s\S]*由您负责/);
    await row.getByRole('button', { name: '已联系，填写结果' }).click();
    await row.getByRole('textbox').fill('已致歉，下次优先接入');
    await row.getByRole('button', { name: '完成回访' }).click();
    await dialog.getByText('现在没有要回访的客户').waitFor();
    await dialog.getByRole('button', { name: '已完成' }).click();
    await dialog.getByText('已致歉，下次优先接入').waitFor();
    await dialog.getByRole('button', { name: '关闭' }).click();

    await desk.getByRole('button', { name: '满意度', exact: true }).click();
    const report = desk.getByRole('dialog', { name: '满意度' });
    await report.getByRole('row', { name: /全部/ }).getByText('100 %').waitFor();
    await report.getByText('每月新客户的流失率').waitFor();
    await report.getByRole('table').filter({ hasText: '首次回复按时' }).getByRole('row', { name: /客服/ }).first().waitFor();
    expect(trouble).toEqual([]);
  });
});
