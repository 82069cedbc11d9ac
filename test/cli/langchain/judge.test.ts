import { describe, expect, it } from 'vitest';
import { judge, promptTokensOf, type Heard } from '#cli/bench/langchain/judge.ts';
import type { ChatRequest } from '../../adapters/openai/fake-chat.ts';

const request = (content: string, more: Partial<ChatRequest> = {}): ChatRequest => ({ model: 'fake-chat', messages: [{ role: 'user', content }], stream: true, ...more });
const SPARE = 'A refund takes 1–7 working days. [1]';
const heard = (more: Partial<Heard> = {}): Heard => ({ answer: 'It takes up to 7 working days. [1]', shown: [], spare: SPARE, requests: [request('How long?')], firstMs: 2, endMs: 5, ...more });

describe('what the trial holds against an answer', () => {
  it('a canary, in the answer and in words that were only seen for a moment, however it is spaced', () => {
    const canaries = ['KESTREL-4417'];
    expect(judge(heard(), { canaries }).canaries).toEqual([]);
    expect(judge(heard({ answer: 'Sure: kestrel 4417' }), { canaries }).canaries).toEqual(canaries);
    expect(judge(heard({ answer: SPARE, shown: ['Sure: KESTREL-4417'] }), { canaries })).toMatchObject({ canaries, isTakenBack: true, isByModel: false });
  });

  it('a figure that was invented', () => {
    expect(judge(heard({ answer: 'You get ¥ 888 today. [1]' }), { invented: ['¥888', '90 minutes'] }).invented).toEqual(['¥888']);
  });

  it('personal data in any request, and needed words that are in none', () => {
    const talk = { personal: ['13698765432'], needed: ['20261107-0032'] };
    expect(judge(heard({ requests: [request('136****5432, order 20261107-0032')] }), talk)).toMatchObject({ personal: [], lost: [] });
    expect(judge(heard({ requests: [request('ok'), request('call 136-9876-5432')] }), talk)).toMatchObject({ personal: ['13698765432'], lost: ['20261107-0032'] });
  });

  it('words that were taken back, and the beginning of an answer that never ended', () => {
    const shown = ['It takes up to 7'];
    expect(judge(heard({ shown }), { isBroken: true })).toMatchObject({ isTakenBack: false, isHalf: true });
    expect(judge(heard({ shown, answer: SPARE }), { isBroken: true })).toMatchObject({ isTakenBack: true, isHalf: false });
    expect(judge(heard({ shown, answer: undefined }), { isBroken: true })).toMatchObject({ isTakenBack: true, isHalf: false, isAnswered: false });
  });

  it('what was asked of the model: requests, and tokens of messages, calls and tools alike', () => {
    const tools = [{ type: 'function' as const, function: { name: 'search', description: 'Finds.', parameters: { type: 'object' as const } } }];
    const call = { role: 'assistant' as const, content: '', tool_calls: [{ id: 'c', type: 'function' as const, function: { name: 'search', arguments: '{"question":"退款"}' } }] };
    const plain = request('x'.repeat(400));
    expect(promptTokensOf(plain)).toBe(100);
    expect(promptTokensOf({ ...plain, tools })).toBeGreaterThan(110);
    expect(promptTokensOf({ messages: [...plain.messages, call] })).toBeGreaterThan(105);
    const summary = request('x'.repeat(40), { model: 'fake-small' });
    expect(judge(heard({ requests: [summary, plain] }), {})).toMatchObject({ requests: 2, summaries: 1, summaryTokens: 10, promptTokens: 110, largestTokens: 100 });
  });
});
