import type { FileRef } from '#core/protocol.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallWithToken } from './connection.ts';
import { loadFiles } from './files-slot.tsx';
import type { Tray, TrayState } from './files-slot.tsx';
import { AttachIcon } from './icons.tsx';
import { useLanguage, useWording } from './wording.ts';

const EMPTY: TrayState = { ready: 0, pending: 0, failed: 0 };

/** Files for the next message, as the composer uses them. */
export type Attached = TrayState & {
  readonly add: (files: FileList | null | undefined) => boolean;
  readonly take: () => readonly FileRef[];
  readonly place: { readonly current: HTMLDivElement | null };
  readonly hasFailed: boolean;
};

/** Takes files by button, paste and drop; what deals with them is loaded with the first one. */
export function useAttached(call: CallWithToken): Attached {
  const language = useLanguage();
  const [state, setState] = useState(EMPTY);
  const [hasFailed, setHasFailed] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const tray = useRef<Promise<Tray> | undefined>(undefined);
  const opened = useRef<Tray | undefined>(undefined);
  const add: Attached['add'] = (list) => {
    // A list of the browser empties itself when its field does.
    const files = Array.from(list ?? []);
    if (files.length === 0) return false;
    setHasFailed(false);
    tray.current ??= loadFiles().then(({ openTray }) => {
      if (!place.current) throw new Error('The panel is gone.');
      return (opened.current = openTray(place.current, call, language, setState));
    });
    tray.current.then((here) => here.add(files)).catch(() => {
      tray.current = undefined;
      setHasFailed(true);
    });
    return true;
  };
  useEffect(() => opened.current?.speak(language), [language]);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      if (add(event.dataTransfer?.files)) event.preventDefault();
    };
    document.addEventListener('dragover', over);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('drop', drop);
    };
  });
  useEffect(() => () => opened.current?.close(), []);
  return { ...state, add, take: () => opened.current?.take() ?? [], place, hasFailed };
}

/** The button that opens the browser's choice of files. */
export function AttachButton({ attached }: { attached: Attached }) {
  const words = useWording();
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          attached.add(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      <button type="button" class="attach" aria-label={words.attach} title={words.attach} onClick={() => field.current?.click()}>
        <AttachIcon />
      </button>
    </>
  );
}
