import { createHash, randomBytes } from 'node:crypto';

/** A new secret token, 256 bits, safe in addresses and headers. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: its SHA-256, so that a copy of the database opens nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
