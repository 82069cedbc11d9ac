import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, type Customer } from './browser.ts';
import { openShopWithCrm, type ShopWithCrm } from './shop-with-crm.ts';

const HOUR = 3600_000;
/** A Tuesday at two in the night, in Shanghai. */
const NIGHT = Date.parse('2026-12-01T02:00:00+08:00');
const at = (time: string): number => Date.parse(`2026-12-${time}:00+08:00`);
const PEOPLE = {
  'c-lin': { id: 'c-lin', name: '林晓岚', tier: 'vip', manager: '周敏' },
  'c-xu': { id: 'c-xu', name: '许志远', tier: 'regular' },
  'c-he': { id: 'c-he', name: '何嘉', tier: 'vip' },
};

describe.skipIf(CHROMIUM === undefined)('a day at the desk, in a browser', { timeout: 90_000 }, () => {
  let shop: ShopWithCrm;
  let home: BrowserContext;
  let lin: Customer;
  let zhou: Page;
  let wu: Page;
  beforeAll(async () => {
    shop = await openShopWithCrm(NIGHT, PEOPLE);
    home = await shop.newBrowser();
  });
  afterAll(() => shop?.close());

  const said = (customer: Customer, text: string | RegExp) => customer.panel.getByRole('log').getByText(text).first();
  const row = (desk: Page, name: string) => desk.locator('[data-row]').filter({ hasText: name }).first();
  const reply = async (desk: Page, text: string): Promise<void> => {
    await desk.getByRole('textbox', { name: '回复客户' }).fill(text);
    await desk.getByRole('textbox', { name: '回复客户' }).press('Enter');
  };

  it('a VIP at night is answered, handed over, and told honestly when people are back', async () => {
    lin = await shop.visit(home, 'c-lin');
    await lin.say('净化器的滤芯多久换一次？');
    await said(lin, /滤芯/).waitFor();
    await said(lin, /08:00|8:00|8 ?点/).waitFor();
    expect(await lin.panel.getByRole('log').innerText()).not.toMatch(/VIP|贵宾|专属/i);
    // The bot goes on serving while nobody is there.
    await lin.say('退款一般多久到账');
    await said(lin, /工作日/).waitFor();
  });

  it('in the morning she comes to her own manager, in time', async () => {
    shop.clock.leapTo(at('01T08:00') + 30_000);
    zhou = await shop.signIn('周敏');
    await said(lin, /周敏 已接入/).waitFor({ timeout: 15_000 });
    await row(zhou, '林晓岚').click();
    await zhou.getByRole('article').waitFor();
    expect(await zhou.locator('.detail-head').innerText()).not.toContain('超时');
    await reply(zhou, '林女士早上好，我是周敏，让您久等了。');
    await said(lin, '林女士早上好，我是周敏，让您久等了。').waitFor();
  });

  it('a colleague who goes silent loses nobody: the customer is told and comes to the next person', async () => {
    shop.clock.leapTo(at('01T09:30'));
    wu = await shop.signIn('吴迪');
    const xuHome = await shop.newBrowser();
    const xu = await shop.visit(xuHome, 'c-xu');
    await xu.say('转人工');
    await said(xu, /吴迪 已接入/).waitFor();
    await row(wu, '许志远').click();
    await reply(wu, '您好，我是吴迪，请问有什么可以帮您？');
    await said(xu, '您好，我是吴迪，请问有什么可以帮您？').waitFor();
    await wu.close();
    await xu.say('我的门锁打不开了，在吗');
    // Nobody's console stays open for him, and five minutes later his customer waits no longer.
    const next = said(xu, /周敏 (?:已接入|接着)/);
    // In small steps: after a leap nobody counts as gone before their consoles could report.
    for (let step = 0; step < 300 && (await next.count()) === 0; step++) shop.clock.leapTo(shop.clock.now() + 10_000);
    await next.waitFor({ timeout: 20_000 });
    await row(zhou, '许志远').click();
    await zhou.getByText('我的门锁打不开了，在吗').first().waitFor();
  });

  it('a customer who returns the next day comes to the same person, who sees what was', async () => {
    await row(zhou, '林晓岚').click();
    await zhou.getByRole('button', { name: '结束对话' }).first().click();
    await zhou.getByRole('dialog').getByRole('button', { name: /已解决|解决了/ }).click();
    await said(lin, /对话已结束|已结束/).waitFor();
    await lin.page.close();
    shop.clock.leapTo(at('02T09:00'));
    await zhou.reload();
    await zhou.getByRole('combobox', { name: '我的状态' }).selectOption('available');
    const again = await shop.visit(home, 'c-lin');
    await said(again, '林女士早上好，我是周敏，让您久等了。').waitFor();
    await again.say('我昨天说的事还没人处理，我要找人工');
    await again.panel.getByText(/周敏 已接入/).nth(1).waitFor();
    await row(zhou, '林晓岚').click();
    await zhou.getByText(/上次|之前|第 2 次|来过/).first().waitFor();
  });

  it('a CRM that is down keeps nobody waiting, and colleagues know it', async () => {
    shop.crm.always = { status: 500 };
    const he = await shop.visit(await shop.newBrowser(), 'c-he');
    await he.say('退款多久到账');
    await said(he, /工作日/).waitFor({ timeout: 5_000 });
    await he.say('转人工');
    await said(he, /已接入/).waitFor();
    const ready = await fetch(`${shop.server.url}/readyz`);
    expect(ready.status).toBe(200);
    await zhou.locator('[data-row]').first().click();
    await zhou.getByText(/客户系统暂时连不上/).first().waitFor();
    shop.crm.always = undefined;
    shop.clock.leapTo(shop.clock.now() + HOUR / 6);
    await he.say('好的谢谢，还想问下保修多久');
    await zhou.locator('[data-row]').filter({ hasText: '何嘉' }).filter({ hasText: 'VIP' }).waitFor({ timeout: 20_000 });
  });
});
