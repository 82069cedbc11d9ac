import { useState } from 'preact/hooks';
import type { CallbackCardProps } from './part-slot.tsx';
import { formWords } from './callback-form-words.ts';

/** What was agreed instead of waiting, with the ways to change it. */
export function CallbackCard({ callback, when, language, canChange, onChange, onCancel }: CallbackCardProps) {
  const words = formWords(language);
  const [hasFailed, setHasFailed] = useState(false);
  const cancel = async (): Promise<void> => {
    try {
      await onCancel();
    } catch {
      setHasFailed(true);
    }
  };
  return (
    <section class="card queue agreed">
      <div>
        <h2>{words.agreedTitle}</h2>
        <p class="strong">{words.agreed[callback.way](when, callback.contactEnd.replace(/^…/, ''))}</p>
        <p>{Date.now() >= callback.until ? words.late : words.agreedText}</p>
        {canChange ? (
          <p class="callback-steps">
            <button type="button" onClick={onChange}>{words.change}</button>
            <button type="button" onClick={() => void cancel()}>{words.cancel}</button>
          </p>
        ) : null}
        {hasFailed ? <p role="alert">{words.failed}</p> : null}
      </div>
    </section>
  );
}
