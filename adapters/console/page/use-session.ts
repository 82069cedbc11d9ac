import { useCallback, useEffect, useState } from 'preact/hooks';
import type { StaffView } from '#core/protocol.ts';
import { api } from './api.ts';
import { ApiError } from './errors.ts';

/** Who the reader is, as far as it is known. */
export type Session =
  | { readonly kind: 'opening' }
  | { readonly kind: 'signed_in'; readonly me: StaffView }
  | { readonly kind: 'signed_out'; readonly because?: 'link_used' | 'ended' }
  | { readonly kind: 'unreachable' };

/** The session of this browser: a sign-in link in the address is used up and taken out of the address bar at once. */
export function useSession(): { readonly session: Session; readonly retry: () => void; readonly end: (because?: 'ended') => void; readonly rename: (name: string) => void } {
  const [session, setSession] = useState<Session>({ kind: 'opening' });
  const [token, setToken] = useState(takeToken);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const onHash = () => {
      const fresh = takeToken();
      if (fresh === undefined) return;
      setToken(fresh);
      setAttempt((count) => count + 1);
    };
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, []);

  useEffect(() => {
    let isCurrent = true;
    setSession({ kind: 'opening' });
    const begin = async () => {
      const opened = await openSession(token, () => setToken(undefined));
      if (isCurrent) setSession(opened);
    };
    void begin();
    return () => {
      isCurrent = false;
    };
  }, [attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const end = useCallback((because?: 'ended') => setSession({ kind: 'signed_out', ...(because ? { because } : {}) }), []);
  const rename = useCallback((name: string) => setSession((known) => (known.kind === 'signed_in' ? { ...known, me: { ...known.me, name } } : known)), []);
  return { session, retry, end, rename };
}

function takeToken(): string | undefined {
  const found = /^#sign-in=(.+)$/.exec(location.hash)?.[1];
  if (found === undefined) return undefined;
  history.replaceState(null, '', location.pathname + location.search);
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}

async function openSession(token: string | undefined, onUsed: () => void): Promise<Session> {
  let isLinkUsed = false;
  try {
    if (token !== undefined) {
      isLinkUsed = !(await tryLink(token));
      onUsed();
    }
    return { kind: 'signed_in', me: await api.me() };
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 401 && error.status !== 403)) return { kind: 'unreachable' };
    return { kind: 'signed_out', ...(isLinkUsed ? { because: 'link_used' as const } : {}) };
  }
}

async function tryLink(token: string): Promise<boolean> {
  try {
    await api.signIn(token);
    return true;
  } catch (error) {
    // Somebody who is signed in already and opens an old link simply goes on.
    if (error instanceof ApiError && error.status >= 400 && error.status < 500) return false;
    throw error;
  }
}
