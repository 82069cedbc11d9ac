import type { FileRef } from '#core/protocol.ts';
import { FileError, type SendFile } from './uploads.ts';

/** Sends a file by XMLHttpRequest: `fetch` does not tell how much has left. */
export const sendFile: SendFile = (file, token, onProgress, signal) =>
  new Promise<FileRef>((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (): void => reject(new FileError(request.status));
    request.open('POST', `/api/web/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
    request.addEventListener('load', () => {
      if (request.status !== 201) return fail();
      const ref: FileRef = JSON.parse(request.responseText);
      resolve(ref);
    });
    for (const end of ['error', 'abort', 'timeout']) request.addEventListener(end, fail);
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });

/** Fetches a file of the conversation. Throws `FileError`. */
export async function fetchFile(id: string, token: string): Promise<Blob> {
  const response = await fetch(`/api/web/files/${encodeURIComponent(id)}`, { headers: { authorization: `Bearer ${token}` }, credentials: 'omit' }).catch(() => undefined);
  if (!response?.ok) throw new FileError(response?.status ?? 0);
  return response.blob();
}
