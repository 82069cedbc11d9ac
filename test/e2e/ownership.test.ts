import { rm } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedBaton, serveBaton } from '#cli/bench/served-baton.ts';
import { type FakeChat, KEY, startFakeChat } from '../adapters/openai/fake-chat.ts';
import { makeLearnedFolder } from '../support/learned.ts';
import { CHROMIUM, type Customer, inviteColleague, launchBrowser, signInAt, visitShop, watchTrouble } from './browser.ts';
import { makeOpenHours } from '../support/open-hours.ts';

/** What stands on the pages, in each language. */
const SCRIPTS = {
  zh: {
    locale: 'zh-CN',
    hello: '你好',
    question: '退款多久到账',
    draft: '退款一般1–7个工作日到账',
    pieces: ['退款一般1–7个工作日到账：支付宝、微信支付、花呗1–3个工作日，借记卡3–5个，信用卡5–7个，礼品卡立刻到账。[1]', '退货在验收'],
    person: '转人工',
    takeFromBot: '从助理手里接过来',
    claim: '接手',
    claimed: /吴迪 已接入/,
    reply: '回复客户',
    says: '您好，我是吴迪，这笔退款我来查。',
    faster: /刚刚接手了这个对话/,
    passOn: '转交…',
    passOnSend: '转交',
    accept: '接受',
    transferred: /由 .+ 继续为您服务/,
    ask: '请教同事…',
    askQuestion: '想请教什么？',
    askSend: '发给同事',
    advice: '信用卡退款能加急吗？',
    wantsAdvice: '请您出主意',
    join: '加入对话',
    joined: /加入了对话/,
    handBack: '交还给助理',
    handBackWords: '最后想对客户说的话（可不填）',
    asksQuestion: '问客户一个问题',
    whichQuestion: '问题（客户会看到）',
    handBackSend: '交还',
    closing: '退款已经在路上了，祝您生活愉快。',
    next: '还想了解别的付款方式多久到账吗？',
  },
  en: {
    locale: 'en-US',
    hello: 'Hello',
    question: 'How long does a refund take?',
    draft: 'working days',
    pieces: ['Refunds usually arrive within 1–7 working days.[1] ', 'Credit cards '],
    person: 'Talk to a person',
    takeFromBot: 'Take over from the assistant',
    claim: 'Claim',
    claimed: /吴迪 has joined the chat/,
    reply: 'Reply to the customer',
    says: 'Hello, this is Wu Di. I am looking into this refund.',
    faster: /has just taken this conversation/,
    passOn: 'Transfer…',
    passOnSend: 'Transfer',
    accept: 'Accept',
    transferred: /who will take it from here/,
    ask: 'Ask a colleague…',
    askQuestion: 'What would you like to know?',
    askSend: 'Ask',
    advice: 'Can a card refund be hurried?',
    wantsAdvice: 'your advice is asked for',
    join: 'Join',
    joined: /has joined the chat too/,
    handBack: 'Hand back',
    handBackWords: 'Your closing words to the customer (optional)',
    asksQuestion: 'Asks the customer a question',
    whichQuestion: 'The question, as the customer reads it',
    handBackSend: 'Hand back',
    closing: 'The refund is on its way. Have a good day.',
    next: 'Would you like to know how long other ways of payment take?',
  },
} as const;

describe.skipIf(CHROMIUM === undefined).each(['zh', 'en'] as const)('who has a conversation, in a browser, in %s', (language) => {
  const script = SCRIPTS[language];
  let folder: string;
  let fake: FakeChat;
  let baton: ServedBaton;
  let browser: Browser;
  let shop: BrowserContext;
  let lead: Page;
  let agent: Page;
  let customer: Customer;
  const trouble: string[] = [];

  beforeAll(async () => {
    folder = await makeLearnedFolder('e2e');
    fake = await startFakeChat();
    fake.behave({ kind: 'stall-in-the-middle', pieces: script.pieces });
    const settings = { DATA_DIR: folder, INTENTS_DIR: await makeOpenHours(folder), OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: KEY, OPENAI_MODEL: 'fake-chat' };
    [baton, browser] = await Promise.all([serveBaton(settings), launchBrowser()]);
    const open = async (): Promise<BrowserContext> => {
      const context = await browser.newContext({ locale: script.locale, viewport: { width: 1360, height: 860 } });
      watchTrouble(context, trouble);
      return context;
    };
    shop = await open();
    lead = await signInAt(await open(), baton.signInLink ?? '');
    agent = await signInAt(await open(), await inviteColleague(lead, '吴迪'));
    customer = await visitShop(shop, baton.url, language);
  });
  afterAll(async () => {
    await browser?.close();
    await baton?.stop();
    await fake?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const openRow = async (desk: Page): Promise<void> => {
    await desk.locator('[data-row]').first().click();
    await desk.getByRole('article').waitFor();
  };
  const button = (desk: Page, name: string) => desk.getByRole('button', { name, exact: true });
  const say = async (desk: Page, text: string): Promise<void> => {
    await desk.getByRole('textbox', { name: script.reply }).fill(text);
    await desk.getByRole('textbox', { name: script.reply }).press('Enter');
    await customer.panel.getByText(text).waitFor();
  };

  it('an agent takes over in the middle of an answer: its words go, and not one more comes', async () => {
    await customer.say(script.hello);
    await customer.answer();
    await openRow(agent);
    await customer.say(script.question);
    const draft = customer.panel.locator('.typing.draft');
    await draft.filter({ hasText: script.draft }).waitFor();
    const left = fake.left();
    await button(agent, script.takeFromBot).click();
    await customer.panel.getByText(script.claimed).waitFor();
    expect(await draft.count()).toBe(0);
    // The model was stopped, well before its own limits of time.
    await left;
    await say(agent, script.says);
    const after = await customer.panel.locator('[role="log"] .message.own').last().locator('xpath=following-sibling::*[contains(concat(" ", @class, " "), " bot ")]').count();
    expect(after).toBe(0);
    expect(await draft.count()).toBe(0);
    expect(await customer.panel.getByText(script.draft).count()).toBe(0);
  });

  it('a lead is asked for advice in private, and joins beside the owner', async () => {
    await openRow(lead);
    await button(agent, script.ask).click();
    await agent.getByRole('dialog').getByRole('radio').first().check();
    await agent.getByRole('textbox', { name: script.askQuestion }).fill(script.advice);
    await button(agent, script.askSend).click();
    await lead.locator('[data-row]').filter({ hasText: script.wantsAdvice }).waitFor();
    await lead.getByText(script.advice).first().waitFor();
    expect(await customer.panel.getByText(script.advice).count()).toBe(0);
    await button(lead, script.join).click();
    await customer.panel.getByText(script.joined).waitFor();
    await say(lead, `${script.says} +1`);
    await agent.getByRole('textbox', { name: script.reply }).waitFor();
  });

  it('the owner transfers it: the colleague accepts, and the customer is told', async () => {
    await button(agent, script.passOn).click();
    await agent.getByRole('dialog').getByRole('radio').first().check();
    await button(agent, script.passOnSend).click();
    await button(lead, script.accept).click();
    await customer.panel.getByText(script.transferred).waitFor();
    await agent.getByRole('textbox', { name: script.reply }).waitFor({ state: 'detached' });
  });

  it('it goes back to the assistant with closing words and a question', async () => {
    await button(lead, script.handBack).click();
    const dialog = lead.getByRole('dialog');
    await dialog.getByRole('textbox', { name: script.handBackWords }).fill(script.closing);
    await dialog.getByRole('radio', { name: script.asksQuestion }).check();
    await dialog.getByRole('textbox', { name: script.whichQuestion }).fill(script.next);
    await dialog.getByRole('button', { name: script.handBackSend, exact: true }).click();
    await customer.panel.getByText(script.closing).waitFor();
    await customer.panel.getByText(script.next).waitFor();
  });

  it('two click at once: one has it, and the other is told who was faster', async () => {
    await customer.say(script.person);
    await Promise.all([button(lead, script.claim).waitFor(), button(agent, script.claim).waitFor()]);
    // At the same moment: a click that waits until the page stands still may come after the other's news.
    await Promise.all([button(lead, script.claim).dispatchEvent('click'), button(agent, script.claim).dispatchEvent('click')]);
    const boxes = [lead, agent].map((desk) => desk.getByRole('textbox', { name: script.reply }));
    await expect.poll(async () => (await Promise.all(boxes.map((box) => box.count()))).join('+')).toMatch(/^(?:1\+0|0\+1)$/);
    const loser = (await boxes[0]?.count()) === 1 ? agent : lead;
    await loser.getByText(script.faster).waitFor();
    // The one refusal that is expected, and nothing else, has gone wrong in the pages.
    expect(trouble.filter((line) => !line.includes('409'))).toEqual([]);
  });
});
