import type { ComponentChildren } from 'preact';
import { LanguageSwitch } from './top-bar.tsx';
import { useWords } from './use-words.tsx';

/** What somebody without a session sees: how to get a sign-in link. */
export function SignedOut({ because, onLanguage }: { because: 'link_used' | 'ended' | undefined; onLanguage: () => void }) {
  const { t } = useWords();
  return (
    <Card onLanguage={onLanguage}>
      {because && <p class="callout" role="alert">{t(because === 'link_used' ? 'signInUsed' : 'signedOut')}</p>}
      <h1>{t('signInTitle')}</h1>
      <p>{t('signInIntro')}</p>
      <ul>
        <li>{t('signInTerminal')}</li>
        <li>{t('signInLead')}</li>
        <li>
          {t('signInCommand')}
          <code class="command">npm run -s baton -- invite {t('signInName')}</code>
        </li>
      </ul>
    </Card>
  );
}

/** What is seen when the server does not answer at all. */
export function Unreachable({ onRetry, onLanguage }: { onRetry: () => void; onLanguage: () => void }) {
  const { t } = useWords();
  return (
    <Card onLanguage={onLanguage}>
      <h1>{t('unreachableTitle')}</h1>
      <p>{t('unreachable')}</p>
      <button type="button" class="button primary" onClick={onRetry}>{t('tryAgain')}</button>
    </Card>
  );
}

function Card({ children, onLanguage }: { children: ComponentChildren; onLanguage: () => void }) {
  const { t } = useWords();
  return (
    <div class="entrance">
      <header class="entrance-head">
        <span class="brand">Baton <span class="brand-sub">{t('console')}</span></span>
        <LanguageSwitch onLanguage={onLanguage} />
      </header>
      <main class="card">{children}</main>
    </div>
  );
}
