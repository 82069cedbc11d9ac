import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOpenAiLanguageModel, type OpenAiModelOptions } from '#adapters/openai/language-model.ts';
import type { LanguageModel, ModelRequest } from '#core/ports/language-model.ts';
import { describeLanguageModel } from '../../contract/language-model.contract.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { fault, type FakeChat, KEY, startFakeChat } from './fake-chat.ts';

const REQUEST: ModelRequest = { messages: [{ role: 'system', content: 'Be short.' }, { role: 'user', content: '多久到账？' }], use: 'answer', maxTokens: 50 };

let fake: FakeChat;
let clock: TestClock;
beforeAll(async () => {
  fake = await startFakeChat();
});
beforeEach(() => {
  clock = createTestClock();
});
afterAll(() => fake.stop());

const create = (more: Partial<OpenAiModelOptions> = {}): LanguageModel =>
  createOpenAiLanguageModel({ baseUrl: fake.url, apiKey: KEY, model: 'fake-chat', smallModel: 'fake-small', clock, retryDelayMs: 1, ...more });
/** Takes everything that is written, with what becomes of it. */
const read = async (model: LanguageModel, request = REQUEST) => {
  const pieces: string[] = [];
  const reply = await model.write(request, (piece) => void pieces.push(piece));
  return { reply, pieces };
};
/** Waits until the client has read what the server has sent. */
const settled = async (pieces: readonly string[], count: number): Promise<void> => {
  await vi.waitFor(() => expect(pieces).toHaveLength(count), { interval: 1 });
};

describeLanguageModel({
  name: 'OpenAI-compatible server',
  async create() {
    const own = await startFakeChat();
    const time = createTestClock();
    const model = createOpenAiLanguageModel({ baseUrl: own.url, apiKey: KEY, model: 'fake-chat', clock: time, retryDelayMs: 1, breaker: { failures: 99, pauseMs: 1_000 } });
    return {
      model,
      arrange(pieces, trouble) {
        if (trouble === 'none') own.behave({ kind: 'say', pieces });
        if (trouble === 'silent') own.behave({ kind: 'stall', after: 'headers' });
        if (trouble === 'stalls') own.behave({ kind: 'stall-in-the-middle', pieces });
        if (trouble === 'breaks off') own.behave({ kind: 'cut', pieces, how: 'clean' });
        if (trouble === 'unreachable') own.behave({ kind: 'reset' });
      },
      async passLimits() {
        await own.taken(1);
        time.advance(60_000);
      },
      stop: own.stop,
    };
  },
});

describe('a request to the model', () => {
  it('says what is asked, of which model, how long the answer may be, and asks for the count of tokens', async () => {
    fake.behave({ kind: 'say', pieces: ['1–3 天。'] });
    const { reply } = await read(create());
    expect(fake.requests).toEqual([{ model: 'fake-chat', messages: REQUEST.messages, stream: true, temperature: 0, max_tokens: 50, stream_options: { include_usage: true } }]);
    expect(reply).toMatchObject({ model: 'fake-chat-2026', tokensIn: 120, tokensOut: 30, isCounted: true });
  });

  it('goes to the small model for small work, where there is one', async () => {
    fake.behave({ kind: 'say', pieces: ['ok'] });
    await create().write({ ...REQUEST, use: 'assist' });
    await create({ smallModel: '' }).write({ ...REQUEST, use: 'assist' });
    expect(fake.requests.map(({ model }) => model)).toEqual(['fake-small', 'fake-chat']);
  });

  it.each([
    ['temperature', {}],
    ['stream_options', {}],
    ['max_tokens', { max_completion_tokens: 50 }],
  ])('goes without %s to a server that refuses it, and does not try it again', async (parameter, instead) => {
    fake.behave({ kind: 'refuse', parameters: [parameter], pieces: ['ok'] });
    const model = create();
    expect((await read(model)).pieces).toEqual(['ok']);
    await read(model);
    expect(fake.requests.map((request) => parameter in request)).toEqual([true, false, false]);
    expect(fake.requests.at(-1)).toMatchObject(instead);
  });

  it('guesses the tokens where the server does not count them', async () => {
    fake.behave({ kind: 'say', pieces: ['退款需要三天。'], usage: false });
    expect((await read(create())).reply).toMatchObject({ isCounted: false, tokensIn: 7, tokensOut: 7 });
  });
});

describe('what a model thinks', () => {
  it.each([
    ['apart', { kind: 'say', pieces: ['Three', ' days.'], thoughts: ['The user wants', ' a number'] }],
    ['in the text', { kind: 'say', pieces: ['<thi', 'nk>The user </', 'think>\n\nThree', ' days.'] }],
  ] as const)('is not read, told %s', async (_, behaviour) => {
    fake.behave(behaviour);
    expect((await read(create())).reply.text).toBe('Three days.');
  });

  it('leaves other words with such brackets alone', async () => {
    fake.behave({ kind: 'say', pieces: ['<', 'thin film> is fine.'] });
    expect((await read(create())).reply.text).toBe('<thin film> is fine.');
  });
});

describe('a slow server', () => {
  it.each(['request', 'headers'] as const)('is given up 8 s after the question when only the %s came', async (after) => {
    fake.behave({ kind: 'stall', after });
    let outcome = 'waiting';
    const writing = read(create()).catch((error: Error) => {
      outcome = error.message;
    });
    await fake.taken(1);
    clock.advance(7_999);
    expect(outcome).toBe('waiting');
    clock.advance(1);
    await writing;
    expect(outcome).toMatch(/has not begun to answer within 8 s/);
    await fake.left();
    expect(fake.requests).toHaveLength(1);
  });

  it('is given up 5 s after its last piece, and not asked again: the customer has read a part', async () => {
    fake.behave({ kind: 'stall-in-the-middle', pieces: ['One. ', 'Two. '] });
    const pieces: string[] = [];
    const writing = expect(create().write(REQUEST, (piece) => void pieces.push(piece))).rejects.toThrow(/stopped in the middle of an answer within 5 s/);
    await settled(pieces, 2);
    clock.advance(5_000);
    await writing;
    await fake.left();
    expect(fake.requests).toHaveLength(1);
  });

  it('is given up 30 s after the question, however busy it is', async () => {
    fake.behave({ kind: 'stall-in-the-middle', pieces: ['One. '] });
    const pieces: string[] = [];
    const writing = expect(create({ limits: { stallMs: 60_000 } }).write(REQUEST, (piece) => void pieces.push(piece))).rejects.toThrow(/did not end its answer within 30 s/);
    await settled(pieces, 1);
    clock.advance(30_000);
    await writing;
  });

  it('that has said all and does not close the stream has answered', async () => {
    fake.behave({ kind: 'never-close', pieces: ['Three days.'] });
    const pieces: string[] = [];
    const writing = create().write(REQUEST, (piece) => void pieces.push(piece));
    await fake.taken(1);
    await settled(pieces, 1);
    // The end of the answer may be read a moment after its last piece.
    const timer = setInterval(() => clock.advance(1_000), 1);
    const reply = await writing;
    clearInterval(timer);
    expect(reply).toMatchObject({ text: 'Three days.', finish: 'stop', isCounted: false });
  });

  it('that never stops is stopped', async () => {
    fake.behave({ kind: 'repeat', piece: 'and so on ' });
    const { reply } = await read(create());
    expect(reply.finish).toBe('length');
    expect(reply.text.length).toBeLessThan(2_000);
    await fake.left();
  });
});

describe('a server that fails', () => {
  it.each([
    ['a torn connection', { kind: 'cut', pieces: ['One.'], how: 'torn' }],
    ['an end without an end', { kind: 'cut', pieces: ['One.'], how: 'clean' }],
    ['a page', { kind: 'raw', type: 'text/html', body: '<p>Hello</p>' }],
    ['broken JSON', { kind: 'raw', type: 'text/event-stream', body: 'data: {"choices": [\n\n' }],
    ['another object', { kind: 'raw', type: 'text/event-stream', body: 'data: {"choices": 5}\n\n' }],
    ['an error inside of the stream', { kind: 'raw', type: 'text/event-stream', body: 'data: {"error": {"message": "overloaded"}}\n\n' }],
  ] as const)('is unavailable: %s', async (_, behaviour) => {
    fake.behave(behaviour);
    await expect(read(create())).rejects.toMatchObject({ name: 'BatonError', code: 'unavailable' });
  });

  it.each([
    ['a wrong key', { apiKey: 'sk-other' }, /OPENAI_API_KEY/],
    ['an unknown model', { model: 'other' }, /"other".*OPENAI_MODEL/],
  ])('says which setting to check for %s, and is not asked again', async (_, more, message) => {
    fake.behave({ kind: 'say', pieces: ['ok'] });
    await expect(read(create(more))).rejects.toMatchObject({ code: 'misconfigured', message: expect.stringMatching(message) });
  });

  it.each([429, 500, 503])('is asked again, twice at most: status %i', async (status) => {
    fake.behave(fault(status, 'later'), fault(status, 'later'), { kind: 'say', pieces: ['ok'] });
    expect((await read(create())).pieces).toEqual(['ok']);
    fake.behave(fault(status, 'later'));
    await expect(read(create())).rejects.toMatchObject({ code: 'unavailable' });
    expect(fake.requests).toHaveLength(3);
  });

  it('is asked again after a reset', async () => {
    fake.behave({ kind: 'reset' }, { kind: 'say', pieces: ['ok'] });
    expect((await read(create())).pieces).toEqual(['ok']);
  });

  it('that asks to be left alone for longer than a customer waits is left alone, and the caller knows for how long', async () => {
    fake.behave(fault(429, 'slow down', { headers: { 'retry-after': '60' } }));
    await expect(read(create())).rejects.toMatchObject({ code: 'unavailable', retryAfterMs: 60_000 });
    expect(fake.requests).toHaveLength(1);
    fake.behave(fault(503, 'soon', { headers: { 'retry-after-ms': '2' } }), { kind: 'say', pieces: ['ok'] });
    expect((await read(create())).pieces).toEqual(['ok']);
  });

  it('again and again is left alone, until a single call finds it well', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      fake.behave(fault(400, 'no'));
      const model = create();
      for (let n = 0; n < 5; n += 1) await expect(read(model)).rejects.toMatchObject({ code: 'misconfigured' });
      await expect(read(model)).rejects.toMatchObject({ code: 'unavailable', retryAfterMs: 30_000 });
      expect(fake.requests).toHaveLength(5);
      vi.advanceTimersByTime(30_000);
      fake.behave({ kind: 'stall', after: 'headers' });
      const trying = expect(read(model)).rejects.toMatchObject({ code: 'unavailable' });
      await fake.taken(1);
      await expect(read(model)).rejects.toThrow(/left alone/);
      clock.advance(8_000);
      await trying;
      await expect(read(model)).rejects.toThrow(/left alone/);
      vi.advanceTimersByTime(30_000);
      fake.behave({ kind: 'say', pieces: ['ok'] });
      expect((await read(model)).pieces).toEqual(['ok']);
      expect((await read(model)).pieces).toEqual(['ok']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is not blamed for calls that their callers have stopped', async () => {
    fake.behave({ kind: 'stall-in-the-middle', pieces: ['One. '] });
    const model = create();
    for (let n = 0; n < 6; n += 1) {
      const controller = new AbortController();
      await expect(model.write({ ...REQUEST, signal: controller.signal }, () => controller.abort())).rejects.toThrow(/stopped by whoever/);
    }
    expect(fake.requests).toHaveLength(6);
  });
});
