/** One import of a file. */
export type ImportedModule = { readonly specifier: string; readonly typeOnly: boolean };

const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|yield|await|else|do))\s*$/;

/**
 * The code of a file with comments, texts and regular expressions blanked out, line ends kept: what is left is what the
 * program says and not what it talks about. `keepTexts` blanks comments only. Tells a division from a regular
 * expression by what stands before it, as ECMA-262 §12.1 needs the grammar for; good enough for formatted code.
 */
export function blankOut(source: string, { keepTexts = false } = {}): string {
  let out = '';
  let at = 0;
  const templates: number[] = [];
  let depth = 0;
  const skip = (end: number, blank: boolean): void => {
    const part = source.slice(at, end);
    out += blank ? part.replaceAll(/[^\n]/g, ' ') : part;
    at = end;
  };
  const skipTemplate = (): void => {
    let end = at + 1;
    while (end < source.length && source[end] !== '`' && !source.startsWith('${', end)) end += source[end] === '\\' ? 2 : 1;
    const isHole = source.startsWith('${', end);
    skip(Math.min(end + (isHole ? 2 : 1), source.length), !keepTexts);
    if (isHole) {
      templates.push(depth);
      depth += 1;
    }
  };
  while (at < source.length) {
    const here = source[at] ?? '';
    if (source.startsWith('//', at)) skip(endOf(source, '\n', at), true);
    else if (source.startsWith('/*', at)) skip(Math.min(endOf(source, '*/', at + 2) + 2, source.length), true);
    else if (here === "'" || here === '"') skip(endOfText(source, at), !keepTexts);
    else if (here === '`') skipTemplate();
    else if (here === '}' && templates.at(-1) === depth - 1) {
      templates.pop();
      depth -= 1;
      skipTemplate();
    } else if (here === '/' && BEFORE_REGEX.test(out.slice(-40))) skip(endOfRegex(source, at), !keepTexts);
    else {
      if (here === '{') depth += 1;
      if (here === '}') depth -= 1;
      skip(at + 1, false);
    }
  }
  return out;
}

const STATEMENT = /^[ \t]*(?:import|export)\b(\s+type\b)?[^'"`;()]*?\bfrom\s*['"]([^'"\n]+)['"]/gm;
const BARE = /^[ \t]*import()\s*['"]([^'"\n]+)['"]/gm;
const CALL = /\b(?:import|require)()\s*\(\s*['"]([^'"\n]+)['"]/g;

/** Everything that a file imports or exports from elsewhere, types and `import()` too. */
export function importsOf(source: string): ImportedModule[] {
  const code = blankOut(source, { keepTexts: true });
  const bare = blankOut(source);
  return [STATEMENT, BARE, CALL].flatMap((pattern) =>
    [...code.matchAll(pattern)]
      // Where texts are blanked too, an import that is only talked about has gone.
      .filter(({ 0: statement, index }) => bare.slice(index, index + statement.length).trim() !== '')
      .map(([, type, specifier = '']) => ({ specifier, typeOnly: Boolean(type) })),
  );
}

function endOf(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  return found === -1 ? source.length : found;
}

function endOfText(source: string, from: number): number {
  const quote = source[from];
  for (let end = from + 1; end < source.length; end += 1) {
    if (source[end] === '\\') end += 1;
    else if (source[end] === quote) return end + 1;
    else if (source[end] === '\n') return end;
  }
  return source.length;
}

function endOfRegex(source: string, from: number): number {
  let isInClass = false;
  for (let end = from + 1; end < source.length; end += 1) {
    const here = source[end];
    if (here === '\\') end += 1;
    else if (here === '[') isInClass = true;
    else if (here === ']') isInClass = false;
    else if (here === '/' && !isInClass) return end + 1 + (/^[a-z]*/.exec(source.slice(end + 1))?.[0].length ?? 0);
    else if (here === '\n') return from + 1;
  }
  return source.length;
}
