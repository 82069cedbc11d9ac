import type { FileRef, Language } from '#core/protocol.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallWithToken } from './connection.ts';
import { load } from './load-part.ts';
import { useLanguage, useWording } from './wording.ts';

/** How many chosen files are there, on their way, and not taken. */
export type TrayState = { readonly ready: number; readonly pending: number; readonly failed: number };

/** Files that were chosen for the next message; they are sent at once and shown above the field. */
export type Tray = {
  add(files: readonly File[]): void;
  /** Draws it in this language. */
  speak(language: Language): void;
  /** Files that have arrived; they leave the tray. */
  take(): readonly FileRef[];
  /** Breaks everything off. */
  close(): void;
};

/** The bundle for files, as `scripts/build-pages.mjs` makes it of `file-parts.tsx`; loaded when there is a file. */
export type FilesModule = {
  readonly openTray: (place: Element, call: CallWithToken, language: Language, onChange: (state: TrayState) => void) => Tray;
  /** Draws files of a message; without files everything goes away. */
  readonly drawFiles: (place: Element, files: readonly FileRef[] | undefined, call: CallWithToken, language: Language) => void;
};

/** The bundle for files. */
export const loadFiles = (): Promise<FilesModule> => load<FilesModule>('widget-files');

/** Files of a message; their names stand there until the rest is loaded. */
export function FilesSlot({ files, call }: { files: readonly FileRef[]; call: CallWithToken }) {
  const language = useLanguage();
  const words = useWording();
  const place = useRef<HTMLDivElement>(null);
  const [part, setPart] = useState<FilesModule>();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => void loadFiles().then(setPart, () => setHasFailed(true)), []);
  useEffect(() => {
    if (part && place.current) part.drawFiles(place.current, files, call, language);
  });
  useEffect(() => {
    const drawn = place.current;
    return () => {
      if (part && drawn) part.drawFiles(drawn, undefined, call, 'zh');
    };
  }, [part]);
  return (
    <>
      <div class="files" ref={place} />
      {part ? null : <p>{hasFailed ? words.requestFailed : files.map(({ name }) => name).join(', ')}</p>}
    </>
  );
}
