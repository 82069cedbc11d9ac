import { useUntil } from './hooks.ts';
import { Markdown } from './markdown.tsx';
import { botAwaitedUntil, unsent } from './transcript.ts';
import type { ViewState } from './view-state.ts';
import { useWording } from './wording.ts';

/** Three dots while the bot is awaited or somebody types, or the words that the bot has written so far; none without a network, since nobody can be heard then. */
export function TypingLine({ view, online }: { view: ViewState; online: boolean }) {
  const words = useWording();
  const typing = useUntil(view.typing?.until) ? view.typing?.typing : undefined;
  const awaited = useUntil(view.line === 'up' ? botAwaitedUntil(view.transcript, unsent(view.transcript, view.outbox), view.state) : undefined);
  if (!online || (!typing && !awaited)) return null;
  const person = typing?.who === 'agent';
  if (typing?.draft !== undefined) {
    return (
      <div class="typing bot draft" aria-busy="true">
        <Markdown text={typing.draft} citations={[]} />
      </div>
    );
  }
  return (
    <p class={`typing ${person ? 'agent' : 'bot'}`}>
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span class="hidden">{person ? words.typingAgent(typing.name ?? words.agent) : words.typingBot}</span>
    </p>
  );
}
