import { useState } from 'preact/hooks';
import type { CallbackContact, ConversationSummary, StaffCallbackView, StaffView } from '#core/protocol.ts';
import { api } from './api.ts';
import { CallbackDialog } from './callback-dialog.tsx';
import { CALL_WORDS, sayPromise } from './callback-notices.ts';
import { useNow } from './use-now.ts';
import { useWords } from './use-words.tsx';

/** When somebody is to be reached, for the list. */
export function CallbackTime({ callback }: { callback: StaffCallbackView }) {
  const { language, t } = useWords();
  const now = useNow();
  const isDue = now >= callback.from;
  const isLate = now > callback.until;
  return (
    <span class={`callback-time ${isLate ? 'is-late' : isDue ? 'is-due' : ''}`}>
      {CALL_WORDS[callback.way][language]} {sayPromise(callback, now, language)}
      {isLate && <strong> {t('callbackLate')}</strong>}
    </span>
  );
}

/** A promise to reach the customer, with the number behind one press, and what came of it. */
export function CallbackStrip({ summary, callback, me, isBusy, onStep }: { summary: ConversationSummary; callback: StaffCallbackView; me: StaffView; isBusy: boolean; onStep: (work: () => Promise<void>) => void }) {
  const { t } = useWords();
  const [contact, setContact] = useState<CallbackContact>();
  const [dialog, setDialog] = useState<'missed' | 'move'>();
  const mayStep = summary.state === 'waiting' || summary.agentId === me.id || me.role === 'lead';
  const { id } = summary;
  const isMail = callback.way === 'email';
  const run = (at: number | undefined) => {
    const which = dialog;
    setDialog(undefined);
    onStep(() => (which === 'move' && at !== undefined ? api.callbackMoved(id, at) : api.callbackMissed(id, at)));
  };
  return (
    <section class="callback-strip" aria-label={t('callback')}>
      <CallbackTime callback={callback} />
      {!callback.isTimed && <span class="muted">{t('callbackSoon')}</span>}
      {callback.tries > 0 && <span class="muted">{t('callbackTries', { count: callback.tries, most: callback.mostTries })}</span>}
      {contact !== undefined && callback.way !== 'chat' && <a class="callback-contact" href={`${isMail ? 'mailto' : 'tel'}:${contact.contact}`}>{contact.contact}</a>}
      {mayStep && (
        <span class="callback-actions">
          {contact === undefined && callback.way !== 'chat' && (
            <button type="button" class="button small" disabled={isBusy} onClick={() => onStep(async () => setContact(await api.callbackContact(id)))}>
              {t(isMail ? 'callbackShowMail' : 'callbackShow', { end: callback.contactEnd.replace(/^…/, '') })}
            </button>
          )}
          <button type="button" class="button primary small" disabled={isBusy} title={t('callbackDoneHint')} onClick={() => onStep(() => api.callbackDone(id))}>{t('callbackDone')}</button>
          <button type="button" class="button small" disabled={isBusy} onClick={() => setDialog('missed')}>{t('callbackMissed')}</button>
          <button type="button" class="button small" disabled={isBusy} onClick={() => setDialog('move')}>{t('callbackMove')}</button>
        </span>
      )}
      {dialog !== undefined && <CallbackDialog kind={dialog} isLast={dialog === 'missed' && callback.tries + 1 >= callback.mostTries} onTime={run} onClose={() => setDialog(undefined)} />}
    </section>
  );
}
