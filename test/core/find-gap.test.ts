import { describe, expect, it } from 'vitest';
import type { Intent } from '#core/intent.ts';
import type { Message } from '#core/message.ts';
import type { UnderstoodMessage } from '#core/ports/store.ts';
import { askedBefore } from '#core/find-gap.ts';
import { conversation, message, understanding } from './samples.ts';

const INTENTS: ReadonlyMap<string, Intent> = new Map([['thanks', { id: 'thanks', kind: 'talk' } as Intent]]);

/** A transcript: `c:` the customer, `b:` the bot, with choices behind `|`; `thanks` is small talk. */
function transcript(...lines: readonly string[]): UnderstoodMessage[] {
  return lines.map((line, at) => {
    const [text = '', ...choices] = line.slice(2).split('|');
    const extras: Message['extras'] = choices.length > 0 ? { quickReplies: choices.map((choice) => ({ label: choice, text: choice })) } : {};
    return {
      message: message({ seq: at + 1, text, author: line.startsWith('c:') ? 'customer' : 'bot', extras }),
      understanding: line.startsWith('c:') ? understanding({ language: 'en', intents: text === 'thanks' ? [{ id: 'thanks', confidence: 0.9 }] : [] }) : undefined,
    };
  });
}
const asked = (lines: readonly string[], handledSeq: number, more = {}) => askedBefore(transcript(...lines), conversation({ handledSeq, ...more }), INTENTS)?.text;

describe('the question that "that did not help" is about', () => {
  it('is the last one before it', () => {
    expect(asked(['c:first', 'b:…', 'c:second', 'b:…', 'c:that did not help'], 3)).toBe('second');
  });

  it('is all that was written at once', () => {
    expect(asked(['c:I want a refund', 'c:how long will it take?', 'b:…', 'c:not helpful'], 2)).toBe('I want a refund\nhow long will it take?');
  });

  it('is not small talk, nor an earlier complaint of this kind', () => {
    expect(asked(['c:how long?', 'b:…', 'c:thanks', 'b:…', 'c:not helpful', 'b:sorry', 'c:still does not work'], 5)).toBe('how long?');
  });

  it('is what was asked, not the choice that the bot had offered', () => {
    expect(asked(['c:my money', 'b:Which?|How long a refund takes|Payment methods', 'c:How long a refund takes', 'b:…', 'c:not helpful'], 3)).toBe('my money');
  });

  it('is not what belongs to this turn, nor to an earlier segment', () => {
    expect(asked(['c:first', 'b:…', 'c:not helpful', 'c:and my parcel?'], 1)).toBe('first');
    expect(asked(['c:first', 'b:…', 'c:not helpful'], 1, { segment: 2 })).toBeUndefined();
  });

  it('is none where nothing was asked', () => {
    expect(asked(['c:thanks', 'b:…', 'c:not helpful'], 1)).toBeUndefined();
    expect(askedBefore([], conversation(), INTENTS)).toBeUndefined();
  });
});
