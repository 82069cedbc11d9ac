import { useEffect, useState } from 'preact/hooks';
import type { IntentChoice, StaffMessage } from '#core/protocol.ts';
import { api } from './api.ts';
import { Dialog } from './dialog.tsx';
import { sayError } from './errors.ts';
import { useWords } from './use-words.tsx';
import { SIGNAL_WORDS, sayUnderstanding } from './words.ts';

type Seen = { readonly message: StaffMessage; readonly understanding: NonNullable<StaffMessage['understanding']> };

/** What a message was taken for and why, and one step to set it right. */
export function UnderstandingDialog({ conversationId, message, understanding, onClose }: Seen & { conversationId: string; onClose: () => void }) {
  const { language, t } = useWords();
  const { intent, confidence } = sayUnderstanding(understanding, language);
  const { others, words, nearest, signals } = understanding;
  return (
    <Dialog title={t('understood')} onClose={onClose}>
      <blockquote class="understood-text">{message.text}</blockquote>
      <dl class="understood">
        <dt>{t('understoodAs')}</dt>
        <dd>{intent === undefined ? t('understoodNot') : `${intent} · ${confidence ?? '–'} %`}</dd>
        {others.length > 0 && <dt>{t('understoodOthers')}</dt>}
        {others.length > 0 && <dd>{others.map(({ name, confidence: share }) => `${name[language]} · ${Math.round(share * 100)} %`).join('，')}</dd>}
        {words.length > 0 && <dt>{t('understoodWords')}</dt>}
        {words.length > 0 && <dd>{words.map((word) => <mark key={word}>{word}</mark>)}</dd>}
        {nearest && <dt>{t('understoodNearest')}</dt>}
        {nearest && <dd>{nearest.text} <span class="muted">({nearest.intentName[language]})</span></dd>}
        {signals.length > 0 && <dt>{t('understoodSignals')}</dt>}
        {signals.length > 0 && <dd>{signals.map(({ kind, words: heard }) => `${SIGNAL_WORDS[kind]?.[language] ?? kind}${heard.length > 0 ? ` (${heard.join(' · ')})` : ''}`).join('，')}</dd>}
      </dl>
      <Correction conversationId={conversationId} message={message} isCorrect={understanding.intent} onClose={onClose} />
    </Dialog>
  );
}

function Correction({ conversationId, message, isCorrect, onClose }: { conversationId: string; message: StaffMessage; isCorrect: string | undefined; onClose: () => void }) {
  const { language, t } = useWords();
  const [choices, setChoices] = useState<readonly IntentChoice[]>([]);
  const [intent, setIntent] = useState('');
  const [state, setState] = useState<{ readonly text: string; readonly isDone: boolean }>();
  useEffect(() => {
    api.intents().then(
      (all) => setChoices([...all].sort((a, b) => a.name[language].localeCompare(b.name[language], language))),
      (error: unknown) => setState({ text: sayError(error, language), isDone: false }),
    );
  }, [language]);
  const save = async () => {
    try {
      await api.correct(conversationId, message.seq, intent);
      setState({ text: t('corrected'), isDone: true });
    } catch (error) {
      setState({ text: sayError(error, language), isDone: false });
    }
  };
  return (
    <form
      class="correction"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label class="field">
        {t('correctTo')}
        <select value={intent} onChange={(event) => setIntent(event.currentTarget.value)} disabled={state?.isDone}>
          <option value="">{t('correctChoose')}</option>
          {choices.map(({ id, name }) => <option key={id} value={id} disabled={id === isCorrect}>{name[language]}</option>)}
        </select>
      </label>
      <p class="muted">{t('correctHint')}</p>
      {state && <p class={state.isDone ? 'callout' : 'status-bad'} role="status">{state.text}</p>}
      <div class="dialog-actions">
        <button type="button" class="button quiet" onClick={onClose}>{t(state?.isDone ? 'done' : 'cancel')}</button>
        {!state?.isDone && <button type="submit" class="button primary" disabled={intent === ''}>{t('correctSave')}</button>}
      </div>
    </form>
  );
}
