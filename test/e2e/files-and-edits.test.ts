import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM } from './browser.ts';
import { type DeskAndShop, openDeskAndShop } from './desk-and-shop.ts';

const PDF = { name: '维修单.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n% a repair order\n') };

/** Chooses files as somebody does who presses the button. */
const choose = async (button: Locator, file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }): Promise<void> => {
  const chooser = button.page().waitForEvent('filechooser');
  await button.click();
  await (await chooser).setFiles(file);
};

describe.skipIf(CHROMIUM === undefined)('files, changes and what was seen, both ways', () => {
  let stage: DeskAndShop;
  beforeAll(async () => {
    stage = await openDeskAndShop();
  }, 60_000);
  afterAll(() => stage?.close());

  const reply = async (text: string): Promise<Locator> => {
    const { desk } = stage;
    await desk.getByRole('textbox', { name: '回复客户' }).fill(text);
    await desk.getByRole('textbox', { name: '回复客户' }).press('Enter');
    const said = desk.locator('.voice-agent', { hasText: text });
    await said.locator('.message-steps').waitFor();
    return said;
  };

  it('lets a customer send a photo, which the bot cannot read and the agent sees', { timeout: 30_000 }, async () => {
    const { customer, desk } = stage;
    await choose(customer.panel.getByRole('button', { name: '添加文件' }), { name: '面板.png', mimeType: 'image/png', buffer: await desk.screenshot() });
    await customer.panel.getByRole('list', { name: '要发送的文件' }).getByText('面板.png').waitFor();

    await customer.panel.getByRole('button', { name: '发送', exact: true }).click();
    await customer.panel.getByRole('img', { name: '图片：面板.png' }).waitFor();
    expect(await (await customer.answer()).innerText()).toContain('看不了图片和文件里的内容');
    await customer.say('转人工');
    await desk.locator('[data-row]').first().click();
    await desk.locator('.brief').getByRole('button', { name: '面板.png' }).waitFor();
    await desk.getByRole('button', { name: '接手', exact: true }).click();
    const shown = desk.getByRole('log').getByRole('img', { name: '图片：面板.png' });
    await shown.waitFor();
    expect(await shown.evaluate((image) => 'naturalWidth' in image && image.naturalWidth)).toBeGreaterThan(0);
  });

  it('brings the agent’s PDF to the customer, who can save every byte of it', { timeout: 30_000 }, async () => {
    const { customer, desk } = stage;
    await choose(desk.getByRole('button', { name: '添加文件' }), PDF);
    await desk.getByRole('list', { name: '要发送的文件' }).getByText(/\d B/).waitFor();

    await reply('维修单给您');
    const saving = customer.page.waitForEvent('download');
    await customer.panel.getByRole('button', { name: /下载 维修单\.pdf/ }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('维修单.pdf');
    expect(await readFile(await saved.path())).toEqual(PDF.buffer);
  });

  it('tells the agent what the customer has seen, and nothing while the panel is closed', { timeout: 30_000 }, async () => {
    const { customer, desk } = stage;
    await desk.locator('.voice-agent', { hasText: '维修单给您' }).getByRole('img', { name: '客户已看到' }).waitFor();
    await customer.panel.getByRole('button', { name: '关闭聊天' }).click();
    const said = await reply('师傅明天上午到');
    await customer.page.getByRole('button', { name: /打开客服聊天|1 条未读消息/ }).waitFor();
    expect(await said.getByRole('img', { name: '客户已看到' }).count()).toBe(0);
    await customer.page.getByRole('button', { name: /打开客服聊天|1 条未读消息/ }).click();
    await said.getByRole('img', { name: '客户已看到' }).waitFor();
  });

  it('changes and takes back what was said, at the customer’s page too; staff still see what it said', { timeout: 30_000 }, async () => {
    const { customer, desk } = stage;
    const said = await reply('师傅后天上午到');
    await said.getByRole('button', { name: '编辑' }).click();
    await desk.getByRole('textbox', { name: '修改这条消息' }).fill('师傅后天下午到');
    await desk.getByRole('button', { name: '保存', exact: true }).click();
    await customer.panel.getByText('师傅后天下午到').waitFor();
    await customer.panel.getByText(/已编辑/).waitFor();
    expect(await customer.panel.getByText('师傅后天上午到').count()).toBe(0);
    const wrong = await reply('这句发错了');
    await customer.panel.getByText('这句发错了').waitFor();
    await wrong.getByRole('button', { name: '撤回' }).click();
    await desk.getByRole('button', { name: /确定撤回/ }).click();
    await customer.panel.getByText('消息已撤回').waitFor();
    expect(await customer.panel.getByText('这句发错了').count()).toBe(0);
    await desk.locator('.is-removed').getByText('之前的内容').click();
    await desk.locator('.is-removed').getByText('这句发错了').waitFor();
    expect(stage.trouble).toEqual([]);

  });
});
