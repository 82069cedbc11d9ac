import type { UploadView } from '#core/protocol.ts';
import { ApiError, errorOf } from './errors.ts';

/** How files are taken in. */
export type UploadChoices = {
  readonly audience: 'customer' | 'staff';
  /** By the words when left out. */
  readonly language: 'zh' | 'en' | undefined;
  /** Id of the product they are about; all when left out. */
  readonly product: string | undefined;
  /** First day on which they hold, `2027-05-31`. */
  readonly validFrom: string | undefined;
  /** Day on which somebody should read them again. */
  readonly review: string | undefined;
  readonly isDraft: boolean;
};

/** A file that is being sent; `stop` breaks it off, and `done` then rejects. */
export type Sending = { readonly done: Promise<UploadView>; readonly stop: () => void };

/** A server that has said nothing for so long will not any more, ms. */
const PATIENCE_MS = 5 * 60_000;

/** Sends a file and tells how much of it is there, 0 to 1. `done` throws `ApiError`. */
export function sendFile(file: File, { audience, isDraft, ...stated }: UploadChoices, onSent: (share: number) => void): Sending {
  const query = new URLSearchParams({ name: file.name, audience, ...(isDraft ? { state: 'draft' } : {}) });
  for (const [name, value] of Object.entries(stated)) if (value !== undefined) query.set(name, value);
  // `fetch` does not tell how much of a body is sent.
  const request = new XMLHttpRequest();
  request.open('POST', `/api/console/documents?${query}`);
  request.timeout = PATIENCE_MS;
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  request.upload.addEventListener('progress', ({ loaded, total }) => onSent(total === 0 ? 1 : loaded / total));
  request.upload.addEventListener('load', () => onSent(1));
  const done = new Promise<UploadView>((resolve, reject) => {
    const fail = (): void => reject(new ApiError(0, 'unreachable', ''));
    for (const end of ['error', 'timeout', 'abort']) request.addEventListener(end, fail);
    request.addEventListener('load', () => {
      const response = new Response(request.responseText, { status: request.status });
      if (response.ok) response.json().then(resolve, fail);
      else errorOf(response).then(reject, fail);
    });
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
