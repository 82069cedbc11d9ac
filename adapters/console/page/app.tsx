import { useEffect, useState } from 'preact/hooks';
import type { Language } from '#core/protocol.ts';
import { Console } from './console.tsx';
import { say } from './i18n.ts';
import { firstLanguage, remember } from './preferences.ts';
import { SignedOut, Unreachable } from './signed-out.tsx';
import { useSession } from './use-session.ts';
import { LanguageContext } from './use-words.tsx';

/** The whole page: the console for whoever is signed in, otherwise how to come in. */
export function App() {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const { session, retry, end, rename } = useSession();
  // Before children run: requests name the page's language.
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  useEffect(() => {
    if (session.kind !== 'signed_in') document.title = `${say('console', language)} · Baton`;
  }, [language, session.kind]);
  const switchLanguage = () => {
    const other = language === 'zh' ? 'en' : 'zh';
    remember('language', other);
    setLanguage(other);
  };

  return (
    <LanguageContext.Provider value={language}>
      {session.kind === 'opening' && <p class="page-note" role="status">{say('opening', language)}</p>}
      {session.kind === 'unreachable' && <Unreachable onRetry={retry} onLanguage={switchLanguage} />}
      {session.kind === 'signed_out' && <SignedOut because={session.because} onLanguage={switchLanguage} />}
      {session.kind === 'signed_in' && <Console me={session.me} onSignedOut={end} onNamed={rename} onLanguage={switchLanguage} />}
    </LanguageContext.Provider>
  );
}
