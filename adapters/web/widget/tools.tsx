import { useEffect, useRef, useState } from 'preact/hooks';
import { EndChat } from './end-chat.tsx';
import { PersonIcon } from './icons.tsx';
import { useWording } from './wording.ts';

/** What the row above the composer is given. */
export type ToolsProps = {
  /** Does a person have the chat, or is one awaited? */
  readonly owned: boolean;
  /** Has the last answer offered a person? */
  readonly offered: boolean;
  readonly canEnd: boolean;
  readonly onPerson: () => void;
  readonly onEnd: () => void;
};

/** Calling a person and ending the chat. Ending asks once where a person would be lost by a slip. */
export function Tools({ owned, offered, canEnd, onPerson, onEnd }: ToolsProps) {
  const words = useWording();
  const endButton = useRef<HTMLButtonElement>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (!owned || !canEnd) setAsking(false);
  }, [owned, canEnd]);
  if (asking && owned && canEnd) {
    const keep = (): void => {
      setAsking(false);
      // After the button is drawn again.
      requestAnimationFrame(() => endButton.current?.focus());
    };
    const end = (): void => {
      setAsking(false);
      onEnd();
    };
    return <EndChat onEnd={end} onKeep={keep} />;
  }
  return (
    <div class="tools">
      {owned ? null : (
        <button type="button" class={offered ? 'person called' : 'person'} onClick={onPerson}>
          <PersonIcon />
          {words.person}
        </button>
      )}
      {canEnd ? (
        <button type="button" class="end" ref={endButton} onClick={() => (owned ? setAsking(true) : onEnd())}>
          {words.end}
        </button>
      ) : null}
    </div>
  );
}
