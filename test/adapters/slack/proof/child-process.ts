import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Asked, Told } from './baton-child.ts';

/** Baton with Slack in a process of its own, so that it can be killed. */
export type BatonChild = {
  /** Opens it on its data; resolves to where it takes events, or `undefined` if it died before. */
  open(how: Omit<Extract<Asked, { kind: 'open' }>, 'kind'>): Promise<string | undefined>;
  /** A customer writes; `true` when that was accepted, `false` when it died before it said so. */
  say(address: string, id: string, text: string): Promise<boolean>;
  /** As a power cut would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/** Compiled once for all of them. */
const CACHE = path.join(tmpdir(), 'baton-compiled');

/** Loads the program and waits to be opened, so that the next one is ready when one has been killed. */
export function loadChild(): BatonChild {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'baton-child.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...process.env, NODE_COMPILE_CACHE: CACHE }, execArgv: ['--disable-warning=ExperimentalWarning'] });
  const exited = once(child, 'exit');
  const heard: Told[] = [];
  let look = (): void => undefined;
  child.on('message', (told: Told) => {
    heard.push(told);
    look();
  });
  const wait = async <T>(find: (told: Told) => T | undefined): Promise<T | undefined> => {
    const found = Promise.withResolvers<T | undefined>();
    look = () => {
      for (const told of heard) {
        const value = find(told);
        if (value !== undefined) found.resolve(value);
      }
    };
    look();
    return Promise.race([found.promise, exited.then(() => undefined)]);
  };
  const ask = (asked: Asked): void => void (child.connected && child.send(asked, () => undefined));
  return {
    async open(how) {
      await wait((told) => told.kind === 'loaded' || undefined);
      ask({ kind: 'open', ...how });
      return wait((told) => (told.kind === 'ready' ? told.eventsUrl : undefined));
    },
    async say(address, id, text) {
      ask({ kind: 'say', address, id, text });
      return (await wait((told) => (told.kind === 'accepted' && told.id === id) || undefined)) === true;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      ask({ kind: 'stop' });
      await exited;
    },
  };
}
