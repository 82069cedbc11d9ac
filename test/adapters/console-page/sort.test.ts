import { describe, expect, it } from 'vitest';
import type { ConversationSummary } from '#core/protocol.ts';
import { arrange, CLOSED_SHOWN, customerLabel, matches, sectionOf, wantsOf } from '#adapters/console/page/sort.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

function conversation(id: string, rest: Partial<ConversationSummary> = {}): ConversationSummary {
  return { id, state: 'waiting', channel: 'web', customerName: id, tier: 'regular', language: 'zh', lastText: '你好', lastAt: NOW, ...rest };
}

function ids(summaries: readonly ConversationSummary[]): string[] {
  return summaries.map(({ id }) => id);
}

describe('the waiting list', () => {
  it('shows the most pressing first, whatever the order in which customers came', () => {
    const waiting = (['low', 'normal', 'high', 'urgent'] as const).map((priority, i) =>
      conversation(priority, { priority, waitingSince: NOW - (10 - i) * MINUTE }),
    );
    expect(ids(arrange(waiting, 'me', '', 'zh').waiting)).toEqual(['urgent', 'high', 'normal', 'low']);
  });

  it('shows who must be answered soonest first among equally pressing ones', () => {
    const waiting = [
      conversation('two hours', { priority: 'high', waitingSince: NOW - 20 * MINUTE, dueAt: NOW + 100 * MINUTE }),
      conversation('overdue', { priority: 'high', waitingSince: NOW - MINUTE, dueAt: NOW - MINUTE }),
      conversation('no limit', { priority: 'high', waitingSince: NOW - 90 * MINUTE }),
      conversation('soon', { priority: 'high', waitingSince: NOW - 2 * MINUTE, dueAt: NOW + 13 * MINUTE }),
      conversation('urgent', { priority: 'urgent', waitingSince: NOW, dueAt: NOW + 15 * MINUTE }),
    ];
    expect(ids(arrange(waiting, 'me', '', 'zh').waiting)).toEqual(['urgent', 'overdue', 'soon', 'two hours', 'no limit']);
  });

  it('shows who has waited longest first among equals', () => {
    const waiting = [5, 20, 1].map((minutes) => conversation(`${minutes}`, { priority: 'high', waitingSince: NOW - minutes * MINUTE, dueAt: NOW + MINUTE }));
    expect(ids(arrange(waiting, 'me', '', 'zh').waiting)).toEqual(['20', '5', '1']);
  });

  it('treats a handover without priority as normal', () => {
    const waiting = [conversation('low', { priority: 'low' }), conversation('none'), conversation('high', { priority: 'high' })];
    expect(ids(arrange(waiting, 'me', '', 'zh').waiting)).toEqual(['high', 'none', 'low']);
  });

  it('keeps the order of two that came at the same moment', () => {
    const a = conversation('a', { waitingSince: NOW });
    const b = conversation('b', { waitingSince: NOW });
    expect(ids(arrange([b, a], 'me', '', 'zh').waiting)).toEqual(ids(arrange([a, b], 'me', '', 'zh').waiting));
  });
});

describe('the parts of the list', () => {
  it('tells own conversations from those of colleagues', () => {
    expect(sectionOf(conversation('x', { state: 'human', agentId: 'me' }), 'me')).toBe('mine');
    expect(sectionOf(conversation('x', { state: 'human', agentId: 'you' }), 'me')).toBe('colleagues');
    expect(sectionOf(conversation('x', { state: 'bot' }), 'me')).toBe('bot');
    expect(sectionOf(conversation('x', { state: 'closed', agentId: 'me' }), 'me')).toBe('closed');
  });

  it('shows the last words first outside of the waiting list', () => {
    const own = { state: 'human', agentId: 'me' } as const;
    const mine = [conversation('old', { ...own, lastAt: NOW - MINUTE }), conversation('new', own)];
    expect(ids(arrange(mine, 'me', '', 'zh').mine)).toEqual(['new', 'old']);
  });

  it('keeps only the last closed ones, and finds earlier ones by filter', () => {
    const closed = Array.from({ length: CLOSED_SHOWN + 5 }, (_, i) => conversation(`closed-${i}`, { state: 'closed', lastAt: NOW - i }));
    expect(arrange(closed, 'me', '', 'zh').closed).toHaveLength(CLOSED_SHOWN);
    expect(ids(arrange(closed, 'me', `closed-${CLOSED_SHOWN + 4}`, 'zh').closed)).toEqual([`closed-${CLOSED_SHOWN + 4}`]);
  });
});

describe('the filter', () => {
  const row = conversation('c-1', { customerName: '林晓岚', tier: 'vip', reason: 'complaint', lastText: 'R7 充电座坏了', agentName: 'Wang' });

  it('finds names, last words, and the names of tier and reason as the reader sees them', () => {
    for (const filter of ['林晓', 'r7', '投诉', '贵宾', 'wang', '  ']) expect(matches(row, filter, 'zh'), filter).toBe(true);
    expect(matches(row, 'complaint', 'en')).toBe(true);
    expect(matches(row, 'complaint', 'zh')).toBe(false);
  });

  it('does not find the marks of Markdown, nor a tier that a visitor does not have', () => {
    expect(matches({ ...row, lastText: '**七天**内可退[1]' }, '七天内可退', 'zh')).toBe(true);
    expect(matches({ ...row, customerName: '', tier: 'regular' }, '普通', 'zh')).toBe(false);
  });

  it('wants every word', () => {
    expect(matches(row, '林晓岚 投诉', 'zh')).toBe(true);
    expect(matches(row, '林晓岚 退款', 'zh')).toBe(false);
  });
});

describe('the name of a customer', () => {
  it('is "visitor" with the end of the id when nobody knows who it is', () => {
    expect(customerLabel(' ', 'conversation-9f3a', 'zh')).toBe('访客 9f3a');
    expect(customerLabel('', 'Xy9-f_3a-', 'zh')).toBe('访客 9f3a');
    expect(customerLabel('', 'conversation-9f3a', 'en')).toBe('Visitor 9f3a');
    expect(customerLabel('林晓岚', 'conversation-9f3a', 'en')).toBe('林晓岚');
  });
});

describe('where a colleague wants something of the reader', () => {
  const theirs = (id: string, rest: Partial<ConversationSummary>) => conversation(id, { state: 'human', agentId: 'you', agentName: 'You', ...rest });
  const offer = { toId: 'me', toName: 'Me', fromName: 'You', until: NOW + MINUTE };

  it('stands before the others, and says what', () => {
    const all = [theirs('newest', { lastAt: NOW + 2 * MINUTE }), theirs('offered', { offer }), theirs('asked', { asked: [{ id: 'me', name: 'Me' }], lastAt: NOW + MINUTE }), theirs('offered to another', { offer: { ...offer, toId: 'other' }, lastAt: NOW - MINUTE })];
    expect(ids(arrange(all, 'me', '', 'zh').colleagues)).toEqual(['asked', 'offered', 'newest', 'offered to another']);
    expect(all.map((summary) => wantsOf(summary, 'me'))).toEqual([undefined, 'offered', 'asked', undefined]);
  });
});
