import { BatonError } from '../errors.ts';
import type { FileRef } from '../message.ts';
import { MAX_FILE_BYTES } from '../ports/file-store.ts';
import { isPicture } from './file-type.ts';

const MB = 1024 * 1024;

/** The bytes of a request's body. Throws `too_large` as soon as there are more than a file may have, and `invalid_input` for none. */
export async function readFileBody(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_FILE_BYTES) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.byteLength;
    if (size > MAX_FILE_BYTES) throw tooLarge();
    pieces.push(piece);
  }
  if (size === 0) throw new BatonError('invalid_input', '这个文件是空的。 · This file is empty.');
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}

/**
 * A file as an answer that is safe on our own address: nothing in it runs, and only pictures are shown in place. The name
 * is encoded as RFC 6266 and RFC 8187 say.
 */
export function fileAnswer({ ref, bytes }: { readonly ref: FileRef; readonly bytes: Uint8Array }): Response {
  const plain = ref.name.replaceAll(/[^\x20-\x7E]|["\\%]/g, '_');
  const encoded = encodeURIComponent(ref.name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': ref.type,
      'Content-Length': String(bytes.byteLength),
      'Content-Disposition': `${isPicture(ref.type) ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      // What may be seen can be taken back: browsers ask each time.
      'Cache-Control': 'private, no-cache',
    },
  });
}

function tooLarge(): BatonError {
  return new BatonError('too_large', `文件太大，最多 ${MAX_FILE_BYTES / MB} MB。 · The file is too large; the limit is ${MAX_FILE_BYTES / MB} MB.`);
}
