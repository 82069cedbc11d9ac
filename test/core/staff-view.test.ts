import { describe, expect, it } from 'vitest';
import { toStaffMessage, toSummary } from '#core/staff-view.ts';
import { conversation, handover, INTENTS, message, MINUTE, NOON, understanding } from './samples.ts';

describe('a line of the console’s list', () => {
  const waiting = conversation({ state: 'waiting', tier: 'vip', customerName: '林晓岚' });

  it('shows who waits, why, how urgently, since when and until when', () => {
    expect(toSummary(waiting, handover(), message({ text: '我要投诉', at: NOON + 5 }))).toEqual({
      id: 'c-1', state: 'waiting', channel: 'web', customerName: '林晓岚', tier: 'vip', language: 'zh',
      reason: 'complaint', priority: 'high', team: 'complaints', waitingSince: NOON, dueAt: NOON + 120 * MINUTE,
      limits: [{ clock: 'firstReply', since: NOON, dueAt: NOON + 120 * MINUTE, tell: [] }],
      rank: { since: NOON, rate: 3, headStart: 10, because: ['high', 'vip'] },
      lastText: '我要投诉', lastAt: NOON + 5,
    });
  });

  it('stops the waiting when somebody has taken it, and the deadline when somebody has answered', () => {
    const human = conversation({ state: 'human', agentId: 'chen', agentName: '陈晨' });
    const claimed = toSummary(human, handover({ claimedAt: NOON }), undefined);
    expect(claimed).not.toHaveProperty('waitingSince');
    expect(claimed).toMatchObject({ agentId: 'chen', agentName: '陈晨', dueAt: NOON + 120 * MINUTE });
    expect(toSummary(human, handover({ claimedAt: NOON, firstReplyAt: NOON }), undefined)).not.toHaveProperty('dueAt');
  });

  it('shows a conversation without handover, message or rating plainly', () => {
    expect(toSummary(conversation({ updatedAt: NOON + 9 }), undefined, undefined)).toEqual({
      id: 'c-1', state: 'bot', channel: 'web', customerName: '', tier: 'regular', language: 'zh', lastText: '', lastAt: NOON + 9,
    });
  });

  it('shortens long last words, and shows the rating', () => {
    const line = toSummary(conversation({ state: 'closed', rating: 5 }), undefined, message({ text: '很'.repeat(500) }));
    expect(line.lastText).toHaveLength(120);
    expect(line.lastText.endsWith('…')).toBe(true);
    expect(line.rating).toBe(5);
  });
});

const PLAIN = { others: [], words: [], signals: [] };

describe('a message as staff see it', () => {
  it('says what decided: words, the nearest example, other guesses and signals, in the names that staff know', () => {
    const told = toStaffMessage(
      {
        message: message(),
        understanding: understanding({
          intents: [{ id: 'refund-status', confidence: 0.6 }, { id: 'thanks', confidence: 0.2 }],
          signals: [{ kind: 'complaint', words: ['投诉'], confidence: 1 }],
          because: { words: ['退款'], nearest: { text: '退款到哪了', intent: 'refund-status' } },
        }),
      },
      INTENTS,
    );
    expect(told.understanding).toMatchObject({
      others: [{ id: 'thanks', name: INTENTS.get('thanks')?.name, confidence: 0.2 }],
      words: ['退款'],
      nearest: { text: '退款到哪了', intentName: INTENTS.get('refund-status')?.name },
      signals: [{ kind: 'complaint', words: ['投诉'] }],
    });
  });

  it('has how it was understood, in words', () => {
    const told = toStaffMessage({ message: message(), understanding: understanding({ sentiment: -0.4, mood: 'worried' }) }, INTENTS);
    expect(told.understanding).toEqual({ ...PLAIN, sentiment: -0.4, mood: 'worried', intent: 'refund-status', confidence: 0.9, intentName: INTENTS.get('refund-status')?.name });
    expect(told).toMatchObject({ visibility: 'all', status: 'sent', segment: 1, cursor: 1 });
  });

  it('names no intent for what is out of scope, and no name for an intent that has left the catalogue', () => {
    const outside = toStaffMessage({ message: message(), understanding: understanding({ isOutOfScope: true, intents: [] }) }, INTENTS);
    expect(outside.understanding).toEqual({ ...PLAIN, sentiment: 0, mood: 'neutral' });
    const gone = toStaffMessage({ message: message(), understanding: understanding({ intents: [{ id: 'gone', confidence: 0.7 }] }) }, INTENTS);
    expect(gone.understanding).toEqual({ ...PLAIN, sentiment: 0, mood: 'neutral', intent: 'gone', confidence: 0.7 });
  });

  it('shows notes, what was withheld, and why a person came', () => {
    const note = message({ seq: 4, author: 'agent', visibility: 'staff', cursor: undefined, text: '客户很着急', extras: { agentName: '陈晨' } });
    const told = toStaffMessage({ message: note, understanding: undefined }, INTENTS);
    expect(told).toMatchObject({ visibility: 'staff', text: '客户很着急', agentName: '陈晨' });
    expect(told).not.toHaveProperty('cursor');
    expect(told).not.toHaveProperty('understanding');
    const notice = { kind: 'handed_over', reason: 'vip', open: true } as const;
    expect(toStaffMessage({ message: message({ author: 'system', status: 'withheld', extras: { notice } }), understanding: undefined }, INTENTS)).toMatchObject({ status: 'withheld', notice });
  });
});
