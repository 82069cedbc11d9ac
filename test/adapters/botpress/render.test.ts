import { messages } from '@botpress/sdk';
import { describe, expect, it } from 'vitest';
import { profileOf } from '#adapters/botpress/profiles.ts';
import { type Part, render } from '#adapters/botpress/render.ts';
import { splitText } from '#adapters/botpress/split-text.ts';
import type { Message, MessageExtras } from '#core/message.ts';

const show = (integration: string, text: string, extras: MessageExtras = {}, { isPublic = true } = {}): readonly Part[] => {
  const message: Message = { id: 'm', conversationId: 'c', seq: 1, cursor: 1, segment: 1, author: 'bot', visibility: 'all', text, extras, status: 'queued', at: 0 };
  return render(message, {
    profile: profileOf(integration),
    language: 'zh',
    fileUrl: ({ id, name }) => (isPublic ? `https://baton.example/botpress/files/${id}/${name}` : undefined),
    articleUrl: ({ articleId }) => (isPublic ? `https://baton.example/help/${articleId}` : undefined),
  });
};
const replies = (...labels: string[]): MessageExtras => ({ quickReplies: labels.map((label) => ({ label, text: label })) });
const wordsOf = ({ text }: Part['payload']): string => (typeof text === 'string' ? text : '');
const kinds = (parts: readonly Part[]): string[] => parts.map(({ type }) => type);

describe('a message on a channel behind Botpress', () => {
  it.each(['whatsapp', 'messenger', 'instagram', 'telegram', 'line', 'teams', 'slack', 'webchat', 'chat', 'twilio', 'our/whatsapp'])('has shapes that Botpress takes, and no text too long for it: %s', (integration) => {
    const citations = Array.from({ length: 12 }, (_, i) => ({ number: i + 1, articleId: `a-${i}`, language: 'zh' as const, title: '退款多久到账', headings: ['信用卡'] }));
    const files = ['image/png', 'audio/mpeg', 'video/mp4', 'application/pdf', 'image/svg+xml'].map((type, i) => ({ id: `f-${i}`, name: `文件 ${i}`, type, size: 1 }));
    const all = [...show(integration, '很长的回答。'.repeat(900), { ...replies('一', '二', '三', '四', '五'), citations, files }), ...show(integration, '', replies('一'))];
    const profile = profileOf(integration);
    for (const { type, payload, plain } of all) {
      const checked = messages.defaults[type].schema.strict().safeParse(payload);
      expect(checked.success ? '' : checked.error.message).toBe('');
      expect(wordsOf(payload).length).toBeLessThanOrEqual(profile.text);
      expect(type === 'text' || plain !== undefined).toBe(true);
    }
    expect(new Set(show(integration, '很长的回答。'.repeat(900), { files }).map(({ tag }) => tag)).size).toBeGreaterThan(5);
    expect(all.filter(({ type }) => type === 'text' || type === 'choice' || type === 'dropdown').map(({ payload }) => wordsOf(payload)).join('').split('很长的回答。')).toHaveLength(901);
  });

  it('has three buttons at most on WhatsApp, a list of up to ten, and numbers beyond', () => {
    expect(kinds(show('whatsapp', '选吧', replies('一', '二', '三')))).toEqual(['choice']);
    expect(kinds(show('whatsapp', '选吧', replies('一', '二', '三', '四')))).toEqual(['dropdown']);
    const [many] = show('whatsapp', '选吧', replies(...Array.from({ length: 11 }, (_, i) => `第 ${i}`)));
    expect(many).toMatchObject({ type: 'text', payload: { text: expect.stringContaining('11) 第 10') as string } });
  });

  it('shows a label in full that a button has to cut, and sends the whole of it when it is pressed', () => {
    const long = '我想知道信用卡退款为什么还没有到账应该怎么办呢';
    const parts = show('whatsapp', '选吧', replies(long, '转人工'));
    expect(parts.map(({ payload }) => wordsOf(payload)).join('\n')).toContain(long);
    const options = parts.at(-1)?.payload['options'] as readonly { readonly label: string; readonly value: string }[];
    expect(options.map(({ value }) => value)).toEqual([long, '转人工']);
    for (const { label } of options) expect(label.length).toBeLessThanOrEqual(20);
  });

  it('has sources as cards where there are cards, with the address where there are not, and in words without a public address', () => {
    const citations = [{ number: 1, articleId: 'refund-time', language: 'zh' as const, title: '退款多久到账', headings: [] }];
    expect(show('webchat', '七天。', { citations }).at(-1)).toMatchObject({ type: 'card', payload: { title: '[1] 退款多久到账', actions: [{ action: 'url', value: 'https://baton.example/help/refund-time' }] } });
    expect(show('whatsapp', '七天。', { citations })[0]?.payload['text']).toBe('七天。\n\n[1] 退款多久到账\nhttps://baton.example/help/refund-time');
    expect(show('webchat', '七天。', { citations }, { isPublic: false })).toMatchObject([{ payload: { text: '七天。\n\n[1] 退款多久到账' } }]);
  });

  it('names a file that cannot be fetched', () => {
    expect(show('whatsapp', '请看', { files: [{ id: 'f', name: '说明.pdf', type: 'application/pdf', size: 1 }] }, { isPublic: false })).toMatchObject([{ type: 'text', payload: { text: '请看\n\n[文件] 说明.pdf' } }]);
  });

  it('reads as plain words where Markdown is not shown', () => {
    expect(show('whatsapp', '## 步骤\n**先**关机，见[这里](https://shop.example/x?a=1)。![图](https://shop.example/p.png)')[0]?.payload['text']).toBe('步骤\n先关机，见这里 (https://shop.example/x?a=1)。图');
  });
});

describe('a text that is split', () => {
  it.each([
    ['sentences', '一句话。'.repeat(500)],
    ['words', 'word '.repeat(800)],
    ['no place to cut', '字'.repeat(3_000)],
    ['families and flags', '👨‍👩‍👧‍👦🇨🇳'.repeat(200)],
    ['one cluster without an end', `a${'\u0301'.repeat(5_000)}`],
  ])('is whole when it is put together, and no character is cut: %s', (_, text) => {
    const parts = splitText(text, 1_000);
    expect(parts.join('')).toBe(text);
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(1_000);
      expect(part.isWellFormed()).toBe(true);
      expect(part).not.toMatch(/^\u200D|\u200D$/);
    }
  });
});
