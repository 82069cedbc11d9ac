import type { FileWords } from './file-words.ts';
import { sizeText } from './file-words.ts';
import type { Upload, Uploads } from './uploads.ts';

function stateOf({ name, progress, status, reason }: Upload, words: FileWords): string {
  switch (status) {
    case 'sending':
      return words.sending(name, Math.round(progress * 100));
    case 'waiting':
      return words.waiting;
    case 'ready':
      return words.ready;
    case 'failed':
      return words[reason ?? 'refused'];
  }
}

/** Files that are chosen for the next message. */
export function FileTray({ uploads, words, hadTooMany }: { uploads: Uploads; words: FileWords; hadTooMany: boolean }) {
  const list = uploads.list();
  const settled = list.filter(({ status }) => status !== 'sending').map((upload) => `${upload.name}: ${stateOf(upload, words)}`);
  return (
    <>
      {list.length > 0 ? (
        <ul class="tray" aria-label={words.tray}>
          {list.map((upload) => (
            <li key={upload.key} class={`is-${upload.status}`}>
              <span class="name" title={upload.name}>{upload.name}</span>
              {upload.status === 'sending' ? (
                <progress max={1} value={upload.progress} aria-label={stateOf(upload, words)} />
              ) : (
                <span class="state">{upload.status === 'ready' ? sizeText(upload.size) : stateOf(upload, words)}</span>
              )}
              {upload.status === 'waiting' || upload.reason === 'refused' ? (
                <button type="button" onClick={() => uploads.retry(upload.key)}>{words.retry}</button>
              ) : null}
              <button type="button" class="remove" aria-label={words.remove(upload.name)} title={words.remove(upload.name)} onClick={() => uploads.remove(upload.key)}>×</button>
            </li>
          ))}
        </ul>
      ) : null}
      {hadTooMany ? <p class="failed" role="alert">{words.tooMany}</p> : null}
      <p class="hidden" role="status">{settled.join('; ')}</p>
    </>
  );
}
