import path from 'node:path';
import type { ImportSummary } from '#knowledge/import/import-types.ts';

/** Names of each kind that are shown before it is only counted. */
const SHOWN = 20;

/** What an import did, for people. */
export function describeImport(summary: ImportSummary, isDryRun: boolean): string {
  const { added, changed, unchanged, removed, refused, quarantined, seconds } = summary;
  const counts = [`${added.length} added`, `${changed.length} changed`, `${unchanged} unchanged`, `${removed.length} removed`, `${refused.length} refused`].join(', ');
  const lines = [
    ...section('Added', added.map(({ id, language, title }) => `${id} (${language})  ${title}`)),
    ...section('Changed', changed.map(({ id, language, title }) => `${id} (${language})  ${title}`)),
    ...section('Removed', removed.map(({ id, language }) => `${id} (${language})`)),
    ...section('Waiting for a look (quarantined)', quarantined.map(({ id, language, reason }) => `${id} (${language}): ${reason}`)),
    ...section('Refused', refused.map(({ source, message }) => `${shortSource(source)} ${message}`), Infinity),
  ];
  const next = quarantined.length > 0 ? 'Read what is quarantined, then: npm run -s baton -- documents publish ID, or remove ID.\n' : '';
  return `${lines.join('')}${isDryRun ? 'Nothing was written. It would be: ' : ''}${counts}, in ${seconds.toFixed(1)} s.\n${next}`;
}

function section(name: string, items: readonly string[], shown: number = SHOWN): string[] {
  if (items.length === 0) return [];
  const more = items.length > shown ? [`  … and ${items.length - shown} more\n`] : [];
  return [`${name}\n`, ...items.slice(0, shown).map((item) => `  ${item}\n`), ...more, '\n'];
}

/** A file's path from here when that is shorter. */
function shortSource(source: string): string {
  if (!path.isAbsolute(source)) return source;
  const relative = path.relative(process.cwd(), source);
  return relative.length < source.length ? relative : source;
}
