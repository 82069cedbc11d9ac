import { useEffect, useRef, useState } from 'preact/hooks';
import type { FileRef } from '#core/protocol.ts';
import { leaveFile } from './leave-file.ts';

const LARGEST = 10 * 1024 * 1024;
const MOST = 5;

/** A file that is chosen for the next message. */
export type AttachedFile = {
  readonly key: number;
  readonly file: File;
  readonly share: number;
  readonly ref?: FileRef;
  /** `tooLarge`, `empty`, or what the server answered. */
  readonly problem?: unknown;
};

/** Files for the next message of a conversation. */
export type Attached = {
  readonly files: readonly AttachedFile[];
  readonly isSending: boolean;
  readonly hadTooMany: boolean;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (key: number) => void;
  readonly retry: (key: number) => void;
  /** Those that are there; they leave the list. */
  readonly take: () => readonly FileRef[];
};

/** Sends chosen files at once, side by side; what is not taken goes with the page. */
export function useAttached(conversationId: string): Attached {
  const [files, setFiles] = useState<readonly AttachedFile[]>([]);
  const [hadTooMany, setHadTooMany] = useState(false);
  const keys = useRef(0);
  const stops = useRef(new Map<number, AbortController>());
  const set = (key: number, change: Partial<AttachedFile>) => setFiles((now) => now.map((item) => (item.key === key ? { ...item, ...change } : item)));
  const send = ({ key, file }: Pick<AttachedFile, 'key' | 'file'>) => {
    const stop = new AbortController();
    stops.current.set(key, stop);
    leaveFile(conversationId, file, (share) => set(key, { share }), stop.signal).then(
      (ref) => set(key, { ref, share: 1 }),
      (problem: unknown) => !stop.signal.aborted && set(key, { problem }),
    );
  };
  useEffect(() => () => stops.current.forEach((stop) => stop.abort()), []);
  return {
    files,
    hadTooMany,
    isSending: files.some(({ ref, problem }) => ref === undefined && problem === undefined),
    add: (given) => {
      const fitting = given.slice(0, Math.max(0, MOST - files.length));
      setHadTooMany(fitting.length < given.length);
      const added = fitting.map((file): AttachedFile => {
        const problem = file.size > LARGEST ? 'tooLarge' : file.size === 0 ? 'empty' : undefined;
        keys.current += 1;
        return { key: keys.current, file, share: 0, ...(problem ? { problem } : {}) };
      });
      setFiles([...files, ...added]);
      for (const item of added) if (item.problem === undefined) send(item);
    },
    remove: (key) => {
      stops.current.get(key)?.abort();
      setHadTooMany(false);
      setFiles(files.filter((item) => item.key !== key));
    },
    retry: (key) => {
      const again = files.find((item) => item.key === key);
      if (!again) return;
      setFiles(files.map((item) => (item.key === key ? { key, file: item.file, share: 0 } : item)));
      send(again);
    },
    take: () => {
      const refs = files.flatMap(({ ref }) => ref ?? []);
      setFiles(files.filter(({ ref }) => ref === undefined));
      return refs;
    },
  };
}
