/** Signs that no reader sees: formats, marks of direction, selectors, tags, joiners, controls other than line end and tab. */
const UNSEEN = /[\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]|[^\P{Cc}\n\t]/gu;

/** A text as a reader sees it: whole characters, without signs that cannot be seen and without HTML comments. */
export function visibleText(text: string): string {
  return text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(/<!--[^]*?(?:-->|$)/g, '').replaceAll(UNSEEN, '');
}

/**
 * A text for comparing: visible, in NFKC (full width becomes half width), lower case, with the digits of all scripts as 0 to 9
 * and one kind of dash and of quotation mark.
 */
export function fold(text: string): string {
  return visibleText(text)
    .replaceAll(/[\u2160-\u216B\u2170-\u217B]/g, (roman) => ` ${(((roman.codePointAt(0) ?? 0) - 0x2160) % 16) + 1} `)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/(?![0-9])\p{Nd}/gu, digitOf)
    .replaceAll(/[\u2010-\u2015\u2212\u301C\uFE58\uFF5E~∼]/g, '-')
    .replaceAll(/[’‘`´]/g, "'");
}

/** The value of a digit in any script: the digits of a script follow each other from its zero. */
function digitOf(sign: string): string {
  const at = sign.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 10 && /\p{Nd}/u.test(String.fromCodePoint(at - value - 1))) value += 1;
  return String(value % 10);
}
