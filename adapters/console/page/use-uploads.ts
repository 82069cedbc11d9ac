import { useEffect, useRef, useState } from 'preact/hooks';
import type { UploadView } from '#core/protocol.ts';
import { type Sending, sendFile, type UploadChoices } from './send-file.ts';

/** A file on its way, in the order in which they were given. */
export type UploadItem = {
  readonly key: number;
  readonly name: string;
  readonly state:
    | { readonly kind: 'waits' }
    | { readonly kind: 'sends'; readonly share: number }
    | { readonly kind: 'reads' }
    | { readonly kind: 'done'; readonly view: UploadView }
    | { readonly kind: 'failed'; readonly problem: unknown };
};

type Waiting = { readonly key: number; readonly file: File; readonly choices: UploadChoices };

/** Sends files one after the other; those above `largest` bytes are refused here. `onTaken` is called after each. */
export function useUploads(largest: number, onTaken: () => void) {
  const [items, setItems] = useState<readonly UploadItem[]>([]);
  const waiting = useRef<Waiting[]>([]);
  const current = useRef<Sending | undefined>(undefined);
  const nextKey = useRef(0);
  const isStopped = useRef(false);
  const set = (key: number, state: UploadItem['state']) => setItems((now) => now.map((item) => (item.key === key ? { ...item, state } : item)));

  const work = async () => {
    if (current.current !== undefined) return;
    for (let next = waiting.current.shift(); next; next = waiting.current.shift()) {
      const { key, file, choices } = next;
      if (file.size > largest) {
        set(key, { kind: 'done', view: { added: 0, changed: 0, unchanged: 0, quarantined: 0, refused: [{ reason: 'too-large', message: '' }] } });
        continue;
      }
      current.current = sendFile(file, choices, (share) => set(key, share < 1 ? { kind: 'sends', share } : { kind: 'reads' }));
      try {
        set(key, { kind: 'done', view: await current.current.done });
        onTaken();
      } catch (problem) {
        set(key, { kind: 'failed', problem: isStopped.current ? undefined : problem });
      } finally {
        current.current = undefined;
      }
    }
  };
  const stop = () => {
    for (const { key } of waiting.current.splice(0)) set(key, { kind: 'failed', problem: undefined });
    isStopped.current = true;
    current.current?.stop();
  };
  useEffect(() => stop, []);
  const isBusy = items.some(({ state }) => ['waits', 'sends', 'reads'].includes(state.kind));
  return {
    items,
    isBusy,
    stop,
    add(files: readonly File[], choices: UploadChoices) {
      const added = files.map((file) => ({ key: nextKey.current++, file, choices }));
      isStopped.current = false;
      waiting.current.push(...added);
      setItems((now) => [...now, ...added.map(({ key, file }): UploadItem => ({ key, name: file.name, state: { kind: 'waits' } }))]);
      void work();
    },
  };
}
