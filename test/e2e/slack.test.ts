import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FakePost } from '../adapters/slack/fake/index.ts';
import { CHROMIUM, type Customer, visitShop, WIDGET_WORDS } from './browser.ts';
import { openSlackShop, type SlackShop } from './slack-shop.ts';

const NOTE = '内部：这单师傅上月也被投诉过，可以直接退安装费';
const WORDS = WIDGET_WORDS.zh;

describe.skipIf(CHROMIUM === undefined)('staff in Slack, customers in a browser', { timeout: 40_000 }, () => {
  let shop: SlackShop;
  beforeAll(async () => {
    shop = await openSlackShop();
  });
  afterAll(() => shop?.close());

  /** Fills in the box that a button opened, and sends it. */
  const fillIn = async (who: SlackShop['chen'], values: Readonly<Record<string, string>>) => {
    await shop.fake.until(() => shop.fake.modals(who).length > 0);
    return shop.fake.submit(who, values);
  };
  const hears = ({ panel }: Customer, words: string): Locator => panel.getByRole('log').getByText(words).first();

  describe('a complaint', () => {
    let customer: Customer;
    let told: (last: string) => Promise<string>;
    let card: FakePost;
    let said: FakePost;

    it('stands in the room of its team with who, why, how pressing, and since when', async () => {
      const { context, told: read } = await shop.newCustomer();
      told = read;
      customer = await visitShop(context, shop.baton.url, 'zh');
      await customer.say('安装师傅迟到三个小时还乱收费，太过分了，我要投诉！订单号 20261107-0032');
      card = await shop.card(shop.rooms.complaints);
      const text = shop.fake.read(card);
      for (const part of ['🟠 优先 · 投诉 · 访客', '等待接手', '首次回复', '投诉处理组', '网页', '[接手]', '[分配…]', '[在控制台打开]']) expect(text).toContain(part);
      expect(text).toMatch(/从 <!date\^\d+\^/);
      await shop.reads(card, '20261107-0032');
      expect(shop.fake.posts(shop.rooms.service.id)).toEqual([]);
    });

    it('is claimed by one of two who press at once; the other is told who was faster', async () => {
      const { fake, chen, wu } = shop;
      const pressed = await Promise.all([fake.press(chen, card, 'baton_claim'), fake.press(wu, card, 'baton_claim')]);
      expect(pressed.map(({ ok, ms }) => ok && ms < 1_000)).toEqual([true, true]);
      const refused = await fake.until(() => fake.ephemerals()[0]);
      expect([chen.id, wu.id]).toContain(refused.user);
      const [owner, late] = refused.user === wu.id ? [chen, wu] : [wu, chen];
      expect(fake.read(refused)).toContain(owner.name);
      await shop.reads(card, `*${owner.name}* 正在处理`);
      await hears(customer, `${owner.name} 已接入`).waitFor();
      expect(fake.ephemerals(late)).toHaveLength(1);
      expect(fake.ephemerals(owner)).toEqual([]);
      if (owner !== chen) {
        // What follows is told of chen.
        await fake.press(wu, card, 'baton_more', fake.read(card) && optionValue(card, 'release'));
        await shop.reads(card, '*等待接手*');
        await fake.press(chen, card, 'baton_claim');
        await shop.reads(card, '*陈静* 正在处理');
      }
    });

    it('is talked about in the thread, and answered by the box, which warns of words that could be better', async () => {
      const { fake, chen, wu } = shop;
      fake.say(wu, card.channel, NOTE, { thread: card });
      // Whoever may not is told so before anything is written.
      await fake.press(wu, card, 'baton_reply');
      await fake.until(() => fake.ephemerals(wu).some((each) => fake.read(each).includes('陈静正在处理这个对话')));
      expect(fake.modals(wu)).toEqual([]);
      await fake.press(chen, card, 'baton_reply');
      await fillIn(chen, { text: '这不归我们部门管，您找别人吧' });
      expect(fake.modals(chen)).toHaveLength(1);
      const warned = fake.read(fake.modals(chen)[0]!);
      expect(warned).toContain('发出前看一眼');
      expect(warned).toContain('可以说：“这件事我来接');
      expect(warned).toContain('[仍然发送]');
      await fillIn(chen, { text: '您好，我是陈静，这件事给您添麻烦了，非常抱歉，师傅的事我来跟进' });
      expect(fake.modals(chen)).toEqual([]);
      await hears(customer, '您好，我是陈静，这件事给您添麻烦了，非常抱歉，师傅的事我来跟进').waitFor();
      const posted = await shop.reads(card, '师傅的事我来跟进');
      await fake.until(() => posted.reactions.has('white_check_mark'), 15_000);
    });

    it('goes on with the customer in the thread once its owner has switched it, visibly; everybody else still writes notes', async () => {
      const { fake, chen, wu } = shop;
      await fake.press(chen, card, 'baton_talk');
      await shop.reads(card, '陈静 在这里直接和客户说话');
      fake.say(wu, card.channel, '内部：仓库说配件明天到', { thread: card });
      said = fake.say(chen, card.channel, '师傅明天上午十点上门', { thread: card });
      await hears(customer, '师傅明天上午十点上门').waitFor();
      await fake.until(() => said.reactions.has('white_check_mark'), 15_000);
      // What could be better is told to its author alone, who can still change it.
      const rude = fake.say(chen, card.channel, '费用的事我看看，这不归我管', { thread: card });
      await fake.until(() => fake.ephemerals(chen).some((each) => fake.read(each).includes('“这不归我管”')));
      fake.edit(rude, '费用的事我来接');
      fake.edit(said, '师傅明天下午两点上门');
      await hears(customer, '师傅明天下午两点上门').waitFor();
      await hears(customer, '已编辑').waitFor();
      expect(await hears(customer, '师傅明天上午十点上门').count()).toBe(0);
    });

    it('takes files both ways', async () => {
      const { fake, chen } = shop;
      fake.say(chen, card.channel, '这是维修单', { thread: card, files: [{ name: '维修单.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4 repair order') }] });
      await customer.panel.getByRole('button', { name: /下载 维修单\.pdf/ }).waitFor();
      const chooser = customer.page.waitForEvent('filechooser');
      await customer.panel.getByRole('button', { name: '添加文件' }).click();
      const photo = await customer.page.screenshot();
      await (await chooser).setFiles({ name: '划痕.png', mimeType: 'image/png', buffer: photo });
      await customer.panel.getByRole('list', { name: '要发送的文件' }).getByText('划痕.png').waitFor();
      await customer.panel.getByRole('button', { name: '发送', exact: true }).click();
      const post = await fake.until(() => fake.thread(card.channel, card.ts).find(({ files }) => files.some(({ name }) => name === '划痕.png')), 15_000);
      expect(Buffer.from(post.files[0]?.bytes ?? []).equals(photo)).toBe(true);
    });

    it('is closed with a reason; the rating stands in the thread, and no note has ever reached the customer', async () => {
      const { fake, chen } = shop;
      await fake.press(chen, card, 'baton_close');
      await fillIn(chen, { reason: 'resolved' });
      await customer.panel.getByRole('button', { name: WORDS.rate(5) }).click();
      await customer.panel.getByRole('button', { name: WORDS.submit }).click();
      await shop.reads(card, '陈静* 结束了对话：已解决');
      await shop.reads(card, /客户评价 ★★★★★/);
      const stream = await told('维修单.pdf');
      const page = await customer.panel.locator('body').innerText();
      for (const seen of [stream, page]) {
        expect(seen).toContain('师傅明天下午两点上门');
        expect(seen).not.toMatch(/内部|仓库|上月也被投诉|归我们部门|不归我管/);
      }
      expect(shop.thread(card).match(/师傅的事我来跟进/g)).toHaveLength(1);
      expect(shop.thread(card)).toContain(NOTE);
    });
  });

  describe('a VIP', () => {
    it('comes into the VIPs’ room, to her own manager, with little time; and is answered by a command', async () => {
      const { fake, zhou, rooms } = shop;
      await fake.command(zhou, '/baton available');
      await fake.until(() => fake.ephemerals(zhou).find((each) => fake.read(each).includes('会分到新的对话')));
      const lin = await visitShop((await shop.newCustomer()).context, shop.baton.url, 'zh', '林晓岚');
      await lin.say('空调坏了，你们必须马上处理，我要投诉');
      const card = await shop.card(rooms.vip);
      await shop.reads(card, '*周敏* 正在处理');
      const text = fake.read(card);
      for (const part of ['🔴 紧急 · 投诉 · 林晓岚', 'VIP 贵宾', '资深客服组']) expect(text).toContain(part);
      expect(text).toMatch(/首次回复：应在 <!date[^>]*> 前，\*不到 [45] 分钟了\*/);
      await shop.reads(card, '客户经理 周敏');
      await fake.command(zhou, '/reply 林女士您好，我是周敏，空调坏了给您添麻烦了，非常抱歉，师傅一小时内联系您', { channel: rooms.vip.id });
      await hears(lin, '师傅一小时内联系您').waitFor();
      await fake.until(() => !fake.read(card).includes('首次回复'), 15_000);
      await fake.press(zhou, card, 'baton_close');
      await fillIn(zhou, { reason: 'resolved' });
      await lin.panel.getByRole('button', { name: WORDS.rate(4) }).click();
      await lin.panel.getByRole('button', { name: WORDS.submit }).click();
      await shop.reads(card, /客户评价 ★★★★☆/);
      expect(await lin.panel.locator('body').innerText()).not.toMatch(/VIP|贵宾/);
      expect(shop.trouble).toEqual([]);
    });
  });
});

/** The value of a choice in a card's menu. */
function optionValue(card: FakePost, extra: string): string {
  const [, value] = new RegExp(`"value":"([^"]* ${extra})"`).exec(JSON.stringify(card.blocks)) ?? [];
  return value ?? '';
}
