import type { QuickReply } from '#core/protocol.ts';
import { WORDINGS } from './i18n.ts';

/** Does this choice ask for a person? Its button is always in reach already, so it is not offered twice. */
export function asksForPerson(reply: QuickReply): boolean {
  return reply.text === WORDINGS.zh.person || reply.text === WORDINGS.en.person;
}

/** Choices that are sent with one press. */
export function QuickReplies({ label, replies, onChoose }: { label: string; replies: readonly QuickReply[]; onChoose: (text: string) => void }) {
  if (replies.length === 0) return null;
  return (
    <div class="quick-replies" role="group" aria-label={label}>
      {replies.map((reply) => (
        <button type="button" key={reply.text} onClick={() => onChoose(reply.text)}>
          {reply.label}
        </button>
      ))}
    </div>
  );
}
