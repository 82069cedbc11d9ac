import { BatonError } from '#core/errors.ts';

/** The largest request that is taken, bytes. */
export const LARGEST_BODY = 256 * 1024;

/** The whole body in one piece, so that no character is torn where two packets meet. Throws `too_large`. */
export async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const body = new Uint8Array(await request.arrayBuffer());
  if (body.byteLength > LARGEST_BODY) throw new BatonError('too_large', `The request has ${body.byteLength} bytes; the limit is ${LARGEST_BODY}.`);
  return body;
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
