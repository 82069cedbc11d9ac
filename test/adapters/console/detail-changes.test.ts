import { describe, expect, it } from 'vitest';
import type { ConversationDetail, StaffMessage } from '#core/protocol.ts';
import { createDetailChanges } from '#adapters/console/detail-changes.ts';
import { beginDetail, updateDetail, withOwnWords } from '#adapters/console/page/transcript-model.ts';

const NOON = Date.UTC(2027, 2, 5, 4);
const say = (seq: number, more: Partial<StaffMessage> = {}): StaffMessage => ({ id: `m${seq}`, seq, author: 'customer', text: `text ${seq}`, at: NOON + seq, visibility: 'all', status: 'sent', segment: 1, ...more });
const picture = (messages: readonly StaffMessage[], more: Partial<ConversationDetail> = {}): ConversationDetail => ({
  summary: { id: 'c', state: 'human', channel: 'web', customerName: '', tier: 'regular', language: 'zh', lastText: '', lastAt: NOON },
  messages,
  ...more,
});

describe('the stream of a conversation', () => {
  it('tells only what is new or different, and nothing where nothing is', () => {
    const changes = createDetailChanges();
    expect(changes.next(picture([say(1), say(2, { status: 'queued' })]))).toMatchObject({ summary: { id: 'c' }, messages: [{ id: 'm1' }, { id: 'm2' }] });
    expect(changes.next(picture([say(1), say(2, { status: 'queued' })]))).toBeUndefined();
    expect(changes.next(picture([say(1), say(2), say(3)]))).toEqual({ messages: [say(2), say(3)] });
    expect(changes.next(picture([say(1), say(2), say(3)], { rating: { score: 4 } }))).toEqual({ rating: { score: 4 } });
    expect(changes.next(picture([say(1), say(2), say(3)]))).toEqual({ rating: null });
  });

  it('leads a page from picture to picture, whatever changes in between', () => {
    const pictures = [
      picture([say(1)]),
      picture([say(1), say(2, { author: 'agent', status: 'queued' })], { closing: { reason: 'resolved', by: '陈晨' } }),
      picture([say(1, { text: 'changed', editedAt: NOON + 9 }), say(2, { author: 'agent' }), say(3)]),
      picture([say(1, { text: '', removedAt: NOON + 10 }), say(2, { author: 'agent' }), say(3)], { rating: { score: 1, comment: '慢' } }),
    ];
    const changes = createDetailChanges();
    const first = pictures[0] ?? picture([]);
    changes.next(first);
    let page = beginDetail(undefined, first);
    for (const next of pictures) {
      const update = changes.next(next);
      if (update) page = updateDetail(page, update);
      expect(page).toEqual(next);
    }
  });

  it('keeps messages that a request has brought before it', () => {
    const asked = picture([say(1), say(2)]);
    expect(beginDetail(asked, picture([say(1)])).messages).toEqual([say(1), say(2)]);
    // What is known already is not touched: the stream may be further than the answer to a request.
    const known = picture([say(1), say(2, { author: 'agent', status: 'sent' })]);
    expect(withOwnWords(known, picture([say(1), say(2, { author: 'agent', status: 'queued' }), say(3)])).messages).toEqual([...known.messages, say(3)]);
    expect(withOwnWords(known, picture([say(1)]))).toBe(known);
  });
});
