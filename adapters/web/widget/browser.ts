import type { Exclusive } from './session.ts';

/** A random id (UUID version 4). Pages without https have no `randomUUID`; theirs is made from random bytes. */
export function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Runs a step alone among this browser's tabs, where the browser has locks and grants them to frames of other sites. */
export const exclusive: Exclusive = async <T>(step: () => Promise<T>): Promise<T> => {
  let running: Promise<T> | undefined;
  const once = (): Promise<T> => (running ??= step());
  try {
    await navigator.locks.request('baton.session', once);
  } catch {
    // No lock to be had, or the step itself failed: either way its own outcome is what counts.
  }
  return once();
};
