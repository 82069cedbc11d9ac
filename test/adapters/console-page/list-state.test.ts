import { describe, expect, it } from 'vitest';
import type { ConsoleEvents, ConversationSummary } from '#core/protocol.ts';
import { attentionCount, changeList, EMPTY_LIST, type ListEvent, type ListState } from '#adapters/console/page/list-state.ts';

function conversation(id: string, rest: Partial<ConversationSummary> = {}): ConversationSummary {
  return { id, state: 'waiting', channel: 'web', customerName: '', tier: 'regular', language: 'zh', lastText: '', lastAt: 0, ...rest };
}

function after(...events: ListEvent[]): ListState {
  return events.reduce(changeList, EMPTY_LIST);
}

function alert(kind: ConsoleEvents['alert']['kind'], conversationId: string, openId?: string): ListEvent {
  return { kind: 'alert', alert: { id: `${kind}-${conversationId}`, kind, conversationId }, me: 'me', openId };
}

const mine = conversation('mine', { state: 'human', agentId: 'me' });
const theirs = conversation('theirs', { state: 'human', agentId: 'you' });
const list: ListEvent = { kind: 'list', list: [mine, theirs, conversation('waiting')] };

describe('the live list', () => {
  it('takes a new list whole, so that nothing stale stays after a broken line', () => {
    const state = after(list, { kind: 'list', list: [theirs] });
    expect([...state.byId.keys()]).toEqual(['theirs']);
  });

  it('takes each change', () => {
    const state = after(list, { kind: 'conversation', conversation: { ...mine, state: 'closed' } });
    expect(state.byId.get('mine')?.state).toBe('closed');
    expect(state.byId.size).toBe(3);
  });
});

describe('alerts', () => {
  it('tell of a handover, unless the reader is looking at it', () => {
    expect(after(list, alert('handover', 'waiting')).toasts).toHaveLength(1);
    expect(after(list, alert('handover', 'waiting', 'waiting')).toasts).toEqual([]);
  });

  it.each(['offered', 'returned', 'asked', 'advised'] as const)('tell the colleague whom it concerns, and nobody else: %s', (kind) => {
    const told = (agentId: string) => after(list, { kind: 'alert', alert: { id: kind, kind, conversationId: 'theirs', agentId }, me: 'me', openId: undefined }).toasts;
    expect(told('me')).toEqual([{ id: kind, kind, conversationId: 'theirs' }]);
    expect(told('you')).toEqual([]);
  });

  it('tell of a handover once, however often it is told', () => {
    expect(after(list, alert('handover', 'waiting'), alert('handover', 'waiting')).toasts).toHaveLength(1);
  });

  it.each(['task_given', 'task_near', 'task_late'] as const)('tell of a task those to whom it was given, or their department: %s', (kind) => {
    const told = (agentId?: string) => after(list, { kind: 'alert', alert: { id: kind, kind, conversationId: 'theirs', ...(agentId === undefined ? { department: 'repairs' } : { agentId }) }, me: 'me', openId: undefined }).toasts;
    expect(told('me')).toHaveLength(1);
    expect(told('you')).toEqual([]);
    // Baton brings news of a department to its people alone.
    expect(told()).toHaveLength(1);
  });

  it('tell of a customer’s words only to the person who has the conversation', () => {
    expect(after(list, alert('customer_message', 'mine')).unread).toEqual(new Set(['mine']));
    expect(after(list, alert('customer_message', 'theirs')).unread).toEqual(new Set());
  });

  it('go when the conversation is opened', () => {
    const state = after(list, alert('customer_message', 'mine'), { kind: 'opened', conversationId: 'mine' });
    expect([state.unread.size, state.toasts.length]).toEqual([0, 0]);
  });

  it('go when a colleague was faster', () => {
    const state = after(list, alert('handover', 'waiting'), { kind: 'conversation', conversation: conversation('waiting', { state: 'human', agentId: 'you' }) });
    expect(state.toasts).toEqual([]);
  });

  it('never pile up', () => {
    const many = Array.from({ length: 9 }, (_, i) => alert('handover', `c${i}`));
    expect(after(list, ...many).toasts.map(({ conversationId }) => conversationId)).toEqual(['c6', 'c7', 'c8']);
  });
});

it('counts waiting customers and own unread conversations for the title', () => {
  expect(attentionCount(after(list))).toBe(1);
  expect(attentionCount(after(list, alert('customer_message', 'mine')))).toBe(2);
});
