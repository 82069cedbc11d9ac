import { userInfo } from 'node:os';
import { toBatonError } from '#core/errors.ts';
import { systemClock } from '#worker/clock.ts';
import { createTerminalAdapter } from '#adapters/terminal/server.ts';
import { composeCore } from '../compose.ts';
import { readProcessConfig } from '../config.ts';
import { createLog } from '../log.ts';

/** `npm run chat`: a conversation in this terminal, with the same data as the server. */
async function chat(): Promise<void> {
  const config = readProcessConfig();
  const core = await composeCore(config, { clock: systemClock, log: createLog(config.LOG_LEVEL), say: (line) => void process.stderr.write(`${line}\n`) });
  const language = (process.env['LANG'] ?? '').startsWith('zh') ? 'zh' : 'en';
  const ended = Promise.withResolvers<void>();
  const terminal = createTerminalAdapter({ input: process.stdin, output: process.stdout, user: userInfo().username, language, onEnd: ended.resolve });
  process.stdout.write('请直接输入您的问题，按 Ctrl+D 结束。\nType your question; Ctrl+D ends.\n');
  const stop = await core.start({ channels: [terminal], desks: [] });
  await ended.promise;
  await settle(() => core.store.conversationAt('terminal', `terminal:${userInfo().username}`));
  await stop();
}

/** Waits until everything that was typed has been taken up, so that piped questions get their answers. */
async function settle(read: () => Promise<{ readonly lastSeq: number; readonly handledSeq: number } | undefined>): Promise<void> {
  const until = Date.now() + 5_000;
  let calm = 0;
  while (Date.now() < until && calm < 3) {
    const before = await read();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const after = await read();
    calm = before?.lastSeq === after?.lastSeq && before?.handledSeq === after?.handledSeq ? calm + 1 : 0;
  }
}

try {
  await chat();
  process.exit(0);
} catch (thrown) {
  const error = toBatonError(thrown);
  process.stderr.write(`${error.message}\n${error.details.map((detail) => `  - ${detail}\n`).join('')}`);
  process.exit(1);
}
