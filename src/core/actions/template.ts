/** Longest value that is put into a text, UTF-16 units. */
const LONGEST = 300;
const BLANK = /\{([A-Za-z][\w.]*)\}/g;
const VARIABLE = /\$\{([A-Za-z_]\w*)\}/g;

/** Names of variables that files may use: content can never reach another secret of the process. */
export const VARIABLE_NAME = /^ACTION_[A-Z0-9_]+$/;

/** What the blanks of a text ask for, such as `order` and `answer.parcel.carrier`; `${VARIABLES}` are not among them. */
export function blanksOf(text: string): string[] {
  return [...text.replace(VARIABLE, '').matchAll(BLANK)].map(([, name = '']) => name);
}

/** The variables that a text names. */
export function variablesOf(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map(([, name = '']) => name);
}

/** A text with its variables and then its blanks filled; `undefined` when one has no value. `write` puts a value into its form. */
export function fillIn(text: string, value: (name: string) => unknown, write: (value: string) => string = (words) => words): string | undefined {
  let isWhole = true;
  const filled = text.replace(/\$?\{([A-Za-z_][\w.]*)\}/g, (whole, name: string) => {
    const found = value(whole.startsWith('$') ? `$${name}` : name);
    if (typeof found !== 'string' && typeof found !== 'number' && typeof found !== 'boolean') {
      isWhole = false;
      return '';
    }
    return whole.startsWith('$') ? String(found) : write(String(found));
  });
  return isWhole ? filled : undefined;
}

/** A value as it may stand inside a sentence: on one line, without control characters, not endless. */
export function inline(value: string): string {
  const line = value.toWellFormed().replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line;
}
