import { createBot } from './create-bot.ts';
import { forward } from './forward.ts';

/** The forwarding bot, as Botpress Cloud runs it. */
export default createBot((event, { url, secret }) =>
  forward(event, { url: String(url), secret: String(secret) }, { fetch, now: Date.now, sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)) }),
);
