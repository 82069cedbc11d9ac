import type { FileRef } from '#core/protocol.ts';
import { FILE_WORDS, saySize } from './file-words.ts';
import { fileHref } from './leave-file.ts';
import { useWords } from './use-words.tsx';

const PICTURES: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Files of a message: pictures in small, names for others. */
export function MessageFiles({ conversationId, files }: { conversationId: string; files: readonly FileRef[] }) {
  const { language } = useWords();
  const words = FILE_WORDS[language];
  return (
    <ul class="message-files">
      {files.map(({ id, name, type, size }) => (
        <li key={id}>
          {PICTURES.includes(type) ? (
            <a class="message-picture" href={fileHref(conversationId, id)} target="_blank" rel="noreferrer" aria-label={words.open(name)}>
              <img src={fileHref(conversationId, id)} alt={words.picture(name)} loading="lazy" />
            </a>
          ) : (
            <a class="message-file" href={fileHref(conversationId, id)} download={name} aria-label={words.save(name)}>
              <span class="attached-name">{name}</span> <span class="muted">{saySize(size)}</span>
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
