import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type ConversationSummary, MAX_MESSAGE_LENGTH, type StaffMessage, type StaffView } from '#core/protocol.ts';
import { sayError } from './errors.ts';
import { FILE_WORDS } from './file-words.ts';
import { MessageFiles } from './message-files.tsx';
import { sayClock } from './time.ts';
import { useWords } from './use-words.tsx';

/** Changing what was said. Both throw `ApiError`. */
export type Amend = {
  readonly may: (message: StaffMessage) => boolean;
  readonly edit: (messageId: string, text: string) => Promise<void>;
  readonly takeBack: (messageId: string) => Promise<void>;
};

/** May the reader change this message: who wrote it, leads, and whoever has the conversation? */
export function mayAmend(message: StaffMessage, me: StaffView, { state, agentId }: ConversationSummary): boolean {
  if (message.author !== 'agent' || message.removedAt !== undefined) return false;
  return message.agentId === me.id || me.role === 'lead' || (state === 'human' && agentId === me.id);
}

/** What a message said before it was changed or taken back. */
export function EarlierWords({ conversationId, message }: { conversationId: string; message: StaffMessage }) {
  const { language } = useWords();
  const words = FILE_WORDS[language];
  if (!message.earlier) return null;
  return (
    <details class="earlier">
      <summary>{words.earlier}</summary>
      {message.earlier.map(({ text, files, until }) => (
        <div key={until}>
          <p class="muted">{words.until(sayClock(until, language))}</p>
          <p>{text}</p>
          {files && <MessageFiles conversationId={conversationId} files={files} />}
        </div>
      ))}
    </details>
  );
}

/** The buttons that change or take back a message; `onEdit` opens the box. */
export function MessageSteps({ message, amend, onEdit }: { message: StaffMessage; amend: Amend; onEdit: () => void }) {
  const { language } = useWords();
  const words = FILE_WORDS[language];
  const [isSure, setIsSure] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const takeBack = () => {
    if (!isSure) return setIsSure(true);
    setIsSure(false);
    amend.takeBack(message.id).catch(setProblem);
  };
  return (
    <span class="message-steps">
      <button type="button" class="link" onClick={onEdit}>{words.edit}</button>
      <button type="button" class="link" onClick={takeBack} onBlur={() => setIsSure(false)}>{isSure ? words.takeBackSure : words.takeBack}</button>
      {problem !== undefined && <span class="status-bad" role="alert">{sayError(problem, language)}</span>}
    </span>
  );
}

/** The box in which a message is changed, in its place. */
export function EditBox({ message, amend, onDone }: { message: StaffMessage; amend: Amend; onDone: () => void }) {
  const { language } = useWords();
  const words = FILE_WORDS[language];
  const [text, setText] = useState(message.text);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);
  const canSave = (text.trim() !== '' || message.files !== undefined) && text.length <= MAX_MESSAGE_LENGTH && !isBusy;
  const save = async () => {
    if (!canSave) return;
    if (text.trim() === message.text) return onDone();
    setIsBusy(true);
    try {
      await amend.edit(message.id, text);
      onDone();
    } catch (error) {
      setProblem(error);
      setIsBusy(false);
    }
  };
  return (
    <form
      class="edit-box"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        rows={3}
        value={text}
        aria-label={words.editing}
        ref={box}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && !event.isComposing && onDone()}
      />
      <button type="submit" class="button small primary" disabled={!canSave}>{words.keep}</button>
      <button type="button" class="button small quiet" onClick={onDone}>{words.cancel}</button>
      {problem !== undefined && <span class="status-bad" role="alert">{sayError(problem, language)}</span>}
    </form>
  );
}
