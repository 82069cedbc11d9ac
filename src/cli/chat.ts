import { userInfo } from 'node:os';
import { toBatonError } from '#core/errors.ts';
import type { Store } from '#core/ports/store.ts';
import { systemClock } from '#worker/clock.ts';
import { createTerminalAdapter, TERMINAL } from '#adapters/terminal/server.ts';
import { composeCore } from '../compose.ts';
import { readProcessConfig, readTerminalLanguage } from '../config.ts';
import { createLog } from '../log.ts';
import { serveDemoShop } from '../compose-chat-shop.ts';

/** How long answers to piped questions may take, ms. */
const PATIENCE_MS = 10_000;
const LOOK_BACK = 200;

/** `npm run chat`: a conversation in this terminal, with the same data as the server. */
async function chat(): Promise<void> {
  const config = readProcessConfig();
  const core = await composeCore(config, { clock: systemClock, log: createLog(config.LOG_LEVEL), say: (line) => void process.stderr.write(`${line}\n`) });
  const user = userInfo().username;
  const ended = Promise.withResolvers<void>();
  const terminal = createTerminalAdapter({ input: process.stdin, output: process.stdout, user, language: readTerminalLanguage(), onEnd: ended.resolve });
  process.stdout.write('请直接输入您的问题，按 Ctrl+D 结束。\nType your question; Ctrl+D ends.\n');
  const closeShop = await serveDemoShop(core);
  const stop = await core.start({ channels: [terminal], desks: [] });
  process.once('SIGINT', ended.resolve);
  await ended.promise;
  await answered(core.store, `terminal:${user}`);
  await stop();
  closeShop();
}

/** Resolves when all that was typed has been taken up and all answers have been written, so that piped questions get theirs; in any case soon. */
async function answered(store: Store, address: string): Promise<void> {
  const id = store.idOf(TERMINAL, address);
  const done = Promise.withResolvers<void>();
  const look = async (): Promise<void> => {
    const [conversation, transcript] = await Promise.all([store.conversation(id), store.transcript(id, LOOK_BACK)]);
    const isOpen = transcript.some(({ message }) =>
      message.author === 'customer' ? message.seq > (conversation?.handledSeq ?? 0) : message.status === 'queued',
    );
    if (!isOpen && conversation?.memory.action?.stage !== 'calling') done.resolve();
  };
  const check = (): void => void look().catch(done.reject);
  const unsubscribe = store.subscribe(check);
  const patience = setTimeout(done.resolve, PATIENCE_MS);
  check();
  await done.promise.finally(() => {
    clearTimeout(patience);
    unsubscribe();
  });
}

try {
  await chat();
  process.exit(0);
} catch (thrown) {
  const error = toBatonError(thrown);
  process.stderr.write(`${error.message}\n${error.details.map((detail) => `  - ${detail}\n`).join('')}`);
  process.exit(1);
}
