import type { FileRef } from '#core/protocol.ts';
import { ApiError, errorOf } from './errors.ts';

/** Leaves a file with a conversation, for a message to carry, and tells how much of it is there, 0 to 1. Throws `ApiError`. */
export function leaveFile(conversationId: string, file: File, onSent: (share: number) => void, signal: AbortSignal): Promise<FileRef> {
  // `fetch` does not tell how much of a body is sent.
  const request = new XMLHttpRequest();
  request.open('POST', `/api/console/conversations/${encodeURIComponent(conversationId)}/files?${new URLSearchParams({ name: file.name })}`);
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  request.upload.addEventListener('progress', ({ loaded, total }) => onSent(total === 0 ? 1 : loaded / total));
  signal.addEventListener('abort', () => request.abort());
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new ApiError(0, 'unreachable', ''));
    for (const end of ['error', 'timeout', 'abort']) request.addEventListener(end, fail);
    request.addEventListener('load', () => {
      const response = new Response(request.responseText, { status: request.status });
      if (response.ok) response.json().then(resolve, fail);
      else errorOf(response).then(reject, fail);
    });
    request.send(file);
  });
}

/** Where a file of a conversation is. */
export function fileHref(conversationId: string, fileId: string): string {
  return `/api/console/conversations/${encodeURIComponent(conversationId)}/files/${encodeURIComponent(fileId)}`;
}
