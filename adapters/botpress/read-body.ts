import { BatonError } from '#core/errors.ts';

/** The largest request that is taken, bytes. */
export const LARGEST_BODY = 256 * 1024;

/** The whole body in one piece, so that no character is torn where two packets meet. Throws `too_large`, as soon as there is more than `most` bytes. */
export async function readBody({ body }: Request, most = LARGEST_BODY): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > most) throw new BatonError('too_large', `The request has more than ${most} bytes.`);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** A body as text. Throws `invalid_input` for what is not UTF-8. */
export function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new BatonError('invalid_input', 'The request body is not valid UTF-8.', { cause });
  }
}

/** A body as JSON. Throws `invalid_input`. */
export function parseJson(body: Uint8Array): unknown {
  const text = decode(body);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new BatonError('invalid_input', 'The request body is not valid JSON.', { cause });
  }
}
