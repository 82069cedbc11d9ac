import { nameOf } from '#core/protocol.ts';
import type { OwnPresence, StaffView } from '#core/protocol.ts';
import { CasesButton } from './cases-button.tsx';
import { PresenceSwitch } from './presence-switch.tsx';
import { sayCare } from './care-words.ts';
import { HandoverFigure } from './handover-figure.tsx';
import { useWords } from './use-words.tsx';
import { ROLES } from './words.ts';

/** The button that shows the page in the other language; it is written in that language. */
export function LanguageSwitch({ onLanguage }: { onLanguage: () => void }) {
  const { language, t } = useWords();
  return (
    <button type="button" class="button quiet" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={onLanguage}>
      {t('otherLanguage')}
    </button>
  );
}

/** The line on top: company, who is signed in, and what concerns the whole page. */
export function TopBar(props: { me: StaffView; presence: OwnPresence | undefined; tasksPulse: unknown; onCases: () => void; onPeople: () => void; onName: () => void; onFollowUps: () => void; onCare: () => void; onGaps: () => void; onDocuments: () => void; onInvite: () => void; onHelp: () => void; onSignOut: () => void; onLanguage: () => void }) {
  const { language, t } = useWords();
  const { me } = props;
  return (
    <header class="top-bar">
      <h1 class="brand">
        {me.company[language]} <span class="brand-sub">{t('console')}</span>
      </h1>
      <div class="top-actions">
        <PresenceSwitch own={props.presence} />
        <CasesButton pulse={props.tasksPulse} onPress={props.onCases} />
        <button type="button" class="button quiet only-wide" onClick={props.onPeople}>{t('people')}</button>
        {me.role === 'lead' && <HandoverFigure />}
        <button type="button" class="button quiet only-wide" onClick={props.onFollowUps}>{sayCare('followUps', language)}</button>
        {me.role === 'lead' && (
          <button type="button" class="button quiet only-wide" onClick={props.onCare}>{sayCare('report', language)}</button>
        )}
        {me.role === 'lead' && (
          <button type="button" class="button quiet only-wide" onClick={props.onGaps}>{t('gaps')}</button>
        )}
        {me.role === 'lead' && (
          <button type="button" class="button quiet only-wide" onClick={props.onDocuments}>{t('documents')}</button>
        )}
        {me.role === 'lead' && (
          <button type="button" class="button quiet" onClick={props.onInvite}>{t('invite')}</button>
        )}
        <button type="button" class="button quiet only-wide" aria-label={t('help')} title={t('help')} onClick={props.onHelp}>?</button>
        <LanguageSwitch onLanguage={props.onLanguage} />
        <button type="button" class="button quiet me only-wide" title={t('nameChange')} onClick={props.onName}>
          {me.name} <span class="muted">{nameOf(ROLES, me.role, language)}</span>
        </button>
        <button type="button" class="button quiet" onClick={props.onSignOut}>{t('signOut')}</button>
      </div>
    </header>
  );
}
