import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, type Customer, visitShop } from './browser.ts';
import { type DeskAndShop, openDeskAndShop } from './desk-and-shop.ts';

// Machines that others use too may be slow.
const PATIENT = { timeout: 20_000 };

describe.skipIf(CHROMIUM === undefined)('an agent is helped beside the box for replies, in a browser', { timeout: 120_000 }, () => {
  let stage: DeskAndShop;
  let desk: Page;
  let customer: Customer;

  beforeAll(async () => {
    stage = await openDeskAndShop();
    ({ desk, customer } = stage);
  });
  afterAll(() => stage?.close());

  const panel = () => desk.getByRole('region', { name: '帮手' });
  const draft = (text: string) => panel().getByRole('article').filter({ hasText: text });
  const reply = () => desk.getByRole('textbox', { name: '回复客户' });
  const tab = (name: string) => panel().getByRole('button', { name: new RegExp(`^${name}`) });
  const sitsAt = async () => JSON.stringify(await reply().boundingBox());
  const claimFirst = async (): Promise<void> => {
    await desk.locator('[data-row]').first().click();
    await desk.getByRole('button', { name: '接手', exact: true }).click();
    await panel().waitFor();
  };

  it('a draft answers what the customer asked, with its source, and goes nowhere by itself', async () => {
    await customer.say('退款多久到账');
    await customer.answer();
    await customer.say('转人工');
    await claimFirst();
    const said = await customer.messages.count();
    await draft('退款一般1–7个工作日到账').getByRole('link').waitFor();
    await draft('退款一般1–7个工作日到账').getByRole('button', { name: '放进回复框' }).click();
    expect(await reply().inputValue()).toContain('退款一般1–7个工作日到账');
    expect(await reply().inputValue()).not.toMatch(/\[1\]|\*\*/);
    expect(await customer.messages.count()).toBe(said);
    await reply().press('Enter');
    await expect.poll(() => customer.messages.count(), PATIENT).toBeGreaterThan(said);
    await panel().getByText('您已回复过这个问题').waitFor();
  });

  it('follows the customer into another question and language while the agent types, and moves nothing', async () => {
    await reply().fill('我再帮您看');
    await reply().focus();
    const before = await sitsAt();
    await customer.say('What are your shop opening hours?');
    await draft('10:00').waitFor();
    expect(await draft('退款一般').count()).toBe(0);
    expect(await panel().getByRole('article').allInnerTexts()).toEqual([expect.not.stringMatching(/门店|营业/)]);
    expect(await reply().inputValue()).toBe('我再帮您看');
    expect(await reply().evaluate((box) => box === box.ownerDocument.activeElement)).toBe(true);
    expect(await sitsAt()).toBe(before);
  });

  it('shows what is for staff only without a way to send it, and warns when the mood falls', async () => {
    await customer.say('怎么还不给我退款，都一周了，你们太过分了！');
    await panel().getByText(/情绪变差/).waitFor();
    await tab('内部参考').click();
    await panel().getByText('只给您看，不要发给客户').waitFor();
    await panel().getByRole('article').first().waitFor();
    expect(await panel().getByRole('article').getByRole('button').count()).toBe(0);
    await tab('草稿').click();
  });

  it('shows what helped in a similar conversation, once that has ended', async () => {
    await reply().fill('退款超过一周没有到账，是银行那边还在入账，我已经帮您催过了。');
    await reply().press('Enter');
    await customer.panel.getByText('我已经帮您催过了').waitFor();
    await desk.getByRole('button', { name: '结束对话' }).click();
    await desk.getByRole('dialog').getByRole('button', { name: /已解决/ }).click();
    await expect.poll(() => panel().count(), PATIENT).toBe(0);

    const other = await visitShop(await stage.browser.newContext({ locale: 'zh-CN' }), stage.baton.url, 'zh');
    await other.say('都一周了，怎么退款还没有给我');
    await other.answer();
    await other.say('转人工');
    await claimFirst();
    await tab('相似对话').click();
    await panel().getByText('我已经帮您催过了').waitFor();
    expect(stage.trouble).toEqual([]);
  });
});
