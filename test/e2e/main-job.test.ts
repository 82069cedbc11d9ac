import { rm } from 'node:fs/promises';
import { once } from 'node:events';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedBaton, serveBaton } from '#cli/bench/served-baton.ts';
import { makeLearnedFolder } from '../support/learned.ts';
import { CHROMIUM, type Customer, launchBrowser, readTexts, visitShop, watchTrouble, WIDGET_WORDS } from './browser.ts';
import { makeOpenHours } from '../support/open-hours.ts';

/** What customer and agent say in each language, and what must come of it. */
const SCRIPTS = {
  zh: {
    locale: 'zh-CN',
    questions: [
      ['付了钱，退款要几天才能回到银行卡', 'refund-time'],
      ['电子发票什么时候能开给我', 'invoice-electronic'],
      ['空调安装打孔要另外收费吗', 'install-fees'],
    ],
    unclear: '门锁',
    unanswerable: '你们老板姓什么，哪一年结的婚',
    found: /没有找到/,
    complaint: '安装师傅迟到三个小时还乱收费，太过分了，我要投诉！订单号 20261107-0032',
    reason: /投诉/,
    order: '20261107-0032',
    vip: { name: '林晓岚', asks: '我的空调什么时候送到', tier: /贵宾|VIP/ },
    agentSays: '您好，我已经看到您的订单，今天下午五点前给您答复。',
    later: '好的，那运费谁来出',
    console: { claim: '接手', reply: '回复客户', send: '发送回复', brief: '交接简报', note: '内部备注', write: '写备注', save: '保存备注', close: '结束对话', resolved: '已解决', suggest: '使用建议回复', transcript: '对话记录' },
  },
  en: {
    locale: 'en-US',
    questions: [
      ['How many days until my refund is back on my debit card?', 'refund-time'],
      ['When will I get the electronic invoice for my order?', 'invoice-electronic'],
      ['Is drilling a hole charged extra when you install the air conditioner?', 'install-fees'],
    ],
    unclear: 'installation',
    unanswerable: 'What is the name of your chief executive’s dog?',
    found: /haven't found/,
    complaint: 'The installer came three hours late and overcharged me. This is unacceptable, I want to make a complaint! Order 20261107-0032',
    reason: /complaint/i,
    order: '20261107-0032',
    vip: { name: '林晓岚', asks: 'When will my air conditioner arrive?', tier: /VIP/ },
    agentSays: 'Hello, I have your order in front of me and will have an answer for you by five this afternoon.',
    later: 'Fine, and who pays for the transport?',
    console: { claim: 'Claim', reply: 'Reply to the customer', send: 'Send reply', brief: 'Handover brief', note: 'Internal note', write: 'Write a note', save: 'Save note', close: 'Close conversation', resolved: 'Resolved', suggest: 'Use suggested reply', transcript: 'Transcript' },
  },
} as const;

describe.skipIf(CHROMIUM === undefined).each(['zh', 'en'] as const)('the main job, in a browser, in %s', (language) => {
  const script = SCRIPTS[language];
  const words = WIDGET_WORDS[language];
  let folder: string;
  let baton: ServedBaton;
  let browser: Browser;
  let shop: BrowserContext;
  let office: BrowserContext;
  let trouble: string[];
  let customer: Customer;
  let desk: Page;

  beforeAll(async () => {
    folder = await makeLearnedFolder('e2e');
    [baton, browser] = await Promise.all([serveBaton({ DATA_DIR: folder, INTENTS_DIR: await makeOpenHours(folder) }), launchBrowser()]);
    shop = await browser.newContext({ locale: script.locale, viewport: { width: 1280, height: 860 } });
    office = await browser.newContext({ locale: script.locale, viewport: { width: 1280, height: 860 } });
    trouble = [];
    watchTrouble(shop, trouble);
    watchTrouble(office, trouble);
    desk = await office.newPage();
    await desk.goto(baton.signInLink ?? '');
    await desk.getByRole('navigation').waitFor();
    customer = await visitShop(shop, baton.url, language);
  });
  afterAll(async () => {
    await browser?.close();
    await baton?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const row = (name: string | RegExp) => desk.locator('[data-row]').filter({ hasText: name });
  const brief = () => desk.getByRole('region', { name: script.console.brief });

  it('tells at once that an AI answers, in the name of the company', async () => {
    await customer.panel.getByText(language === 'zh' ? /栗屋.*AI|AI.*栗屋/ : /AI.*Liwu Home|Liwu Home.*AI/).first().waitFor();
  });

  it.each(script.questions.map(([question, article]) => ({ question, article })))('answers "$question" and cites the article', async ({ question, article }) => {
    await customer.say(question);
    const answer = await customer.answer();
    const link = answer.locator(`a[href*="/help/${article}?lang=${language}"]`).first();
    await link.waitFor();
    const [page] = await Promise.all([shop.waitForEvent('page'), link.click()]);
    await page.waitForLoadState();
    expect(await page.locator('html').getAttribute('lang')).toContain(language);
    expect((await page.locator('h1').innerText()).length).toBeGreaterThan(2);
    await page.close();
  });

  it('asks which topic is meant when it is unclear, and answers the chosen one', async () => {
    await customer.say(script.unclear);
    await customer.answer();
    const choices = customer.panel.locator('.quick-replies button, .replies button, [data-quick-reply]');
    await expect.poll(() => choices.count()).toBeGreaterThanOrEqual(3);
    const chosen = (await choices.first().innerText()).trim();
    await choices.first().click();
    await expect.poll(async () => (await (await customer.answer()).innerText()).includes(chosen)).toBe(true);
  });

  it('says honestly that it has found nothing, and offers a person', async () => {
    await customer.say(script.unanswerable);
    expect(await (await customer.answer()).innerText()).toMatch(script.found);
    await customer.panel.getByRole('button', { name: words.person }).first().waitFor();
  });

  it('hands a complaint over with a complete brief', async () => {
    await customer.say(script.complaint);
    await row(script.reason).waitFor();
    await row(script.reason).click();
    await brief().waitFor();
    const text = await brief().innerText();
    expect(text).toMatch(script.reason);
    expect(text).toContain(script.order);
    expect(text).toContain(script.complaint.slice(0, 12));
    await brief().getByRole('button', { name: script.console.suggest }).waitFor();
    // Moods, articles shown and promises stand in it too.
    await brief().locator('svg').first().waitFor();
    expect(await brief().locator('a[href*="/help/"]').count()).toBeGreaterThan(0);
    await expect.poll(() => customer.panel.getByText(language === 'zh' ? /第 ?1 ?位/ : /(number|place|position) ?1|1st|first in/i).count()).toBeGreaterThan(0);
  });

  it('hands a VIP over with priority, above an ordinary request', async () => {
    const visitor = await visitShop(await browser.newContext({ locale: script.locale }), baton.url, language);
    await visitor.say(words.person);
    const vip = await visitShop(await browser.newContext({ locale: script.locale }), baton.url, language, script.vip.name);
    await vip.say(script.vip.asks);
    await row(script.vip.name).waitFor();
    expect(await row(script.vip.name).innerText()).toMatch(script.vip.tier);
    const order = await desk.locator('[data-row]').allInnerTexts();
    const place = (text: string | RegExp) => order.findIndex((line) => line.match(text));
    expect(place(script.vip.name)).toBeLessThan(place(language === 'zh' ? /要求人工|转人工|客户要求/ : /asked for a person|person/i));
    // The tier is for staff: nothing of it reaches the customer.
    expect(await vip.panel.locator('body').innerText()).not.toMatch(/vip-customer|tier/);
  });

  it("shows the agent's reply to the customer, and not a word of the bot after the claim", async () => {
    await row(script.reason).click();
    await desk.getByRole('button', { name: script.console.claim, exact: true }).click();
    await desk.getByRole('textbox', { name: script.console.reply }).fill(script.agentSays);
    await desk.getByRole('button', { name: script.console.send }).click();
    await customer.panel.getByText(script.agentSays).waitFor();
    await customer.say(script.later);
    await desk.getByRole('log', { name: script.console.transcript }).getByText(script.later).waitFor();
    await desk.getByRole('button', { name: script.console.write }).click();
    await desk.getByRole('textbox', { name: script.console.note }).fill('SECRET-NOTE');
    await desk.getByRole('button', { name: script.console.save }).click();
    await desk.getByRole('log', { name: script.console.transcript }).getByText('SECRET-NOTE').waitFor();
    const classes = await customer.messages.evaluateAll((items) => items.map((item) => item.className));
    const claimed = classes.findIndex((name) => name.includes('agent'));
    expect(claimed).toBeGreaterThan(0);
    expect(classes.slice(claimed).filter((name) => name.includes('bot'))).toEqual([]);
    expect(await customer.panel.locator('body').innerText()).not.toContain('SECRET-NOTE');
  });

  it('is closed with a reason, and rated', async () => {
    await desk.getByRole('button', { name: script.console.close }).click();
    await desk.getByRole('dialog').getByText(script.console.resolved, { exact: true }).click();
    const confirm = desk.getByRole('dialog').getByRole('button', { name: script.console.close });
    if ((await desk.getByRole('dialog').count()) > 0 && (await confirm.count()) > 0) await confirm.click();
    await customer.panel.getByRole('button', { name: words.rate(5) }).click();
    await customer.panel.getByRole('button', { name: words.submit }).click();
    await expect.poll(() => desk.getByText(/★ ?5|5 ?分|5 ?\/ ?5|rated.*5/i).count()).toBeGreaterThan(0);
  });

  it('shows the same transcript on both pages after kill -9 and a new start', async () => {
    const before = await readTexts(customer.messages);
    expect(before.length).toBeGreaterThan(8);
    const staffLog = desk.getByRole('log', { name: script.console.transcript });
    // The customer may have another look at what was said, which the mark of "seen" tells.
    const readStaffLog = async (): Promise<string> => (await staffLog.innerText()).replaceAll(/^✓\n/gmu, '');
    const staffBefore = await readStaffLog();
    baton.process.kill('SIGKILL');
    await once(baton.process, 'exit');
    baton = await serveBaton({ DATA_DIR: folder, INTENTS_DIR: path.join(folder, 'intents'), PORT: new URL(baton.url).port });
    await customer.page.reload();
    await customer.page.getByRole('button', { name: words.open }).click();
    await expect.poll(() => readTexts(customer.messages), { timeout: 20_000 }).toEqual(before);
    await desk.reload();
    await desk.locator('[data-row]').first().waitFor();
    if ((await staffLog.count()) === 0) {
      await desk.getByText(/已结束|Closed/).first().click();
      await row(/★ ?5|5/).first().click();
    }
    await expect.poll(readStaffLog, { timeout: 20_000 }).toBe(staffBefore);
    for (const said of [script.complaint, script.agentSays, script.later]) expect(before.join('\n')).toContain(said);
  });

  it('ran without a fault in any page', () => {
    expect(trouble).toEqual([]);
  });
});
