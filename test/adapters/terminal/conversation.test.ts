import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTerminalAdapter, TERMINAL } from '#adapters/terminal/server.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import { cleanText } from '#core/text.ts';
import { takeTurn } from '#core/turn.ts';
import { createOutboxWorker } from '#worker/outbox.ts';
import { startWorker } from '#worker/start-worker.ts';
import { createTurnWorker } from '#worker/turns.ts';
import { classifier, createSmallKnowledge, INTENTS, POLICY } from '../../support/small-shop.ts';
import { openTempStore, type TempStore } from '../../support/temp-store.ts';
import { createTestClock } from '../../support/test-clock.ts';

const knowledge = createSmallKnowledge();
let temp: TempStore;
let input: PassThrough;
let output: PassThrough;
let stop: () => Promise<void>;
let screen: string;
let ended: PromiseWithResolvers<void>;
const clock = createTestClock();

beforeEach(async () => {
  temp = await openTempStore();
  [input, output, screen, ended] = [new PassThrough(), new PassThrough({ encoding: 'utf8' }), '', Promise.withResolvers<void>()];
  output.on('data', (text: string) => (screen += text));
  const { store } = temp;
  const fail = (error: unknown): void => expect.fail(String(error));
  const terminal = createTerminalAdapter({ input, output, user: 'guest', language: 'en', onEnd: ended.resolve });
  const tools = { classifier, knowledge: await knowledge, directory: { find: () => Promise.resolve(undefined) }, policy: POLICY, intents: INTENTS, company: { zh: '小店', en: 'Small Shop' }, saysItIsAi: () => false, onDirectoryFailure: fail, onModelFailure: fail, safetyPhone: '400-000-5219' };
  const stopWorker = startWorker(store, clock, {
    turns: createTurnWorker({ store, clock, takeTurn: (lease) => takeTurn(lease, tools, clock.now()), onTurn: () => undefined, onError: fail }),
    outbox: createOutboxWorker({ store, clock, channels: new Map([[TERMINAL, terminal]]), desks: new Map(), onSettled: () => undefined, onError: fail }),
  });
  await terminal.start({
    async accept(inbound) {
      const { message } = await store.accept({ ...inbound, text: cleanText(inbound.text) }, clock.now());
      return { id: message.id, seq: message.seq, cursor: message.cursor ?? 0, at: message.at };
    },
    edit: () => Promise.resolve(),
  });
  stop = async () => {
    await terminal.stop();
    await stopWorker();
  };
});
afterEach(async () => {
  await stop();
  await temp.close();
});

/** Resolves when the screen shows this. */
const shown = async (words: string): Promise<void> => {
  while (!screen.includes(words)) await once(output, 'data');
};

describe('a conversation in a terminal', () => {
  it('answers a question with its sources and choices, after saying that an AI answers', async () => {
    input.write('how long does a refund take\n');
    await shown('1)');
    expect(screen).toContain('AI assistant of Small Shop');
    expect(screen).toContain('[1] How long a refund takes');
    expect(screen).toMatch(/ {2}1\) .+\n {2}2\) Talk to a person/);
  });

  it('takes the number of a choice for the choice', async () => {
    input.write('how long does a refund take\n');
    await shown('2) Talk to a person');
    input.write('2\n');
    await shown('Passed to a person');
    const transcript = await temp.store.transcript(temp.store.idOf(TERMINAL, 'terminal:guest'), 10);
    expect(transcript.filter(({ message }) => message.author === 'customer').map(({ message }) => message.text)).toEqual(['how long does a refund take', 'Talk to a person']);
  });

  it('takes a number for a number where there is no such choice', async () => {
    input.end('2\n\n   \n99\n');
    await ended.promise;
    const transcript = await temp.store.transcript(temp.store.idOf(TERMINAL, 'terminal:guest'), 10);
    expect(transcript.flatMap(({ message }) => (message.author === 'customer' ? [message.text] : []))).toEqual(['2', '99']);
  });

  it('shows the person who takes over, by name', async () => {
    input.write('talk to a person\n');
    await shown('Passed to a person');
    const commands = createDeskCommands(temp.store, clock, { policy: () => POLICY, staff: temp.access.staff, article: () => Promise.resolve(undefined) });
    const id = temp.store.idOf(TERMINAL, 'terminal:guest');
    await commands.claim(id, { id: 'a-1', name: '陈静' });
    await commands.reply(id, { id: 'a-1', name: '陈静' }, 'Hello, how can I help?', 'command-1');
    await shown('陈静: Hello, how can I help?');
    await commands.note(id, { id: 'a-1', name: '陈静' }, 'a note for staff', 'command-2');
    await commands.close(id, { id: 'a-1', name: '陈静' }, 'resolved');
    await shown('The conversation has ended');
    expect(screen).not.toContain('a note for staff');
  });

  it('stores piped lines in their order before it says that the input has ended', async () => {
    const said = Array.from({ length: 30 }, (_, i) => `line ${i}`);
    input.end(`${said.join('\n')}\n`);
    await ended.promise;
    const transcript = await temp.store.transcript(temp.store.idOf(TERMINAL, 'terminal:guest'), 1_000);
    expect(transcript.flatMap(({ message }) => (message.author === 'customer' ? [message.text] : []))).toEqual(said);
  });

  it('says why a line was not taken, and goes on', async () => {
    input.write(`${'x'.repeat(4_001)}\n`);
    await shown('! ');
    expect(screen).toContain('4001');
    input.write('how long does a refund take\n');
    await shown('[1] How long a refund takes');
  });

  it('takes one line after the other, also when the store is slow, and ends when all are taken', async () => {
    const slow = new PassThrough();
    const done = Promise.withResolvers<void>();
    const taken: string[] = [];
    const adapter = createTerminalAdapter({ input: slow, output: new PassThrough().resume(), user: 'guest', language: 'en', onEnd: done.resolve });
    await adapter.start({
      async accept({ text }) {
        // The first takes longest.
        for (let turns = 10 - taken.length; turns > 0; turns -= 3) await new Promise((resolve) => void setImmediate(resolve));
        if (text === 'one') await new Promise((resolve) => void setImmediate(resolve));
        taken.push(text);
        return { id: text, seq: taken.length, cursor: taken.length, at: 0 };
      },
      edit: () => Promise.resolve(),
    });
    slow.end('one\ntwo\nthree\n');
    await done.promise;
    expect(taken).toEqual(['one', 'two', 'three']);
    await adapter.stop();
  });
});
