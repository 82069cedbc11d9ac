import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedBaton, serveBaton } from '#cli/bench/served-baton.ts';
import { makeLearnedFolder } from '../support/learned.ts';
import { PROJECT } from '../support/project-files.ts';
import { CHROMIUM, type Customer, inviteColleague, launchBrowser, signInAt, visitShop, watchTrouble } from './browser.ts';
import { makeOpenHours } from '../support/open-hours.ts';

describe.skipIf(CHROMIUM === undefined)('a complaint from the first word to its confirmed end, in a browser', () => {
  let folder: string;
  let baton: ServedBaton;
  let browser: Browser;
  let customer: Customer;
  let lead: Page;
  let agent: Page;
  const trouble: string[] = [];

  beforeAll(async () => {
    folder = await makeLearnedFolder('cases');
    const intents = await makeOpenHours(folder);
    for (const name of ['cases.yaml', 'time-limits.yaml', 'service-language.yaml']) await cp(path.join(PROJECT, 'intents', name), path.join(intents, name));
    [baton, browser] = await Promise.all([serveBaton({ DATA_DIR: folder, INTENTS_DIR: intents }), launchBrowser()]);
    const open = async () => {
      const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } });
      watchTrouble(context, trouble);
      return context;
    };
    lead = await signInAt(await open(), baton.signInLink ?? '');
    agent = await signInAt(await open(), await inviteColleague(lead, '吴迪'));
    customer = await visitShop(await open(), baton.url, 'zh');
  });
  afterAll(async () => {
    await browser?.close();
    await baton?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const button = (desk: Page, name: string | RegExp) => desk.getByRole('button', { name, exact: typeof name === 'string' });
  const cases = (desk: Page) => button(desk, /^个案(?: \(\d+\))?$/);
  const openCase = async (desk: Page): Promise<void> => {
    await button(desk, /^个案 C-\d{8}-0001$/).click();
    await desk.locator('dialog[open]').waitFor();
  };

  it('opens with the complaint, with a number, and belongs to whoever takes it first', { timeout: 60_000 }, async () => {
    await customer.say('新买的洗衣机漏水，把地板都泡了，我要投诉！');
    await customer.panel.getByText(/单独建档，编号 C-\d{8}-0001/).waitFor();
    await agent.locator('[data-row]').first().click();
    await button(agent, '接手').click();
    await agent.getByText(/新建 · 负责人 吴迪/).waitFor();
  });

  it('goes to a department, whose people find it among their tasks, and the result to whoever talks with the customer', { timeout: 60_000 }, async () => {
    await openCase(agent);
    await button(agent, '派任务').click();
    await agent.getByLabel('责任部门').selectOption({ label: '维修部' });
    await agent.getByLabel('要做什么').fill('上门检查进水阀');
    await agent.locator('.case-form').getByRole('button', { name: '派任务' }).click();
    await agent.getByText('上门检查进水阀').first().waitFor();
    await lead.getByText(/有任务交给您或您的部门/).waitFor();
    await button(lead, '个案 (1)').click();
    await button(lead, '我的任务').click();
    await lead.locator('dialog[open]').getByText('上门检查进水阀').waitFor();
    await button(lead, '完成').last().click();
    await button(agent, '完成').first().click();
    await agent.getByLabel('结果').fill('阀门有裂纹，已更换');
    await agent.locator('.case-form').getByRole('button', { name: '完成' }).click();
    // A person has the conversation: what Baton would say is theirs to say.
    await agent.getByText(/系统不插话.*维修部已经完成这一步/).waitFor();
    expect(await customer.panel.getByText('维修部').count()).toBe(0);
    // What colleagues have found stays with them.
    expect(await customer.panel.getByText('裂纹').count()).toBe(0);
  });

  it('tells no compensation above the authority of the agent before a lead has approved it', { timeout: 60_000 }, async () => {
    await button(agent, '做决定').click();
    await agent.getByLabel(/告诉客户的话/).fill('我们已更换进水阀，并赔偿您的地板损失。');
    await agent.getByLabel(/补偿金额/).fill('500');
    await agent.locator('.case-form').getByRole('button', { name: '做决定' }).click();
    await agent.getByText(/等待批准，客户还看不到/).waitFor();
    await lead.getByText(/个案有新情况/).waitFor();
    expect(await customer.panel.getByText('¥500').count()).toBe(0);
    await cases(lead).click();
    await button(lead, '待批准').click();
    await button(lead, '看对话').click();
    await openCase(lead);
    await button(lead, '批准').click();
    await customer.panel.getByText('补偿金额：¥500').waitFor();
    await button(lead, '完成').last().click();
  });

  it('ends when the customer says that it is settled, and the report counts it', { timeout: 60_000 }, async () => {
    await button(agent, '请客户确认').click();
    await customer.panel.getByText(/问题解决了吗/).waitFor();
    await customer.panel.getByRole('button', { name: '已经解决' }).click();
    await customer.panel.getByText(/就此办结.*还是由吴迪负责/).waitFor();
    await agent.locator('dialog[open]').getByText(/客户已确认，.* 办结/).waitFor();
    await cases(lead).click();
    await button(lead, '统计').click();
    await lead.getByRole('row', { name: /合计 1 1 0% .* ¥500/ }).waitFor();
    const table = await lead.evaluate(async () => (await fetch('/api/console/cases.csv')).text());
    expect(table).toMatch(/C-\d{8}-0001,closed,.*confirmed,吴迪.*500\.00,新买的洗衣机漏水/);
    expect(trouble).toEqual([]);
  });
});
