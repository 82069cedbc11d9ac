import { BatonError } from '../errors.ts';
import type { ContactWay } from '../protocol.ts';

const LONGEST = 200;

/**
 * A number or address as it is stored, without blanks and other signs. Throws `invalid_input`, with an example, for one that
 * cannot be called or written to: telephone numbers have 7 to 15 digits (ITU-T E.164), 11 where they begin as mobile ones in
 * China do.
 */
export function cleanContact(way: ContactWay, given: string): string {
  const said = given.normalize('NFKC').trim();
  if (way === 'chat') return '';
  if (way === 'email') {
    if (said.length > LONGEST || !/^[^\s@\p{C}<>()[\]"\\,;:?&]+@[^\s@.\p{C}<>"?&/]+(?:\.[^\s@.\p{C}<>"?&/]+)+$/u.test(said)) throw new BatonError('invalid_input', '这个邮箱地址好像不完整，请检查一下，比如 name@example.com。 · That e-mail address seems incomplete. Please check it, such as name@example.com.');
    return said;
  }
  const digits = said.replaceAll(/[\s().-]/g, '');
  const isMobile = /^(?:\+?86)?1[3-9]/.test(digits);
  const isRight = /^\+?\d{7,15}$/.test(digits) && (!isMobile || /^(?:\+?86)?1[3-9]\d{9}$/.test(digits) || !/^(?:\+?86|1)/.test(digits));
  if (!isRight) throw new BatonError('invalid_input', '这个号码好像打不通，请检查一下，比如 13800138000 或 021-65432100。 · That number does not look right. Please check it, such as 13800138000 or +44 20 7946 0018.');
  return digits;
}
