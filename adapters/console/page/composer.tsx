import type { ComponentChildren, Ref } from 'preact';
import { useRef } from 'preact/hooks';
import { MAX_MESSAGE_LENGTH } from '#core/protocol.ts';
import { withBetter } from './advice-model.ts';
import { api } from './api.ts';
import { ReplyAdvice } from './reply-advice.tsx';
import { isSendKey } from './shortcuts.ts';
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
  onInput: (text: string) => void;
  onSend: () => void;
  onFocus: () => void;
  onLeave: (() => void) | undefined;
  children: ComponentChildren;
}) {
  const { kind, value } = props;
  const { t } = useWords();
  const toldAt = useRef(0);
  const form = useRef<HTMLFormElement>(null);
  const left = MAX_MESSAGE_LENGTH - value.length;
  const canSend = value.trim() !== '' && left >= 0;
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
      <div class="composer-foot">
        {props.children}
        <span class={left < 0 ? 'problem' : 'muted'} role="status">
          {value.length > COUNT_FROM && t(left < 0 ? 'tooLong' : 'lengthLeft', { count: Math.abs(left) })}
        </span>
        {props.onLeave && <button type="button" class="button quiet" onClick={props.onLeave}>{t('cancel')}</button>}
        <button type="submit" class={`button ${kind === 'reply' ? 'primary' : 'note'}`} disabled={!canSend}>{t(kind === 'reply' ? 'send' : 'saveNote')}</button>
      </div>
    </form>
  );
}
