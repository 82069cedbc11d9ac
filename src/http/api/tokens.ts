import { createHash, randomBytes } from 'node:crypto';

/** A new token of the HTTP API: 256 bits behind a mark by which scanners of leaked secrets know it. */
export function newApiToken(): string {
  return `baton_${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a token: its SHA-256, so that a copy of the database opens nothing. */
export function hashApiToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
