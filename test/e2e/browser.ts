import { type Browser, type BrowserContext, chromium, type FrameLocator, type Locator, type Page } from 'playwright-core';
// Plain JavaScript, because it also runs before anything is installed.
import { findBrowser } from '../../scripts/find-browser.mjs';

/** Path of the Chromium that the tests drive; absent where there is none. */
export const CHROMIUM: string | undefined = findBrowser();

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts a headless Chromium. */
export function launchBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('There is no Chromium.');
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
}

/** Collects what goes wrong inside pages: script errors and refused resources. Tests expect none. */
export function watchTrouble(context: BrowserContext, trouble: string[]): void {
  context.on('weberror', (error) => trouble.push(error.error().message));
  context.on('console', (message) => {
    // A server that is killed on purpose breaks lines; everything else is a fault.
    if (message.type() === 'error' && !/ERR_CONNECTION|ERR_INCOMPLETE|ERR_NETWORK|ERR_EMPTY/.test(message.text())) trouble.push(message.text());
  });
}

/** The words by which the widget's controls are found. */
export const WIDGET_WORDS = {
  zh: { open: '打开客服聊天', text: '输入消息', send: '发送', person: '转人工', end: '结束对话', rate: (n: number) => `评 ${n} 分`, submit: '提交评价' },
  en: { open: 'Open customer chat', text: 'Your message', send: 'Send', person: 'Talk to a person', end: 'End chat', rate: (n: number) => `Rate ${n}`, submit: 'Send rating' },
} as const;

/** A customer at the sample shop with the chat open. */
export type Customer = {
  readonly page: Page;
  readonly panel: FrameLocator;
  /** All messages, in the order in which they stand. */
  readonly messages: Locator;
  say(text: string): Promise<void>;
  /** The last thing said by Baton or a person, once something came after the customer's last message. */
  answer(): Promise<Locator>;
};

/** Opens the shop in a language and the chat in it; `visitAs` chooses one of the sample people. */
export async function visitShop(context: BrowserContext, url: string, language: 'zh' | 'en', visitAs?: string): Promise<Customer> {
  const page = await context.newPage();
  await page.goto(`${url}/?lang=${language}`);
  if (visitAs !== undefined) {
    const select = page.locator('select');
    const value = await select.locator('option', { hasText: visitAs }).getAttribute('value');
    const told = page.waitForResponse((response) => response.url().endsWith('/demo/identity'));
    await select.selectOption(value);
    await told;
  }
  return openChat(page, language);
}

/** Opens the chat on any page that carries the widget. */
export async function openChat(page: Page, language: 'zh' | 'en'): Promise<Customer> {
  const words = WIDGET_WORDS[language];
  await page.getByRole('button', { name: words.open }).click();
  const panel = page.frameLocator('iframe');
  await panel.getByRole('textbox', { name: words.text }).waitFor();
  const messages = panel.getByRole('log').locator('.message');
  const own = panel.getByRole('log').locator('.message.own');
  return {
    page,
    panel,
    messages,
    async say(text) {
      const before = await own.count();
      await panel.getByRole('textbox', { name: words.text }).fill(text);
      await panel.getByRole('textbox', { name: words.text }).press('Enter');
      await own.nth(before).waitFor();
    },
    async answer() {
      const last = panel.locator('[role="log"] .message.own').last();
      const after = last.locator('xpath=following-sibling::*[contains(concat(" ", @class, " "), " message ")]');
      await after.first().waitFor();
      return after.last();
    },
  };
}

/** What stands in a transcript, without times and states: to compare before and after. */
export async function readTexts(messages: Locator): Promise<string[]> {
  return (await messages.locator('.bubble').allInnerTexts()).map((text) => text.trim());
}

/** Signs somebody of the staff in at the console by a one-time link. */
export async function signInAt(context: BrowserContext, link: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('navigation').waitFor();
  return page;
}

/** A one-time link for a colleague, which the lead at the console makes. */
export function inviteColleague(lead: Page, name: string, role: 'agent' | 'lead' = 'agent'): Promise<string> {
  return lead.evaluate(async (invited) => {
    const answer = await fetch('/api/console/staff', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(invited) });
    return ((await answer.json()) as { link: string }).link;
  }, { name, role });
}
