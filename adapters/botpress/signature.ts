import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { BatonError } from '#core/errors.ts';

/** A request is taken for so long before and after the time that it carries, ms; what comes again within it is known by its id. */
const WINDOW_MS = 5 * 60_000;

/** Are these the same, without telling by the time it takes where they differ? An empty one is never right. */
export function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected)) && expected !== '';
}

/** The signature of a request of the forwarding bot: HMAC-SHA256 over `timestamp.body`, in hex. `timestamp` in Unix seconds. */
export function sign(secret: string, timestamp: string, body: Uint8Array): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
}

/** What stands in addresses that Botpress itself calls, since it does not sign; made from the secret, which it does not tell. */
export function pathKey(secret: string): string {
  return createHmac('sha256', secret).update('path').digest('hex').slice(0, 40);
}

/** Throws `unauthorized` unless the request was signed with the secret within the last minutes. */
export function requireSigned({ headers }: Request, body: Uint8Array, secret: string, now: number): void {
  const timestamp = headers.get('x-baton-timestamp') ?? '';
  const isInTime = /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp) * 1000) <= WINDOW_MS;
  const isRight = isSame(headers.get('x-baton-signature') ?? '', sign(secret, timestamp, body));
  if (secret === '' || !isInTime || !isRight) throw new BatonError('unauthorized', 'The request is not signed with the shared secret, or too old.');
}
