import type { Finding } from './finding.ts';

/** A text with the better wordings of its findings, each in its place; of two that touch each other the first one. Pure. */
export function mend(text: string, findings: readonly Finding[]): string {
  const betters = findings.flatMap(({ better }) => (better ? [better] : [])).toSorted((a, b) => a.from - b.from || a.to - b.to);
  let mended = '';
  let at = 0;
  for (const { from, to, text: words } of betters) {
    if (from < at) continue;
    mended += text.slice(at, from) + words;
    at = to;
  }
  return mended + text.slice(at);
}
