import type { Audience } from '#core/article.ts';
import type { DocumentHead } from '#core/document.ts';
import type { Language } from '#core/language.ts';
import { fingerprint } from './document-id.ts';
import type { Refusal } from './read-result.ts';

/** Which document has which id: every id and language once, and one audience for each id. */
export type IdBook = {
  /** Takes an id that a document states for itself; a refusal when another has it. */
  claim(id: string, language: Language, audience: Audience, source: string): Refusal | undefined;
  /** Takes an id that was made up for a document, with a fingerprint added where another has it; answers the id. */
  choose(id: string, language: Language, audience: Audience, source: string): string;
};

/** A book that knows the stored documents and the ids taken elsewhere. What `isGone` holds of a source gives its ids up. */
export function openIdBook(stored: readonly DocumentHead[], taken: readonly string[], isGone: (source: string) => boolean): IdBook {
  const articles = new Set(taken);
  const owners = new Map<string, string>();
  const audiences = new Map<string, { audience: Audience; source: string }>();
  const write = (id: string, language: Language, audience: Audience, source: string): void => {
    owners.set(`${id}/${language}`, source);
    audiences.set(id, { audience, source });
  };
  for (const { id, language, audience, source } of stored) if (!isGone(source)) write(id, language, audience, source);
  const fault = (id: string, language: Language, audience: Audience, source: string): Refusal | undefined => {
    if (articles.has(id)) return duplicate(`the id ${id}, which an article of your own has`);
    const owner = owners.get(`${id}/${language}`);
    if (owner !== undefined && owner !== source) return duplicate(`the id ${id} (${language}), which ${owner} has`);
    const kin = audiences.get(id);
    if (kin && kin.audience !== audience && kin.source !== source) return duplicate(`the id ${id} for ${audience}, but ${kin.source} has it for ${kin.audience}`);
    return undefined;
  };
  return {
    claim(id, language, audience, source) {
      const found = fault(id, language, audience, source);
      if (!found) write(id, language, audience, source);
      return found;
    },
    choose(id, language, audience, source) {
      const free = fault(id, language, audience, source) ? `${id}-${fingerprint(source)}` : id;
      write(free, language, audience, source);
      return free;
    },
  };
}

function duplicate(what: string): Refusal {
  return { reason: 'duplicate-id', message: `states ${what}; give one of them another id` };
}
