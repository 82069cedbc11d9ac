import type { FileRef } from '#core/protocol.ts';
import { useEffect, useState } from 'preact/hooks';
import type { FileWords } from './file-words.ts';
import { sizeText } from './file-words.ts';
import type { CallWithToken } from './connection.ts';
import { fetchFile } from './send-file.ts';

const PICTURES: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
/** Pictures of this page, by file id; they live as long as the page. */
const fetched = new Map<string, Promise<string>>();

function addressOf(id: string, call: CallWithToken): Promise<string> {
  const known = fetched.get(id);
  if (known) return known;
  const address = call((token) => fetchFile(id, token)).then((blob) => URL.createObjectURL(blob));
  address.catch(() => fetched.delete(id));
  fetched.set(id, address);
  return address;
}

/** Files of a message: pictures in small, names for others. */
export function FileList({ files, call, words }: { files: readonly FileRef[]; call: CallWithToken; words: FileWords }) {
  const [hasFailed, setHasFailed] = useState(false);
  const save = async ({ id, name }: FileRef): Promise<void> => {
    try {
      Object.assign(document.createElement('a'), { href: await addressOf(id, call), download: name }).click();
      setHasFailed(false);
    } catch {
      setHasFailed(true);
    }
  };
  return (
    <>
      {files.map((file) =>
        PICTURES.includes(file.type) ? (
          <Picture key={file.id} file={file} call={call} words={words} />
        ) : (
          <button key={file.id} type="button" class="file" aria-label={words.save(file.name, sizeText(file.size))} onClick={() => void save(file)}>
            <span class="name">{file.name}</span>
            <span class="size">{sizeText(file.size)}</span>
          </button>
        ),
      )}
      {hasFailed ? <p role="alert">{words.gone}</p> : null}
    </>
  );
}

function Picture({ file: { id, name }, call, words }: { file: FileRef; call: CallWithToken; words: FileWords }) {
  const [address, setAddress] = useState<string>();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => void addressOf(id, call).then(setAddress, () => setHasFailed(true)), [id]);
  if (hasFailed) return <p>{words.picture(name)}</p>;
  if (address === undefined) return <span class="picture" />;
  return (
    <a class="picture" href={address} target="_blank" rel="noreferrer" aria-label={words.open(name)}>
      <img src={address} alt={words.picture(name)} />
    </a>
  );
}
