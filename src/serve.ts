import { toBatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import { systemClock } from '#worker/clock.ts';
import { composeCore } from './compose.ts';
import { startServer } from './compose-server.ts';
import { readProcessConfig } from './config.ts';
import { learnAside } from './learn-aside.ts';
import { createLog } from './log.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** How long work in hand may take at the end, ms. */
const STOP_MS = 10_000;

/** Serves until the process is told to stop: reads the settings, learns what is new, listens, and says where. Ends the process when it cannot. */
export async function serve(clock: Clock = systemClock): Promise<void> {
  try {
    const config = readProcessConfig();
    await learnAside(config);
    const core = await composeCore(config, { clock, log: createLog(config.LOG_LEVEL), say });
    const server = await startServer(core);
    const { articles, search, reason } = core.knowledge.status();
    say(`Baton is ready: ${server.url}`);
    say(`  console   ${server.url}/console/`);
    say(`  knows     ${core.content.intents.length} intents, ${articles} articles (${search === 'hnsw' ? 'hnswlib' : `exact search: ${reason ?? ''}`})`);
    say(`  data      ${core.place}`);
    if (server.firstSignIn) say(`\nSign in to the console with this link (it works once, within a day):\n  ${server.firstSignIn}`);
    else say('  sign in   npm run -s baton -- invite YOUR-NAME --role lead');

    const stop = (): void => {
      say('Stopping …');
      setTimeout(() => process.exit(1), STOP_MS).unref();
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  } catch (error) {
    fail(error);
  }
}

/** Says what is wrong, every fault of it, and ends. */
function fail(thrown: unknown): never {
  const error = toBatonError(thrown);
  process.stderr.write(`Baton cannot start. ${error.message}\n${error.details.map((detail) => `  - ${detail}\n`).join('')}`);
  if (error.code === 'internal') process.stderr.write(`${error.cause instanceof Error ? (error.cause.stack ?? '') : String(error.cause)}\n`);
  process.exit(1);
}
