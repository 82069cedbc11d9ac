import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import type { ChannelAdapter, ChannelSink } from '#core/ports/channel-adapter.ts';
import { BatonError, isBatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import type { QuickReply } from '#core/message.ts';
import { renderPlain } from './render-plain.ts';

/** What the terminal channel is made with. */
export type TerminalOptions = {
  readonly input: Readable;
  readonly output: Writable;
  /** Who sits there: part of the address, so that everybody has a conversation of their own. */
  readonly user: string;
  readonly language: Language;
  /** Called when the input has ended and everything that was typed is stored or refused. */
  readonly onEnd: () => void;
};

/** How long to leave a message to the process whose terminal it is for, ms. */
const ELSEWHERE_MS = 5_000;

/** Name of the channel. */
export const TERMINAL = 'terminal';

/** A conversation in a terminal: one line in, answers out; the number of a choice chooses it. The smallest channel, and the one to copy. */
export function createTerminalAdapter({ input, output, user, language, onEnd }: TerminalOptions): ChannelAdapter {
  const address = `terminal:${user}`;
  let lines: ReturnType<typeof createInterface> | undefined;
  let choices: readonly QuickReply[] = [];
  let taking: Promise<void> = Promise.resolve();
  const write = (text: string): void => void output.write(`${text}\n`);
  const take = async (sink: ChannelSink, line: string): Promise<void> => {
    const text = choices[Number(line) - 1]?.text ?? line;
    try {
      await sink.accept({ channel: TERMINAL, address, externalId: crypto.randomUUID(), text, language });
      choices = [];
    } catch (error) {
      write(`! ${isBatonError(error) ? error.message : String(error)}`);
    }
  };
  return {
    name: TERMINAL,
    capabilities: { saysItIsAi: false, delivery: 'push', quickReplies: false, links: false, edits: false, files: false, showsPassedOn: false },
    start(sink) {
      const reading = createInterface({ input });
      lines = reading;
      reading.on('line', (line) => {
        // One after the other, so that lines are stored in the order in which they were typed.
        if (lines === reading && line.trim() !== '') taking = taking.then(() => take(sink, line));
      });
      reading.on('close', () => void taking.then(onEnd));
      return Promise.resolve();
    },
    send(to, message) {
      // Somebody else's terminal: their own process brings it to them.
      if (to !== address) return Promise.reject(new BatonError('unavailable', `${to} is another terminal.`, { retryAfterMs: ELSEWHERE_MS }));
      choices = message.extras.quickReplies ?? [];
      write(renderPlain(message, language));
      return Promise.resolve();
    },
    async stop() {
      const reading = lines;
      lines = undefined;
      reading?.close();
      await taking;
    },
  };
}
