/** Signs that no reader sees: formats, marks of direction, selectors, tags, joiners, controls other than line end and tab. */
const UNSEEN = /[\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]|[^\P{Cc}\n\t]/gu;

/** A text as a reader sees it: whole characters, without signs that cannot be seen and without HTML comments. */
export function visibleText(text: string): string {
  return text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(/<!--[^]*?(?:-->|$)/g, '').replaceAll(UNSEEN, '');
}

/** A text for comparing: visible, in NFKC (full width becomes half width), lower case, with one kind of dash and of quotation mark. */
export function fold(text: string): string {
  return visibleText(text)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u2010-\u2015\u2212\u301C\uFE58\uFF5E~∼]/g, '-')
    .replaceAll(/[’‘`´]/g, "'");
}
