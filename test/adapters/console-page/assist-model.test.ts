import { describe, expect, it } from 'vitest';
import type { AssistDraft, AssistView, StaffMessage } from '#core/protocol.ts';
import { aimOf, currentView, isReplied, sayAbout, sayEnding, shownDrafts } from '#adapters/console/page/assist-model.ts';

const NOON = new Date(2027, 2, 5, 12, 0).getTime();
const message = (seq: number, rest: Partial<StaffMessage> = {}): StaffMessage => ({ id: `m${seq}`, seq, author: 'customer', text: `text ${seq}`, at: NOON + seq * 1_000, visibility: 'all', status: 'sent', segment: 1, ...rest });
const understanding = { sentiment: 0, mood: 'neutral', others: [], words: [], signals: [] };
const draft = (text: string, rest: Partial<AssistDraft> = {}): AssistDraft => ({ text, citations: [], fit: 'sure', by: 'articles', ...rest });
const view = (seq: number, rest: Partial<AssistView> = {}): AssistView => ({ seq, question: { seq, text: 'text', language: 'zh', isAnswered: false }, drafts: [draft('a')], advice: [], similar: [], canWrite: false, ...rest });

describe('assistance on the page', () => {
  it("aims at the customer's latest message, and knows whether it has been understood", () => {
    expect(aimOf([])).toBeUndefined();
    expect(aimOf([message(1, { understanding }), message(2, { author: 'agent' })])).toEqual({ seq: 1, isRead: true });
    expect(aimOf([message(1, { understanding }), message(2)])).toEqual({ seq: 2, isRead: false });
  });

  it('never shows what was made for an older message', () => {
    expect(currentView(view(1), { seq: 2, isRead: false })).toBeUndefined();
    expect(currentView(view(2), { seq: 2, isRead: true })?.seq).toBe(2);
    expect(currentView(undefined, { seq: 2, isRead: true })).toBeUndefined();
  });

  it("puts the model's draft before the articles' own words", () => {
    expect(shownDrafts(view(1), draft('m', { by: 'model' })).map(({ text }) => text)).toEqual(['m', 'a']);
    expect(shownDrafts(view(1), undefined).map(({ text }) => text)).toEqual(['a']);
  });

  it('says that the question has a reply by now; a note is none', () => {
    expect(isReplied(view(1), [message(1), message(2, { author: 'agent', visibility: 'staff' })])).toBe(false);
    expect(isReplied(view(1), [message(1), message(2, { author: 'agent' })])).toBe(true);
  });

  it('says in both languages what a draft is about and how a similar conversation ended', () => {
    expect(sayAbout(draft('a'), 'zh')).toBeUndefined();
    expect(sayAbout(draft('a', { fit: 'perhaps', about: '退款' }), 'zh')).toBe('可能是指：退款');
    expect(sayAbout(draft('a', { about: 'refunds' }), 'en')).toBe('On “refunds”');
    const similar = { conversationId: 'c', question: 'q', reply: 'r', agentName: '陈静', closeReason: 'resolved', rating: 5, endedAt: NOON } as const;
    expect(sayEnding(similar, NOON + 60_000, 'zh')).toMatch(/^陈静 · .+ · 评分 5\/5 · .+/);
    expect(sayEnding({ conversationId: 'c', question: 'q', reply: 'r', endedAt: NOON }, NOON + 60_000, 'en')).not.toContain('·');
  });
});
