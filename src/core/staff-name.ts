import { BatonError } from './errors.ts';

/** A name of a colleague as it is kept. Throws `invalid_input` for an empty or very long one. */
export function cleanStaffName(name: string): string {
  const clean = name.toWellFormed().replaceAll(/\p{Cc}/gu, '').trim();
  if (clean === '' || clean.length > 60) throw new BatonError('invalid_input', '姓名请用 1 到 60 个字符。 · A name has 1 to 60 characters.');
  return clean;
}
