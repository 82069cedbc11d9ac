import type { ContactWay } from '#core/protocol.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallbackFormProps } from './part-slot.tsx';
import { formWords } from './callback-form-words.ts';
import { localInput, readLocalInput } from './local-input.ts';
import { ownWords } from './own-words.ts';

const WAYS: readonly ContactWay[] = ['phone', 'email', 'chat'];
const HOUR_MS = 3600_000;

/** Asks how and when somebody wants to be reached. */
export function CallbackForm({ known, soonest, language, onAsk, onBack }: CallbackFormProps) {
  const words = formWords(language);
  const [way, setWay] = useState<ContactWay>(known ?? 'phone');
  const [contact, setContact] = useState('');
  const [time, setTime] = useState(() => localInput((soonest ?? Date.now()) + HOUR_MS));
  const [isTimed, setIsTimed] = useState(false);
  const [hasAgreed, setHasAgreed] = useState(false);
  const [step, setStep] = useState<'asking' | 'sending'>('asking');
  const [problem, setProblem] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' });
    form.current?.querySelector<HTMLInputElement>('input:checked')?.focus();
  }, []);
  // A reply in the chat has no number that could be used for anything, and without a time it is what waiting is.
  const needsTime = way === 'chat';
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (step === 'sending') return;
    const wishedAt = isTimed || needsTime ? readLocalInput(time) : undefined;
    setStep('sending');
    setProblem(undefined);
    try {
      await onAsk({ way, contact, consent: true, ...(wishedAt === undefined ? {} : { wishedAt }) });
    } catch (error) {
      setStep('asking');
      // This is another bundle, with classes of its own: errors are known by their form.
      const isRefused = error instanceof Error && 'status' in error && error.status === 400;
      setProblem(isRefused ? ownWords(error.message, language) : words.failed);
    }
  };
  return (
    <form ref={form} class="card callback" onSubmit={(event) => void submit(event)}>
      <h2>{words.title}</h2>
      <fieldset>
        <legend>{words.way}</legend>
        {WAYS.map((each) => (
          <label key={each}>
            <input type="radio" name="way" checked={way === each} onChange={() => setWay(each)} />
            {words.ways[each]}
          </label>
        ))}
      </fieldset>
      {way === 'chat' ? null : (
        <label class="field">
          {way === 'phone' ? words.phone : words.email}
          {way === 'phone' ? (
            <input type="tel" autocomplete="tel" required maxLength={200} value={contact} aria-invalid={problem !== undefined} onInput={(event) => setContact(event.currentTarget.value)} />
          ) : (
            <input type="email" autocomplete="email" required maxLength={200} value={contact} aria-invalid={problem !== undefined} onInput={(event) => setContact(event.currentTarget.value)} />
          )}
        </label>
      )}
      <fieldset>
        <legend>{words.when}</legend>
        {needsTime ? null : (
          <>
            <label>
              <input type="radio" name="when" checked={!isTimed} onChange={() => setIsTimed(false)} />
              {words.soon}
            </label>
            <label>
              <input type="radio" name="when" checked={isTimed} onChange={() => setIsTimed(true)} />
              {words.at}
            </label>
          </>
        )}
        {isTimed || needsTime ? <input type="datetime-local" required aria-label={words.time} value={time} min={localInput(Date.now())} onInput={(event) => setTime(event.currentTarget.value)} /> : null}
      </fieldset>
      {way === 'chat' ? null : (
        <label class="consent">
          <input type="checkbox" required checked={hasAgreed} onChange={(event) => setHasAgreed(event.currentTarget.checked)} />
          {words.consent}
        </label>
      )}
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      <p class="callback-steps">
        <button type="submit" class="primary" aria-disabled={step === 'sending'}>{words.send}</button>
        <button type="button" onClick={onBack}>{words.back}</button>
      </p>
    </form>
  );
}
