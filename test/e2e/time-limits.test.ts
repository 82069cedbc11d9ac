import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedBaton, serveBaton } from '#cli/bench/served-baton.ts';
import { makeLearnedFolder } from '../support/learned.ts';
import { PROJECT } from '../support/project-files.ts';
import { CHROMIUM, type Customer, launchBrowser, visitShop, watchTrouble } from './browser.ts';
import { makeOpenHours } from '../support/open-hours.ts';

/** A first reply to a complaint is due after nine seconds here instead of two hours. */
const QUICK = 'firstReplyMinutes: 0.15';

describe.skipIf(CHROMIUM === undefined)('a complaint that nobody answers in time, in a browser', () => {
  let folder: string;
  let baton: ServedBaton;
  let browser: Browser;
  let customer: Customer;
  let desk: Page;
  let colleague: Page;
  const trouble: string[] = [];

  beforeAll(async () => {
    folder = await makeLearnedFolder('limits');
    const intents = await makeOpenHours(folder);
    for (const name of ['calendar.yaml', 'time-limits.yaml']) await cp(path.join(PROJECT, 'intents', name), path.join(intents, name));
    const file = path.join(intents, 'policy.yaml');
    const policy = await readFile(file, 'utf8');
    await writeFile(file, policy.replace(/(- id: complaint\n[^-]*?)firstReplyMinutes: 120/, `$1${QUICK}`));
    expect(await readFile(file, 'utf8')).toContain(QUICK);
    [baton, browser] = await Promise.all([serveBaton({ DATA_DIR: folder, INTENTS_DIR: intents }), launchBrowser()]);
    const office = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 860 } });
    const shop = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 860 } });
    for (const context of [office, shop]) watchTrouble(context, trouble);
    desk = await office.newPage();
    await desk.goto(baton.signInLink ?? '');
    await desk.getByRole('navigation').waitFor();
    customer = await visitShop(shop, baton.url, 'zh');
    // The same person in a second window, reading English.
    colleague = await office.newPage();
    await colleague.goto(`${baton.url}/console/`);
    await colleague.getByRole('button', { name: 'English' }).click();
    await colleague.getByRole('heading', { name: /^Waiting/ }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await baton?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const row = (page: Page) => page.locator('[data-row]').first();

  it('counts down, warns, and is escalated: badge, priority, note and a word to the lead', { timeout: 60_000 }, async () => {
    await customer.say('安装师傅迟到三个小时还乱收费，我要投诉！');
    await row(desk).getByText(/剩 \d+ 秒/).waitFor();
    await row(desk).getByText('已升级').waitFor({ timeout: 20_000 });
    expect(await row(desk).innerText()).toMatch(/紧急[^]*超时 \d+ 秒/);
    await row(colleague).getByText('Escalated').waitFor();
    expect(await row(colleague).innerText()).toMatch(/\d+ s overdue/);
    await colleague.getByText(/a time limit is broken and needs your attention/).waitFor();
    await row(desk).click();
    await desk.getByText(/时限快到了：首次回复应在 .* 前（仅内部可见）/).waitFor();
    await desk.getByText(/超时，已通知主管：首次回复应在 .* 前；优先级升为“紧急”（仅内部可见）/).waitFor();
    const head = desk.locator('.detail-head');
    expect(await head.innerText()).toMatch(/首次回复时限 超时[^]*解决时限 剩 3 小时 59 分/);
    // Nothing of that is the customer's to see.
    expect(await customer.panel.getByText(/时限|升级|超时/).count()).toBe(0);
  });

  it('goes on with the solution once it is answered, and stands still while the customer is asked', { timeout: 60_000 }, async () => {
    const head = desk.locator('.detail-head');
    await desk.getByRole('button', { name: '接手' }).click();
    const reply = desk.getByRole('textbox', { name: '回复客户' });
    await reply.fill('您好，请问订单号是多少？');
    expect(await desk.getByRole('button', { name: '等客户回复' }).count()).toBe(0);
    await desk.getByRole('button', { name: '发送回复' }).click();
    await desk.getByRole('button', { name: '等客户回复' }).click();
    await head.getByText('解决时限 暂停，等客户回复').waitFor();
    await customer.say('20261107-0032');
    await head.getByText(/下次回复时限 剩 29 分/).waitFor();
    await head.getByText(/解决时限 剩 3 小时 5\d 分/).waitFor();
    expect(trouble).toEqual([]);
  });
});
