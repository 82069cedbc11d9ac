import { expect } from 'vitest';
import type { MessageExtras } from '#core/message.ts';
import type { SystemNotice } from '#core/protocol.ts';
import type { Part } from './promise.ts';
import type { Stage } from './stage.ts';

const RICH: MessageExtras = {
  citations: [{ number: 1, articleId: 'refund-time', language: 'zh', title: '退款多久到账', headings: ['信用卡'] }],
  quickReplies: [
    { label: '没有解决我的问题', text: '没有解决我的问题' },
    { label: '转人工', text: '转人工' },
  ],
};
const NOTICES: readonly SystemNotice[] = [
  { kind: 'handed_over', reason: 'asked', open: true },
  { kind: 'claimed', agentName: '陈静' },
  { kind: 'transferred', agentName: '吴迪', from: '陈静' },
  { kind: 'joined', agentName: '林岚' },
  { kind: 'left', agentName: '林岚' },
  { kind: 'released', agentName: '吴迪', open: true },
  { kind: 'handed_back', agentName: '陈静' },
  { kind: 'reopened' },
  { kind: 'closed', by: 'agent', agentName: '陈静' },
];
const LONG = '长文字 with words, "quotes" & 😀 𠮷野家. '.repeat(200).slice(0, 3_990).toWellFormed().concat('ends here');
const MARKDOWN: readonly (readonly [string, string, readonly string[]])[] = [
  ['a table', '| 商品 | Price |\n|---|---|\n| 吊扇灯 | 299 元 |\n| Lamp | 129 |', ['商品', 'Price', '吊扇灯', '299 元', 'Lamp', '129']],
  ['code', 'Run this:\n\n```sh\nreset --all <device> && echo "ok"\n```\n\nand then `exit 0`.', ['reset --all <device> && echo "ok"', 'exit 0']],
  ['a link', 'See [our returns page](https://shop.example/returns?lang=zh&from=chat) for more.', ['our returns page', 'https://shop.example/returns?lang=zh&from=chat', 'for more']],
  ['an image', 'It looks so: ![a red button](https://shop.example/button.png) – press it.', ['a red button', 'press it']],
  ['lists and headings', '## 步骤\n\n1. 关机\n2. 等待 *10 秒*\n\n- 完成', ['步骤', '关机', '10 秒', '完成']],
];

/** Messages that a person on a page of ours would have seen before the first answer. */
const firstOf = ({ harness }: Stage): number => (harness.channel.capabilities.delivery === 'pull' ? 1 : 0);

/** How long and rich content reaches the customer on a channel that cannot show all of it. */
export const richContent: Part = () => [
  {
    says: 'brings what is said to the customer in order',
    async keeps(stage) {
      await stage.harness.say('hello');
      expect(await stage.speak(Array.from({ length: 12 }, (_, i) => ({ text: `answer number ${i}.` })))).toEqual(Array.from({ length: 12 }, () => 'sent'));
      const texts = await stage.readOn(firstOf(stage), 12);
      expect(texts.map((text) => /answer number \d+/.exec(text)?.[0])).toEqual(Array.from({ length: 12 }, (_, i) => `answer number ${i}`));
    },
  },
  {
    says: 'brings choices and sources to the customer, written out where they cannot be pressed',
    async keeps(stage) {
      await stage.harness.say('退款多久到账');
      await stage.speak([{ text: '5–7 个工作日 [1]。', extras: RICH }]);
      const shown = (await stage.readOn(firstOf(stage), 1)).at(-1) ?? '';
      for (const words of ['5–7 个工作日', '退款多久到账', '信用卡', '没有解决我的问题', '转人工']) expect(shown).toContain(words);
      if (!stage.harness.channel.capabilities.quickReplies) expect(shown).toMatch(/1\)[^\n]*没有解决我的问题\n[^\n]*2\)[^\n]*转人工/);
    },
  },
  {
    says: 'brings every notice of the system, in words where the channel has no page of its own',
    async keeps(stage) {
      await stage.harness.say('hello');
      await stage.speak(NOTICES.map((notice) => ({ text: '', extras: { notice } })));
      const shown = await stage.readOn(firstOf(stage), NOTICES.length);
      expect(new Set(shown).size).toBe(NOTICES.length);
      for (const text of shown) expect(text).toMatch(/\p{L}{2}/u);
      expect(shown[1]).toContain('陈静');
    },
  },
  {
    says: 'says which agent writes',
    async keeps(stage) {
      await stage.harness.say('hello');
      await stage.speak([{ author: 'agent', text: '您好', extras: { agentName: '陈静' } }]);
      expect((await stage.readOn(firstOf(stage), 1))[0]).toContain('陈静');
    },
  },
  {
    says: 'brings a long text whole, in order, and never cuts a character in two',
    async keeps(stage) {
      await stage.harness.say('hello');
      await stage.speak([{ text: LONG }]);
      // A channel may need several messages for it: what is read says when all are there.
      const shown = (await stage.harness.read(firstOf(stage) + 1)).slice(firstOf(stage)).join('');
      expect(shown).toContain(LONG.slice(0, 100));
      expect(shown).toContain('ends here');
      expect(shown.isWellFormed()).toBe(true);
      expect(shown.split('𠮷野家')).toHaveLength(LONG.split('𠮷野家').length);
    },
  },
  ...MARKDOWN.map(([what, text, words]) => ({
    says: `loses no word of ${what}`,
    async keeps(stage: Stage) {
      await stage.harness.say('hello');
      await stage.speak([{ text }]);
      const shown = (await stage.readOn(firstOf(stage), 1))[0] ?? '';
      for (const part of words) expect(shown).toContain(part);
    },
  })),
];
