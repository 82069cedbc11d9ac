import type { ComponentChildren, Ref } from 'preact';
import { useRef } from 'preact/hooks';
import { MAX_MESSAGE_LENGTH } from '#core/protocol.ts';
import { withBetter } from './advice-model.ts';
import { api } from './api.ts';
import { AttachButton, AttachedList } from './attach-row.tsx';
import { FILE_WORDS } from './file-words.ts';
import { ReplyAdvice } from './reply-advice.tsx';
import { isSendKey } from './shortcuts.ts';
import type { Attached } from './use-attached.ts';
import { useReplyAdvice } from './use-reply-advice.ts';
import { useWords } from './use-words.tsx';

/** The customer is told of typing at most this often, ms. */
const TYPING_EVERY = 3_000;
/** From here on the count of what is left is shown, UTF-16 units. */
const COUNT_FROM = MAX_MESSAGE_LENGTH * 0.8;

/** The box for a reply or a note. Enter sends, Shift+Enter breaks the line, Enter that picks a Chinese word does neither. */
export function Composer(props: {
  conversationId: string;
  kind: 'reply' | 'note';
  value: string;
  box: Ref<HTMLTextAreaElement>;
  attached: Attached;
  onInput: (text: string) => void;
  onSend: () => void;
  onFocus: () => void;
  onLeave: (() => void) | undefined;
  children: ComponentChildren;
}) {
  const { kind, value, attached } = props;
  const { language, t } = useWords();
  const toldAt = useRef(0);
  const form = useRef<HTMLFormElement>(null);
  const left = MAX_MESSAGE_LENGTH - value.length;
  const hasFiles = attached.files.some(({ ref }) => ref !== undefined);
  const canSend = (value.trim() !== '' || hasFiles) && left >= 0 && !attached.isSending;
  const advice = useReplyAdvice(props.conversationId, value, kind === 'reply' && left >= 0);

  const input = (text: string) => {
    props.onInput(text);
    if (kind === 'note' || text === '' || Date.now() - toldAt.current < TYPING_EVERY) return;
    toldAt.current = Date.now();
    // Only a courtesy: nobody needs to hear that it failed.
    api.typing(props.conversationId).catch(() => undefined);
  };

  const take = (better: Parameters<typeof withBetter>[1]) => {
    const { text, mark } = withBetter(value, better);
    props.onInput(text);
    requestAnimationFrame(() => {
      const box = form.current?.querySelector('textarea');
      box?.focus();
      box?.setSelectionRange(...mark);
    });
  };

  return (
    <form
      ref={form}
      class={`composer composer-${kind}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) props.onSend();
      }}
      onDragOver={(event) => event.dataTransfer?.types.includes('Files') && event.preventDefault()}
      onDrop={(event) => {
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length === 0) return;
        event.preventDefault();
        attached.add(files);
      }}
    >
      <textarea
        ref={props.box}
        rows={3}
        value={value}
        aria-label={t(kind === 'reply' ? 'reply' : 'noteBox')}
        placeholder={t(kind === 'reply' ? 'replyHint' : 'noteHint')}
        aria-invalid={left < 0}
        onFocus={props.onFocus}
        onInput={(event) => input(event.currentTarget.value)}
        onPaste={(event) => {
          const files = [...(event.clipboardData?.files ?? [])];
          if (files.length === 0) return;
          event.preventDefault();
          attached.add(files);
        }}
        onKeyDown={(event) => {
          if (isSendKey(event)) {
            event.preventDefault();
            if (canSend) props.onSend();
          } else if (event.key === 'Escape' && !event.isComposing) {
            event.currentTarget.blur();
            props.onLeave?.();
          }
        }}
      />
      {kind === 'reply' && <ReplyAdvice text={advice.text} findings={advice.findings} isFresh={advice.text === value} onTake={take} />}
      <AttachedList attached={attached} />
      <div class="composer-foot">
        <AttachButton attached={attached} />
        {props.children}
        <span class={left < 0 ? 'problem' : 'muted'} role="status">
          {attached.isSending ? FILE_WORDS[language].wait : value.length > COUNT_FROM && t(left < 0 ? 'tooLong' : 'lengthLeft', { count: Math.abs(left) })}
        </span>
        {props.onLeave && <button type="button" class="button quiet" onClick={props.onLeave}>{t('cancel')}</button>}
        <button type="submit" class={`button ${kind === 'reply' ? 'primary' : 'note'}`} disabled={!canSend}>{t(kind === 'reply' ? 'send' : 'saveNote')}</button>
      </div>
    </form>
  );
}
