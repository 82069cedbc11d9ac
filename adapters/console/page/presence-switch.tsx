import { useState } from 'preact/hooks';
import type { ChosenPresence, OwnPresence } from '#core/protocol.ts';
import { api } from './api.ts';
import { PRESENCES, sayOwnPresence } from './presence-words.ts';
import { useWords } from './use-words.tsx';

const CHOICES: readonly ChosenPresence[] = ['available', 'busy', 'away'];

/** Says how one is there, and shows how one counts now: those may differ, outside of one's hours. */
export function PresenceSwitch({ own }: { own: OwnPresence | undefined }) {
  const { language, t } = useWords();
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  if (!own) return null;
  const choose = async (presence: ChosenPresence) => {
    setBusy(true);
    setFailed(false);
    try {
      await api.setPresence(presence);
    } catch {
      setFailed(true);
    }
    setBusy(false);
  };
  const hint = hasFailed ? t('presenceLost') : sayOwnPresence(own, language);
  return (
    <span class={`presence presence-${own.chosen === undefined ? 'unset' : own.presence}`} title={hint}>
      <select aria-label={t('presence')} aria-invalid={hasFailed} disabled={isBusy} value={own.chosen ?? ''} onChange={(event) => void choose(event.currentTarget.value as ChosenPresence)}>
        {own.chosen === undefined && <option value="">{t('presence')}…</option>}
        {CHOICES.map((each) => <option key={each} value={each}>{PRESENCES[each][language]}</option>)}
      </select>
      {own.because === 'off_shift' && own.chosen !== undefined && <span class="presence-off">{PRESENCES.off_shift[language]}</span>}
      <span class="sr-only" role="status">{hint}</span>
    </span>
  );
}
