import type { CustomerState } from '#core/protocol.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { StarIcon } from './icons.tsx';
import { useLanguage, useWording } from './wording.ts';

const SCORES = [1, 2, 3, 4, 5];
const COMMENT_LENGTH = 1000;
/** Up to this score is asked why. */
const ASKS_WHY = 3;

/** Asks how the service was, once it may be rated; says thanks afterwards. `onRate` throws when it did not get through. */
export function Rating({ state, onRate }: { state: CustomerState; onRate: (score: number, comment: string, reasons: readonly string[]) => Promise<void> }) {
  const words = useWording();
  const [score, setScore] = useState(0);
  const language = useLanguage();
  const [comment, setComment] = useState('');
  const [reasons, setReasons] = useState<readonly string[]>([]);
  const [step, setStep] = useState<'asking' | 'sending' | 'failed' | 'done' | 'later'>('asking');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (score > 0) form.current?.scrollIntoView({ block: 'nearest' });
  }, [score > 0]);
  const given = state.rating ?? (step === 'done' ? score : undefined);
  if (given !== undefined) {
    return (
      <section class="card rating done" role="status">
        <p class="given" aria-hidden="true">
          {SCORES.map((value) => (
            <span key={value} class={value <= given ? 'star on' : 'star'}>
              <StarIcon />
            </span>
          ))}
        </p>
        <p>{words.ratingThanks}</p>
        <span class="hidden">{words.ratingGiven(given)}</span>
      </section>
    );
  }
  if (!state.canRate || step === 'later') return null;
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setStep('sending');
    try {
      await onRate(score, comment, score <= ASKS_WHY ? reasons : []);
      setStep('done');
    } catch {
      setStep('failed');
    }
  };
  return (
    <form ref={form} class="card rating" onSubmit={(event) => void submit(event)}>
      <h2>{words.ratingTitle}</h2>
      <div class="stars">
        {SCORES.map((value) => (
          <button type="button" key={value} class={value <= score ? 'star on' : 'star'} aria-label={words.rate(value)} aria-pressed={value === score} title={words.ratingScores[value - 1] ?? ''} onClick={() => setScore(value)}>
            <StarIcon />
          </button>
        ))}
      </div>
      <p class="score-label" aria-live="polite">
        {words.ratingScores[score - 1] ?? ''}
      </p>
      {score > 0 ? (
        <>
          {score <= ASKS_WHY && state.ratingReasons && state.ratingReasons.length > 0 ? (
            <div class="reasons" role="group" aria-label={words.ratingWhy}>
              {state.ratingReasons.map(({ id, name }) => (
                <button type="button" key={id} class={reasons.includes(id) ? 'chip on' : 'chip'} aria-pressed={reasons.includes(id)} onClick={() => setReasons(reasons.includes(id) ? reasons.filter((other) => other !== id) : [...reasons, id])}>
                  {name[language]}
                </button>
              ))}
            </div>
          ) : null}
          <textarea rows={2} maxLength={COMMENT_LENGTH} aria-label={words.ratingComment} placeholder={words.ratingComment} value={comment} onInput={(event) => setComment(event.currentTarget.value)} />
          <button type="submit" class="primary" aria-disabled={step === 'sending'}>
            {words.ratingSubmit}
          </button>
        </>
      ) : null}
      {step === 'failed' ? <p role="alert">{words.requestFailed}</p> : null}
      <button type="button" class="quiet" onClick={() => setStep('later')}>
        {words.ratingLater}
      </button>
    </form>
  );
}
