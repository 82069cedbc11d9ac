import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, type Customer } from './browser.ts';
import { type DeskAndShop, openDeskAndShop } from './desk-and-shop.ts';

// Machines that others use too may be slow.
const PATIENT = { timeout: 20_000 };

describe.skipIf(CHROMIUM === undefined)('a lead hands documents in, in a browser', { timeout: 120_000 }, () => {
  let stage: DeskAndShop;
  let desk: Page;
  let customer: Customer;

  beforeAll(async () => {
    stage = await openDeskAndShop();
    ({ desk, customer } = stage);
  });
  afterAll(() => stage?.close());

  const dialog = () => desk.getByRole('dialog', { name: '文档' });
  const row = (title: string) => dialog().getByRole('list', { name: '文档' }).getByRole('listitem').filter({ hasText: title });
  const uploaded = (name: string) => dialog().getByRole('region', { name: '这次上传' }).getByRole('listitem').filter({ hasText: name });
  const step = (title: string, name: string) => row(title).getByRole('button', { name, exact: true }).click();

  it('chooses files: what can be read is listed, what cannot is refused by name', async () => {
    await desk.getByRole('button', { name: '文档', exact: true }).click();
    await dialog().getByText('还没有文档。').waitFor();
    await dialog().getByLabel('先存为草稿，不马上回答客户').check();
    await dialog().getByLabel('生效日期').fill('2026-01-05');
    await dialog().getByLabel('复查日期').fill('2027-05-31');
    const files = [
      ['watering.zh.md', '# 浇花提醒器怎么换电池\n\n浇花提醒器用两节七号电池，大约每14个月换一次，拧开底盖就能换。\n'],
      ['坏文件.pdf', 'not a PDF'],
    ] as const;
    for (const [name, text] of files) await writeFile(path.join(stage.folder, name), text);
    await dialog().getByLabel('选择文件').setInputFiles(files.map(([name]) => path.join(stage.folder, name)));
    await uploaded('watering.zh.md').getByText('新增 1 篇').waitFor();
    await uploaded('坏文件.pdf').getByText(/没有收下：文件损坏/).waitFor();
    await row('浇花提醒器怎么换电池').getByText('草稿', { exact: true }).waitFor();
    await row('浇花提醒器怎么换电池').getByText('2026-01-05 起有效 · 2027-05-31 前复查').waitFor();
    await step('浇花提醒器怎么换电池', '看内容');
    await row('浇花提醒器怎么换电池').getByText('大约每14个月换一次').waitFor();
  });

  it('drops a file on the page', async () => {
    // As a string: what runs in the page has other globals than this file.
    const transfer = await desk.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File(['# Gnome care\\n\\nWash the garden gnome once a year with warm water.\\n'], 'gnome-care.md', { type: 'text/markdown' }));
      return data;
    })()`);
    await dialog().locator('.drop').dispatchEvent('drop', { dataTransfer: transfer });
    await uploaded('gnome-care.md').getByText('新增 1 篇').waitFor();
    await row('Gnome care').getByText('草稿', { exact: true }).waitFor();
    await dialog().getByLabel('按标题、编号或文件名查找').fill('gnome');
    await expect.poll(() => dialog().getByRole('list', { name: '文档' }).getByRole('listitem').count(), PATIENT).toBe(1);
    await dialog().getByLabel('按标题、编号或文件名查找').fill('');
  });

  it('publishes, and the assistant answers from it', async () => {
    await step('浇花提醒器怎么换电池', '发布');
    await row('浇花提醒器怎么换电池').getByText('已发布', { exact: true }).waitFor();
    // Asked too early, the assistant would call a person.
    await expect.poll(async () => (await fetch(`${stage.baton.url}/help/watering?lang=zh`)).text(), PATIENT).toContain('浇花提醒器怎么换电池');
    await expect
      .poll(async () => {
        await customer.say('浇花提醒器用什么电池');
        return (await customer.answer()).innerText();
      }, PATIENT)
      .toContain('14个月');
  });

  it('retires and removes, asked once more before it is gone', async () => {
    await step('浇花提醒器怎么换电池', '停用');
    await row('浇花提醒器怎么换电池').getByText('已停用', { exact: true }).waitFor();
    await step('Gnome care', '删除');
    await step('Gnome care', '确认删除');
    await expect.poll(() => row('Gnome care').count(), PATIENT).toBe(0);
    await dialog().getByRole('button', { name: '完成' }).click();
    await expect.poll(() => dialog().count(), PATIENT).toBe(0);
    expect(stage.trouble).toEqual([]);
  });
});
