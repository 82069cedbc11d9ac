import { useRef } from 'preact/hooks';
import { sayError } from './errors.ts';
import { FILE_WORDS, saySize } from './file-words.ts';
import type { Attached, AttachedFile } from './use-attached.ts';
import { useWords } from './use-words.tsx';

/** The button that opens the browser's choice of files. */
export function AttachButton({ attached }: { attached: Attached }) {
  const { language } = useWords();
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          attached.add([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <button type="button" class="button quiet" onClick={() => field.current?.click()}>{FILE_WORDS[language].attach}</button>
    </>
  );
}

/** Files that go with the next message. */
export function AttachedList({ attached }: { attached: Attached }) {
  const { language } = useWords();
  const words = FILE_WORDS[language];
  const say = ({ problem }: AttachedFile): string => (problem === 'tooLarge' || problem === 'empty' ? words[problem] : sayError(problem, language));
  if (attached.files.length === 0 && !attached.hadTooMany) return null;
  return (
    <>
      <ul class="attached" aria-label={words.toSend}>
        {attached.files.map((item) => (
          <li key={item.key}>
            <span class="attached-name" title={item.file.name}>{item.file.name}</span>
            {item.problem !== undefined ? (
              <span class="problem" role="alert">{say(item)}</span>
            ) : item.ref ? (
              <span class="muted">{saySize(item.ref.size)}</span>
            ) : (
              <progress max={1} value={item.share} aria-label={words.sending(item.file.name, Math.round(item.share * 100))} />
            )}
            {item.problem !== undefined && typeof item.problem !== 'string' && <button type="button" class="link" onClick={() => attached.retry(item.key)}>{words.again}</button>}
            <button type="button" class="button quiet small" aria-label={words.remove(item.file.name)} title={words.remove(item.file.name)} onClick={() => attached.remove(item.key)}>×</button>
          </li>
        ))}
      </ul>
      {attached.hadTooMany && <p class="problem" role="alert">{words.tooMany}</p>}
    </>
  );
}
