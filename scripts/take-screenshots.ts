// Takes the README's pictures from a fresh Baton: `npm run screenshots`. Needs a Chromium.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { serveBaton } from '#cli/bench/served-baton.ts';
import { findBrowser } from './find-browser.mjs';

const docs = path.join(import.meta.dirname, '..', 'docs');
const folder = await mkdtemp(path.join(tmpdir(), 'baton-pictures-'));
const baton = await serveBaton({ DATA_DIR: folder });
const browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
try {
  const shop = await browser.newPage({ viewport: { width: 1180, height: 820 }, locale: 'en-US' });
  await shop.goto(`${baton.url}/?lang=en`);
  await shop.getByRole('button', { name: 'Open customer chat' }).click();
  const panel = shop.frameLocator('iframe');
  const say = async (text: string): Promise<void> => {
    await panel.getByRole('textbox', { name: 'Your message' }).fill(text);
    await panel.getByRole('textbox', { name: 'Your message' }).press('Enter');
  };
  await say('How long does a refund to my debit card take?');
  await panel.getByRole('link', { name: /refund/i }).first().waitFor();
  await shop.waitForTimeout(600);
  await shop.screenshot({ path: path.join(docs, 'widget.png') });

  await say('The installer came three hours late and then overcharged me, order 20261107-0032. I want to make a complaint!');
  const desk = await browser.newPage({ viewport: { width: 1360, height: 860 }, locale: 'en-US' });
  await desk.goto(baton.signInLink ?? '');
  await desk.getByRole('button', { name: 'Later' }).click();
  await desk.locator('[data-row]').filter({ hasText: /complaint/i }).first().click();
  await desk.getByRole('region', { name: 'Handover brief' }).waitFor();
  await desk.waitForTimeout(600);
  await desk.screenshot({ path: path.join(docs, 'console.png') });
} finally {
  await browser.close();
  await baton.stop();
  await rm(folder, { recursive: true, force: true });
}
