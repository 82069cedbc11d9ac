import { OWN_SOURCE } from '#core/document.ts';
import { walkSources } from './walk-sources.ts';
import type { FoundSources } from './walk-sources.ts';

/** What stands as the source of documents from an uploaded file. */
export function uploadName(name: string): string {
  return `${OWN_SOURCE}uploads/${name}`;
}

/** An uploaded file, kept in `file`, as the import takes it; of a list of web addresses the pages that it names. */
export async function uploadSources(name: string, file: string): Promise<Pick<FoundSources, 'sources' | 'refused'>> {
  const { sources, refused } = await walkSources([file]);
  const source = uploadName(name);
  return {
    sources: sources.map((found) => (found.kind === 'web' ? { ...found, listedIn: source } : { ...found, name: source, place: name })),
    refused: refused.map((each) => ({ ...each, source })),
  };
}
