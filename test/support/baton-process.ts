import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PROJECT } from './project-files.ts';

/** Baton as `npm start` runs it, as a process of its own. */
export type BatonProcess = {
  /** Such as `http://127.0.0.1:40000`. */
  readonly url: string;
  /** Ends it as a power cut would: nothing is finished, nothing is said. */
  kill(): Promise<void>;
  /** Asks it to stop, and resolves to its exit code. */
  stop(): Promise<number | null>;
};

/** Starts Baton on a data folder and any free port; resolves when it serves. Rejects with what it said when it does not. */
export async function startBaton(dataDir: string): Promise<BatonProcess> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: PROJECT,
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', DEMO: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  let said = '';
  const ready = Promise.withResolvers<string>();
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const port = /Baton is ready: http:\/\/localhost:(\d+)/.exec(said)?.[1];
    if (port !== undefined) ready.resolve(`http://127.0.0.1:${port}`);
  });
  void exited.then(() => ready.reject(new Error(`Baton ended before it was ready: ${said}`)));
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    const [code] = await exited;
    return code;
  };
  return {
    url: await ready.promise,
    async kill() {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}
