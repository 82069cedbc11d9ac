const LONGEST_NAME = 150;
const NAMELESS = 'file';

/**
 * What a file may be called here: the last part of a path, without control and direction-changing characters, brackets
 * of markup and leading dots, at most 150 UTF-16 units with its ending kept. A name of which nothing is left is `file`.
 */
export function cleanFileName(raw: string): string {
  const name = (raw.toWellFormed().split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    // Cc and Cf: also what turns "gpj.exe" into "exe.jpg" on a screen.
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>|:*?]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
  if (name === '') return NAMELESS;
  if (name.length <= LONGEST_NAME) return name;
  const ending = /\.[^.\s]{1,10}$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, LONGEST_NAME - 1 - ending.length).replace(/[\uD800-\uDBFF]$/, '')}…${ending}`;
}
