import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Baton as a process of its own, the way `npm start` runs it. */
export type ServedBaton = {
  readonly url: string;
  readonly signInLink: string | undefined;
  readonly process: ChildProcess;
  /** Memory that the process holds, MB (resident set). */
  residentMb(): Promise<number>;
  /** What the process has taken of processors, s. */
  processorSeconds(): Promise<number>;
  stop(): Promise<void>;
};

/** The flags with which `npm start` runs the server; with more than 2 MB for what has just been made it takes more memory and less time. */
export const serverFlags = (youngMb = 2): readonly string[] => [`--max-semi-space-size=${youngMb}`];

/** What `npm start` runs. */
const START = path.join(import.meta.dirname, '..', '..', '..', 'scripts', 'start.mjs');

/** Starts Baton with these variables and waits until it is ready; `main` is a program that starts it in another way. Throws when it ends before that. */
export async function serveBaton(variables: Readonly<Record<string, string>>, main = START, flags = serverFlags()): Promise<ServedBaton> {
  const child = spawn(process.execPath, [...flags, main], {
    env: { ...process.env, PORT: '0', SESSIONS_PER_MINUTE: '1000000', ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let signInLink: string | undefined;
  const url = await new Promise<string>((resolve, reject) => {
    let ready = '';
    createInterface({ input: child.stdout })
      .on('line', (line) => {
        signInLink ??= /http\S+#sign-in=\S+/.exec(line)?.[0];
        ready ||= /^Baton is ready: (\S+)/.exec(line)?.[1] ?? '';
        if (ready !== '' && (signInLink !== undefined || line.includes('sign in'))) resolve(ready);
      })
      .on('close', () => reject(new Error('Baton ended before it was ready.')));
  });
  const metric = async (name: string): Promise<number> => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return Number(metrics.split('\n').find((line) => line.startsWith(`${name} `))?.split(' ')[1] ?? Number.NaN);
  };
  return {
    url,
    signInLink,
    process: child,
    residentMb: async () => (await metric('baton_process_resident_memory_bytes')) / 2 ** 20,
    processorSeconds: () => metric('baton_process_cpu_seconds_total'),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
