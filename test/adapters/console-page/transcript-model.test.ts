import { describe, expect, it } from 'vitest';
import type { ConversationDetail, StaffMessage } from '#core/protocol.ts';
import { newerDetail, transcriptItems, voiceOf } from '#adapters/console/page/transcript-model.ts';
import { type Pending, stillPending } from '#adapters/console/page/pending.ts';

const NOON = new Date(2027, 2, 5, 12, 0).getTime();
const DAY = 24 * 3_600_000;

function message(seq: number, rest: Partial<StaffMessage> = {}): StaffMessage {
  return { id: `m${seq}`, seq, author: 'customer', text: `text ${seq}`, at: NOON + seq * 1_000, visibility: 'all', status: 'sent', segment: 1, ...rest };
}

function shape(messages: readonly StaffMessage[]): string[] {
  return transcriptItems(messages).map((item) => (item.kind === 'message' ? item.message.id : item.kind));
}

function detail(...messages: StaffMessage[]): ConversationDetail {
  return {
    summary: { id: 'c', state: 'human', channel: 'web', customerName: '', tier: 'regular', language: 'zh', lastText: '', lastAt: NOON },
    messages,
  };
}

describe('the transcript', () => {
  it('shows messages by their place, each once', () => {
    expect(shape([message(3), message(1), message(2), message(1)])).toEqual(['day', 'm1', 'm2', 'm3']);
  });

  it('marks where a day and a segment begin', () => {
    expect(shape([message(1), message(2, { at: NOON + DAY }), message(3, { at: NOON + DAY, segment: 2 })])).toEqual([
      'segment',
      'day',
      'm1',
      'day',
      'm2',
      'segment',
      'm3',
    ]);
  });

  it('does not number a single segment', () => {
    expect(shape([message(1, { segment: 4 })])).toEqual(['day', 'm1']);
  });

  it('joins what one person says in a row', () => {
    const items = transcriptItems([message(1), message(2), message(3, { author: 'bot' }), message(4, { at: NOON + 3_600_000 })]);
    expect(items.flatMap((item) => (item.kind === 'message' ? [item.isFollowUp] : []))).toEqual([false, true, false, false]);
  });

  it('tells notes and notices from what the customer sees', () => {
    expect(voiceOf(message(1, { author: 'agent', visibility: 'staff' }))).toBe('note');
    expect(voiceOf(message(1, { author: 'agent' }))).toBe('agent');
    expect(voiceOf(message(1, { author: 'system', notice: { kind: 'reopened' } }))).toBe('notice');
  });
});

describe('two pictures of a conversation', () => {
  it('are settled for the one that has more, and for the later one when both have the same', () => {
    const old = detail(message(1));
    const fresh = detail(message(1), message(2));
    expect(newerDetail(fresh, old)).toBe(fresh);
    expect(newerDetail(old, fresh)).toBe(fresh);
    expect(newerDetail(undefined, old)).toBe(old);
    const same = detail(message(1, { status: 'failed' }));
    expect(newerDetail(old, same)).toBe(same);
  });
});

describe('words on their way', () => {
  const pending: Pending = { clientId: 'one', kind: 'reply', text: '您好', status: 'sending', afterSeq: 4 };

  it('go when the transcript has them, by id or by words', () => {
    expect(stillPending([pending], [message(5, { author: 'agent', text: '您好' })])).toEqual([]);
    expect(stillPending([pending], [message(5, { author: 'agent', text: 'cleaned', clientId: 'one' })])).toEqual([]);
  });

  it('stay when the same words are older, of another kind, or of the customer', () => {
    const others = [message(4, { author: 'agent', text: '您好' }), message(5, { author: 'agent', text: '您好', visibility: 'staff' }), message(6, { text: '您好' })];
    expect(stillPending([pending], others)).toEqual([pending]);
  });

  it('are counted: the same words sent twice go one by one', () => {
    const second: Pending = { ...pending, clientId: 'two' };
    expect(stillPending([pending, second], [message(5, { author: 'agent', text: '您好' })])).toEqual([second]);
  });
});
