import { describe, expect, it } from 'vitest';
import { articleHeadSchema } from '#core/article.ts';
import { createMask, PERSONAL } from '#core/mask.ts';
import type { UnderstoodMessage } from '#core/ports/store.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { type DraftOptions, draftArticle, findReply } from '#knowledge/gaps/draft-article.ts';
import { message } from '../../core/samples.ts';

const mask = createMask(createEntityFinder([]), [...PERSONAL, 'order']);
const draft = (more: Partial<DraftOptions> = {}) =>
  draftArticle({ groupId: '0a1b2c3d-4444', questions: [{ text: '扫地机器人 R7 有极光绿的吗？谢谢', language: 'zh' }], reply: { text: 'R7 有白色和石墨灰两种颜色。' }, names: [], mask, ...more });

describe('a draft from what a colleague answered', () => {
  it('is an article for customers that waits for a person', () => {
    expect(draft()).toMatchObject({ id: 'gap-0a1b2c3d', language: 'zh', title: '扫地机器人 R7 有极光绿的吗？谢谢', body: 'R7 有白色和石墨灰两种颜色。', audience: 'customer', product: 'all', state: 'draft', version: 1, source: 'baton:gaps/0a1b2c3d-4444' });
    expect(draft().contentHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is written in the language of the reply, under a question in that language where there is one", () => {
    const questions = [{ text: '有极光绿的吗', language: 'zh' }, { text: "Does it come in green? I'd love one.", language: 'en' }] as const;
    expect(draft({ questions, reply: { text: 'It comes in white and graphite.' } })).toMatchObject({ language: 'en', title: "Does it come in green? I'd love one", id: 'does-it-come-in-green-id-love-one' });
    expect(draft({ questions: questions.slice(0, 1), reply: { text: 'White and graphite.' } })).toMatchObject({ language: 'en', title: '有极光绿的吗', id: 'gap-0a1b2c3d' });
  });

  it('keeps nothing of the customer or the colleague', () => {
    const { title, body } = draft({
      questions: [{ text: '订单20261107-0032，我13800001001，有绿色的吗', language: 'zh' }],
      reply: { text: '林晓岚，您好！订单20261107-0032我看过了，有事打13800001001或发到lin.xiao@example.com。小陈敬上，R7 没有绿色。' },
      names: ['林晓岚', '小陈', '', 'x'],
    });
    expect(title).toBe('订单[订单号]，我138****1001，有绿色的吗');
    expect(body).toBe('您好！订单[订单号]我看过了，有事打138****1001或发到l***@example.com。敬上，R7 没有绿色。');
  });

  it.each(['', '？！', '\n\n', 'ß'.repeat(300), '很'.repeat(300), '---', 'a'.repeat(99)])('has a title and an id that an article may have: %j', (text) => {
    const { id, title, product } = draft({ questions: [{ text, language: 'en' }], reply: { text: 'Yes.' } });
    expect(articleHeadSchema.safeParse({ id, title, product, language: 'en', audience: 'customer', version: 1, review: '2027-01-01' }).success).toBe(true);
  });
});

describe('the reply that is taken', () => {
  const line = (more: Parameters<typeof message>[0]): UnderstoodMessage => ({ message: message(more), understanding: undefined });

  it('is the longest that a person wrote to the customer after the question', () => {
    const transcript = [
      line({ seq: 1, author: 'agent', text: 'A very long answer to something that was asked before.' }),
      line({ seq: 2, author: 'customer', text: 'Does it come in green?' }),
      line({ seq: 3, author: 'bot', text: 'I have not found a reliable answer to that, and I would rather not guess.' }),
      line({ seq: 4, author: 'agent', text: 'One moment please.', extras: { agentName: 'Ann' } }),
      line({ seq: 5, author: 'agent', visibility: 'staff', text: 'Note to self: he seems to be in a hurry, so I should be quick about it.' }),
      line({ seq: 6, author: 'agent', text: 'It comes in white and graphite.', extras: { agentName: 'Ann' } }),
    ];
    expect(findReply(transcript, 2)).toEqual({ text: 'It comes in white and graphite.', seq: 6, agentName: 'Ann' });
    expect(findReply(transcript, 6)).toBeUndefined();
  });
});
