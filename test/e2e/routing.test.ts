import { rm } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedBaton, serveBaton } from '#cli/bench/served-baton.ts';
import { makeLearnedFolder } from '../support/learned.ts';
import { CHROMIUM, inviteColleague, launchBrowser, signInAt, visitShop, watchTrouble } from './browser.ts';
import { makeOpenHours } from '../support/open-hours.ts';

describe.skipIf(CHROMIUM === undefined)('who waits comes to whoever is available, in a browser', () => {
  let folder: string;
  let baton: ServedBaton;
  let browser: Browser;
  let shop: BrowserContext;
  let lead: Page;
  let agent: Page;
  const trouble: string[] = [];

  beforeAll(async () => {
    folder = await makeLearnedFolder('e2e');
    [baton, browser] = await Promise.all([serveBaton({ DATA_DIR: folder, INTENTS_DIR: await makeOpenHours(folder) }), launchBrowser()]);
    const open = async (): Promise<BrowserContext> => {
      const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1360, height: 860 } });
      watchTrouble(context, trouble);
      return context;
    };
    shop = await open();
    shop.setDefaultTimeout(8_000);
    lead = await signInAt(await open(), baton.signInLink ?? '');
    agent = await signInAt(await open(), await inviteColleague(lead, '周敏'));
    for (const page of [agent, lead]) page.setDefaultTimeout(8_000);
  });
  afterAll(async () => {
    await browser?.close();
    await baton?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('a VIP comes to her manager, who is told why and has the conversation once it is open', async () => {
    await lead.getByRole('combobox', { name: '我的状态' }).selectOption('available');
    await agent.getByRole('combobox', { name: '我的状态' }).selectOption('available');
    await lead.getByRole('button', { name: '谁在', exact: true }).click();
    await lead.locator('.people li').filter({ hasText: '周敏' }).filter({ hasText: '空闲' }).filter({ hasText: '0/4 个对话' }).waitFor();
    const customer = await visitShop(shop, baton.url, 'zh', '林晓岚');
    await customer.say('转人工');
    await customer.panel.getByText(/周敏 已接入/).waitFor();
    await agent.locator('.toast').filter({ hasText: '分给了您' }).getByRole('button', { name: '查看' }).click();
    await agent.getByText('这个对话分给了您：是这位客户的专属经理；4 个名额空 4 个').waitFor();
    await lead.locator('.people li').filter({ hasText: '周敏' }).filter({ hasText: '1/4 个对话' }).waitFor();
    await agent.getByRole('textbox', { name: '回复客户' }).fill('林女士您好，我是周敏。');
    await agent.getByRole('textbox', { name: '回复客户' }).press('Enter');
    await customer.panel.getByText('林女士您好，我是周敏。').waitFor();
    expect(await customer.panel.getByText('专属经理').count()).toBe(0);
    expect(trouble.filter((line) => !line.includes('409'))).toEqual([]);
  });
});
