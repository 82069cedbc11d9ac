import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import type { ChannelAdapter } from '#core/ports/channel-adapter.ts';
import { isBatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import { renderPlain } from './render-plain.ts';

/** What the terminal channel is made with. */
export type TerminalOptions = {
  readonly input: Readable;
  readonly output: Writable;
  /** Who sits there: part of the address, so that everybody has a conversation of their own. */
  readonly user: string;
  readonly language: Language;
  /** Called when the input ends. */
  readonly onEnd: () => void;
};

/** Name of the channel. */
export const TERMINAL = 'terminal';

/** A conversation in a terminal: one line in, answers out. The smallest channel, and the one to copy. */
export function createTerminalAdapter({ input, output, user, language, onEnd }: TerminalOptions): ChannelAdapter {
  const address = `terminal:${user}`;
  let lines: ReturnType<typeof createInterface> | undefined;
  const write = (text: string): void => void output.write(`${text}\n`);
  return {
    name: TERMINAL,
    capabilities: { saysItIsAi: false, delivery: 'push', quickReplies: false, links: false },
    start(sink) {
      lines = createInterface({ input });
      lines.on('line', (text) => {
        if (text.trim() === '') return;
        sink.accept({ channel: TERMINAL, address, externalId: crypto.randomUUID(), text, language }).catch((error: unknown) => {
          write(`! ${isBatonError(error) ? error.message : String(error)}`);
        });
      });
      lines.on('close', onEnd);
      return Promise.resolve();
    },
    send(to, message) {
      if (to === address) write(renderPlain(message, language));
      return Promise.resolve();
    },
    stop() {
      lines?.close();
      return Promise.resolve();
    },
  };
}
