import { outsideCode } from './clean-body.ts';
import { takeFrontMatter } from './front-matter.ts';
import { hides } from './hidden-styles.ts';
import type { RawResult } from './read-result.ts';

const firstHeading = /^\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|$)/;
const comment = /<!--([\s\S]*?)(?:-->|$)/g;
const element = /<([a-z][\w-]*)\b([^>]*)>([\s\S]*?)<\/\1\s*>/gi;

/** Markdown, with or without front matter: comments and hidden elements of embedded HTML are taken out. */
export function readMarkdown(text: string): RawResult {
  const taken = takeFrontMatter(text.replaceAll(/\r\n?/g, '\n'));
  if ('reason' in taken) return { documents: [], refusals: [taken] };
  const hidden: string[] = [];
  let deceit: string | undefined;
  const visible = outsideCode(taken.body, (part) =>
    part
      .replaceAll(comment, (_, words: string) => {
        hidden.push(words);
        return '';
      })
      .replaceAll(element, (whole, _name: string, attributes: string, inner: string) => {
        const how = hides(attributes);
        if (how === undefined) return whole;
        hidden.push(inner);
        if (how.isDeceit && inner.trim() !== '') deceit ??= how.words;
        return '';
      })
      // What is left of HTML shows nothing by itself; `<br>` ends a line.
      .replaceAll(/<br\s*\/?>/gi, '\n')
      .replaceAll(/<\/?[a-z][\w-]*(?:\s[^<>]*)?\/?>/gi, ''),
  );
  const heading = firstHeading.exec(visible);
  const title = taken.head.title ?? heading?.[1];
  const body = heading !== null && heading[1] === title ? visible.slice(heading[0].length) : visible;
  return { documents: [{ head: { ...taken.head, title }, body, hidden: hidden.join('\n'), ...(deceit === undefined ? {} : { deceit }) }], refusals: [] };
}
