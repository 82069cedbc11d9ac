import { render } from 'preact';
import { FileList } from './file-list.tsx';
import { FileTray } from './file-tray.tsx';
import { FILE_WORDS } from './file-words.ts';
import type { FilesModule } from './files-slot.tsx';
import { sendFile } from './send-file.ts';
import { createUploads } from './uploads.ts';

/** Draws files of a message into an element of the page. */
export const drawFiles: FilesModule['drawFiles'] = (place, files, call, language) => {
  render(files ? <FileList files={files} call={call} words={FILE_WORDS[language]} /> : null, place);
};

/** Opens the tray above the composer's field. */
export const openTray: FilesModule['openTray'] = (place, call, first, onChange) => {
  let language = first;
  let hadTooMany = false;
  const draw = (): void => render(<FileTray uploads={uploads} words={FILE_WORDS[language]} hadTooMany={hadTooMany} />, place);
  const uploads = createUploads({
    call,
    send: sendFile,
    onChange() {
      draw();
      const count = (...statuses: readonly string[]): number => uploads.list().filter(({ status }) => statuses.includes(status)).length;
      onChange({ ready: count('ready'), pending: count('sending', 'waiting'), failed: count('failed') });
    },
  });
  addEventListener('online', uploads.wake);
  return {
    add(files) {
      hadTooMany = !uploads.add(files);
      draw();
    },
    speak(next) {
      language = next;
      draw();
    },
    take: () => uploads.take(),
    close() {
      removeEventListener('online', uploads.wake);
      uploads.close();
      render(null, place);
    },
  };
};
