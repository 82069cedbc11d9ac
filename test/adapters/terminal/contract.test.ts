import { PassThrough } from 'node:stream';
import { createTerminalAdapter, TERMINAL } from '#adapters/terminal/server.ts';
import type { ChannelAdapter } from '#core/ports/channel-adapter.ts';
import { describeChannel } from '../../contract/channel-adapter.contract.ts';

const EVENTS = ['data', 'end', 'readable', 'keypress'];
/** How a message begins on the screen: who says it, or a dash for notices. */
const STARTS = /^(?=(?:Baton|陈静): |— )/m;

describeChannel({
  name: 'the terminal',
  lacks: {
    outsideIds: 'a line has no id',
    forge: 'whoever types sits at the machine',
    echo: 'what is written is not typed',
    neighbour: 'one terminal, one process',
    change: 'a line that was entered stays',
    remove: 'a line that was entered stays',
    attach: 'lines are text',
    trouble: 'nothing lies between',
  },
  create() {
    const input = new PassThrough();
    const output = new PassThrough({ encoding: 'utf8', highWaterMark: 1e6 });
    let ended = Promise.withResolvers<void>();
    const adapter = createTerminalAdapter({ input, output, user: 'guest', language: 'zh', onEnd: () => ended.resolve() });
    let screen = '';
    let settled = Promise.withResolvers<void>();
    let isRunning = true;
    // A terminal answers with silence, or with a line that begins with "!", once the store has answered.
    const channel: ChannelAdapter = {
      ...adapter,
      start: (sink) =>
        adapter.start({
          ...sink,
          accept: (inbound) =>
            sink.accept(inbound).finally(() => {
              setImmediate(() => settled.resolve());
            }),
        }),
      async stop() {
        isRunning = false;
        await adapter.stop();
        ended = Promise.withResolvers();
      },
    };
    const look = (): string => (screen += (output.read() as string | null) ?? '');
    return Promise.resolve({
      channel,
      address: `${TERMINAL}:guest`,
      async say(text) {
        const before = look().length;
        settled = Promise.withResolvers();
        input.write(`${text}\n`);
        if (!isRunning) return 'refused';
        await settled.promise;
        return look().slice(before).includes('! ') ? 'refused' : 'acknowledged';
      },
      read: () => Promise.resolve(look().split(STARTS).filter((text) => STARTS.test(text))),
      hands: {},
      leftOpen: () => EVENTS.reduce((sum, event) => sum + input.listenerCount(event), 0),
      async close() {
        await adapter.stop();
        input.destroy();
        output.destroy();
      },
    });
  },
});
