import type { FileRef } from '#core/protocol.ts';
import { MAX_MESSAGE_LENGTH } from '#core/protocol.ts';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { AttachButton, useAttached } from './attach.tsx';
import { withDraft } from './draft.ts';
import type { CallWithToken } from './connection.ts';
import { SendIcon } from './icons.tsx';
import { useWording } from './wording.ts';

const COUNTED_FROM = MAX_MESSAGE_LENGTH - 200;
const TALLEST_PX = 140;

/** Enter sends, except while an input method composes (229 is what Safari reports for the Enter that ends it). */
function sends(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
}

/** What the composer is given. */
export type ComposerProps = {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** The beginning of a message that the page asked for; told by `onDraftTaken` when it stands in the field. */
  readonly draft: string | undefined;
  readonly onDraftTaken: () => void;
  readonly onSend: (text: string, files: readonly FileRef[]) => void;
  readonly call: CallWithToken;
  readonly onTyping: () => void;
};

/** Where the customer writes. It is never locked: what is written without a line waits in the outbox. */
export function Composer({ field, draft, onDraftTaken, onSend, call, onTyping }: ComposerProps) {
  const words = useWording();
  const [text, setText] = useState('');
  // Sent, but for files that are on their way.
  const [waits, setWaits] = useState(false);
  const attached = useAttached(call);
  const earlier = useRef('');
  const left = MAX_MESSAGE_LENGTH - text.trim().length;
  const submit = (): void => {
    field.current?.focus();
    if (left < 0) return;
    if (attached.pending > 0) return setWaits(true);
    const files = attached.take();
    if (text.trim() === '' && files.length === 0) return;
    onSend(text, files);
    setText('');
  };
  useEffect(() => {
    if (!waits || attached.pending > 0) return;
    setWaits(false);
    // What did not get through is the customer's to decide about.
    if (attached.failed === 0) submit();
  }, [waits, attached.pending]);
  useLayoutEffect(() => {
    if (draft === undefined) return;
    setText((written) => withDraft(written, draft, earlier.current));
    earlier.current = draft;
    onDraftTaken();
  }, [draft]);
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, TALLEST_PX)}px`;
  }, [text]);
  return (
    <form
      class={left < 0 ? 'composer over' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div class="attached" ref={attached.place} />
      <AttachButton attached={attached} />
      <textarea
        ref={field}
        rows={1}
        value={text}
        aria-label={words.composer}
        aria-describedby="count"
        aria-invalid={left < 0}
        placeholder={words.composerHint}
        enterkeyhint="send"
        onInput={(event) => {
          setText(event.currentTarget.value);
          onTyping();
        }}
        onPaste={(event) => {
          if (attached.add(event.clipboardData?.files)) event.preventDefault();
        }}
        onKeyDown={(event) => {
          if (!sends(event)) return;
          event.preventDefault();
          submit();
        }}
      />
      <button type="submit" class="send" aria-label={words.send} title={words.send}>
        <SendIcon />
      </button>
      <p id="count" class="count" role="status">
        {waits ? words.attachWait : attached.hasFailed ? words.requestFailed : text.length < COUNTED_FROM ? '' : left < 0 ? words.tooLong(-left) : words.charactersLeft(left)}
      </p>
    </form>
  );
}
