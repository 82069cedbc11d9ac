import type { FileRef } from '#core/protocol.ts';
import type { CallWithToken } from './connection.ts';

/** A file that is chosen, and how far it has got. `waiting`: tried again by itself. `reason` of what is refused is a word of `FILE_WORDS`. */
export type Upload = {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  /** Part that has left, 0 to 1. */
  readonly progress: number;
  readonly status: 'sending' | 'waiting' | 'failed' | 'ready';
  readonly reason?: 'tooLarge' | 'empty' | 'refused';
  readonly ref?: FileRef;
};

/** Sends a file; throws `FileError`. `onProgress` is told the part that has left. */
export type SendFile = (file: File, token: string, onProgress: (part: number) => void, signal: AbortSignal) => Promise<FileRef>;

/** A file could not be sent: the server's status, or 0 when it could not be reached. */
export class FileError extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`The file was answered with ${status}.`);
    this.name = 'FileError';
    this.status = status;
  }
}

/** The largest file that the server takes, and how many go with a message. */
const LARGEST = 10 * 1024 * 1024;
const MOST = 5;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 30_000;

/** Files on their way. */
export type Uploads = {
  readonly list: () => readonly Upload[];
  /** Adds files as long as there is room; answers whether all had some. */
  add(files: readonly File[]): boolean;
  remove(key: number): void;
  retry(key: number): void;
  /** Takes out those that have arrived. */
  take(): readonly FileRef[];
  /** Tries at once what waits: the network is back. */
  wake(): void;
  close(): void;
};

/** Sends files side by side, again by itself where the network failed. `onChange` is called after every change. */
export function createUploads({ call, send, onChange }: { readonly call: CallWithToken; readonly send: SendFile; readonly onChange: () => void }): Uploads {
  let uploads: readonly Upload[] = [];
  let keys = 0;
  const running = new Map<number, { readonly file: File; stop: () => void; wake: () => void; attempt: number }>();
  const set = (key: number, change: Partial<Upload>): void => {
    uploads = uploads.map((upload) => (upload.key === key ? { ...upload, ...change } : upload));
    onChange();
  };
  const begin = (key: number): void => {
    const run = running.get(key);
    if (!run) return;
    const stopping = new AbortController();
    run.stop = () => stopping.abort();
    run.wake = () => undefined;
    set(key, { status: 'sending', progress: 0 });
    void call((token) => send(run.file, token, (progress) => set(key, { progress }), stopping.signal)).then((ref) => arrived(key, ref), (error: unknown) => stopping.signal.aborted || broke(key, error));
  };
  const arrived = (key: number, ref: FileRef): void => {
    running.delete(key);
    set(key, { status: 'ready', progress: 1, ref });
  };
  const broke = (key: number, error: unknown): void => {
    const run = running.get(key);
    if (!run) return;
    const status = error instanceof FileError ? error.status : 0;
    if (status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status)) return set(key, { status: 'failed', reason: status === 413 ? 'tooLarge' : 'refused' });
    const timer = setTimeout(() => begin(key), Math.min(FIRST_RETRY_MS * 2 ** run.attempt, LONGEST_RETRY_MS));
    run.attempt += 1;
    run.stop = () => clearTimeout(timer);
    run.wake = () => {
      clearTimeout(timer);
      begin(key);
    };
    set(key, { status: 'waiting' });
  };
  const drop = (key: number): void => {
    running.get(key)?.stop();
    running.delete(key);
  };
  return {
    list: () => uploads,
    add(files) {
      const fitting = files.slice(0, Math.max(0, MOST - uploads.length));
      for (const file of fitting) {
        const key = (keys += 1);
        const reason = file.size > LARGEST ? 'tooLarge' : file.size === 0 ? 'empty' : undefined;
        uploads = [...uploads, { key, name: file.name, size: file.size, progress: 0, status: reason ? 'failed' : 'sending', ...(reason ? { reason } : {}) }];
        if (!reason) {
          running.set(key, { file, stop: () => undefined, wake: () => undefined, attempt: 0 });
          begin(key);
        }
      }
      onChange();
      return fitting.length === files.length;
    },
    remove(key) {
      drop(key);
      uploads = uploads.filter((upload) => upload.key !== key);
      onChange();
    },
    retry: begin,
    take() {
      const refs = uploads.flatMap(({ ref }) => ref ?? []);
      uploads = uploads.filter(({ ref }) => ref === undefined);
      onChange();
      return refs;
    },
    wake: () => [...running.values()].forEach((run) => run.wake()),
    close: () => [...running.keys()].forEach(drop),
  };
}
