import { Converter } from 'opencc-js/t2cn';

/** Longest text that is read whole, in UTF-16 code units; of longer ones the beginning and the end are read. */
export const LONGEST_READ = 4_000;

type Convert = (text: string) => string;
let convert: Convert | undefined;

/** Traditional characters as simplified ones (OpenCC, Taiwan to mainland); everything else stays. */
export function simplify(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return text;
  const made: Convert = convert ?? Converter({ from: 'tw', to: 'cn' });
  convert = made;
  // The converter takes 么 of "什么" and "在么" for the rare 幺.
  return made(text).replaceAll('幺', '么');
}

/**
 * The form in which texts are compared: well-formed Unicode, NFKC (full width to half width), lower case, simplified
 * characters, control and format characters as spaces, runs of white space as one space. Texts over `LONGEST_READ` keep
 * their beginning and their end. Never throws.
 */
export function foldText(text: string): string {
  const tail = LONGEST_READ / 4;
  const cut = text.length <= LONGEST_READ ? text : `${text.slice(0, LONGEST_READ - tail)} ${text.slice(-tail)}`;
  const plain = cut
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}|\p{Variation_Selector}/gu, '')
    .replace(/[\p{Cc}\s\ufffd]+/gu, ' ')
    .replace(/[’‘`´]/g, "'");
  return simplify(plain).slice(0, LONGEST_READ * 2);
}

/**
 * Full-width letters, digits and signs as half-width ones and everything in lower case, one code unit for one code
 * unit, so that offsets stay those of the text.
 */
export function foldInPlace(text: string): string {
  const narrow = text.replace(/[\uff01-\uff5e\u3000]/g, (sign) =>
    sign === '\u3000' ? ' ' : String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
  );
  const lower = narrow.toLowerCase();
  return lower.length === text.length ? lower : narrow.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
