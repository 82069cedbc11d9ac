import type { Language, SessionOpened } from '#core/protocol.ts';
import { ApiError } from './api.ts';
import type { Api } from './api.ts';
import { readJson } from './storage.ts';
import type { KeyValueStore } from './storage.ts';

const KEY = 'baton.tokens';

/** Who the visitor is to this browser: the `sub` of the identity, or empty for a visitor nobody has named. */
export function subjectOf(identity: string | undefined): string {
  try {
    const payload = identity?.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof claims === 'object' && claims !== null && 'sub' in claims && typeof claims.sub === 'string' ? claims.sub : '';
  } catch {
    return '';
  }
}

/** Session tokens of this browser, one for each visitor, so that nobody goes on with another person's conversation. */
export type Tokens = {
  readonly get: (subject: string) => string | undefined;
  readonly keep: (subject: string, token: string) => void;
  /** Forgets everybody: the visitor signed out. */
  readonly forget: () => void;
};

/** The tokens kept in a store. */
export function createTokens(store: KeyValueStore): Tokens {
  const read = (): Map<string, string> => {
    const saved = readJson(store, KEY);
    return new Map(Object.entries(typeof saved === 'object' && saved !== null ? saved : {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  };
  return {
    get: (subject) => read().get(subject),
    keep: (subject, token) => store.setItem(KEY, JSON.stringify(Object.fromEntries(read().set(subject, token)))),
    forget: () => store.removeItem(KEY),
  };
}

/** Runs a step while no other tab of this browser does. */
export type Exclusive = <T>(step: () => Promise<T>) => Promise<T>;

/**
 * Opens a session for a visitor, going on with the earlier one where there is one. Tabs that start together share one
 * session because each opens it alone and then finds the token of the first. Throws `ApiError`.
 */
export async function openSession(api: Api, tokens: Tokens, exclusive: Exclusive, visitor: { readonly language: Language; readonly identity?: string }): Promise<SessionOpened> {
  const subject = subjectOf(visitor.identity);
  return exclusive(async () => {
    const token = tokens.get(subject);
    try {
      const opened = await api.openSession({ ...visitor, ...(token ? { token } : {}) });
      tokens.keep(subject, opened.token);
      return opened;
    } catch (error) {
      // The page's statement may have expired or be wrong; the visitor can still be served as somebody unknown.
      if (visitor.identity && error instanceof ApiError && (error.final || error.status === 401)) {
        const unnamed = tokens.get('');
        const opened = await api.openSession({ language: visitor.language, ...(unnamed ? { token: unnamed } : {}) });
        tokens.keep('', opened.token);
        return opened;
      }
      throw error;
    }
  });
}
