import { useLayoutEffect, useRef } from 'preact/hooks';
import { useWording } from './wording.ts';

/** Asks once whether a chat that a person has, or is awaited for, shall end. Escape, like its second button, goes on with the chat. */
export function EndChat({ onEnd, onKeep }: { onEnd: () => void; onKeep: () => void }) {
  const words = useWording();
  const keep = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => keep.current?.focus(), []);
  return (
    <div
      class="confirm"
      role="alertdialog"
      aria-labelledby="end-question"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Escape further out would close the whole panel.
        event.stopPropagation();
        onKeep();
      }}
    >
      <p id="end-question">{words.endQuestion}</p>
      <button type="button" ref={keep} onClick={onKeep}>
        {words.endKeep}
      </button>
      <button type="button" class="sure" onClick={onEnd}>
        {words.end}
      </button>
    </div>
  );
}
