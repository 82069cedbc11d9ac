import { type CheckPassedOn, type Language, type PassedOn, POINT_NAMES } from '#core/protocol.ts';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { changedPoints, type PointDraft, toDrafts } from './passed-on-draft.ts';
import type { PassedOnProps } from './part-slot.tsx';
import { PASSED_ON_WORDS } from './passed-on-words.ts';

const LONGEST = 300;

/** Until a person has answered: what was passed on, and whether it is right. `onCheck` throws when it did not get through. */
export function PassedOnCard({ state, language, onCheck }: PassedOnProps) {
  const words = PASSED_ON_WORDS[language];
  const [isEditing, setEditing] = useState(false);
  const [status, setStatus] = useState<'idle' | 'sending' | 'failed' | 'sent'>('idle');
  const { passedOn } = state;
  if (!passedOn) return null;
  const check = async (body: CheckPassedOn): Promise<void> => {
    if (status === 'sending') return;
    setStatus('sending');
    try {
      await onCheck(body);
      setStatus('sent');
      setEditing(false);
    } catch {
      setStatus('failed');
    }
  };
  return (
    <section class="card passed-on" aria-label={words.title}>
      <h2>{words.title}</h2>
      {isEditing ? <Edit passedOn={passedOn} language={language} isSending={status === 'sending'} onSend={(corrections) => void check({ corrections })} onCancel={() => setEditing(false)} /> : <Points passedOn={passedOn} language={language} />}
      {isEditing ? null : passedOn.isRight ? (
        <p role="status">{words.thanks}</p>
      ) : (
        <div class="passed-on-foot">
          <p role="status">{status === 'sent' ? words.sent : words.question}</p>
          <button type="button" class="primary" onClick={() => void check({ isRight: true })}>{words.yes}</button>
          <button type="button" onClick={() => { setStatus('idle'); setEditing(true); }}>{words.correct}</button>
        </div>
      )}
      {status === 'failed' ? <p class="failed" role="alert">{words.failed}</p> : null}
    </section>
  );
}

function Points({ passedOn, language }: { passedOn: PassedOn; language: Language }) {
  return (
    <dl>
      {passedOn.points.map(({ point, value, was }, i) => (
        <div key={`${point}${i}`}>
          <dt>{POINT_NAMES[point][language]}</dt>
          <dd>{was === undefined ? null : <><span class="hidden">{PASSED_ON_WORDS[language].was}</span><s>{was}</s>{' '}</>}{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Edit({ passedOn, language, isSending, onSend, onCancel }: { passedOn: PassedOn; language: Language; isSending: boolean; onSend: (corrections: readonly PointDraft[]) => void; onCancel: () => void }) {
  const words = PASSED_ON_WORDS[language];
  const [drafts, setDrafts] = useState(() => toDrafts(passedOn));
  const first = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const changed = changedPoints(passedOn, drafts);
  const put = (at: number, text: string): void => setDrafts(drafts.map((draft, i) => (i === at ? { ...draft, text } : draft)));
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (changed.length > 0) onSend(changed); }} onKeyDown={(event) => {
      if (event.key !== 'Escape') return;
      // Escape further out would close the whole panel.
      event.stopPropagation();
      onCancel();
    }}>
      <p>{words.hint}</p>
      {drafts.map(({ point, text }, at) => (
        <label key={at}>
          <span>{point === 'other' ? words.more : POINT_NAMES[point][language]}</span>
          <input ref={at === 0 ? first : null} type="text" maxLength={LONGEST} value={text} onInput={(event) => put(at, event.currentTarget.value)} />
        </label>
      ))}
      <div class="passed-on-foot">
        <button type="submit" class="primary" aria-disabled={isSending || changed.length === 0}>{words.send}</button>
        <button type="button" onClick={onCancel}>{words.cancel}</button>
      </div>
    </form>
  );
}
