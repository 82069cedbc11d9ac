import type { Mask } from './mask.ts';
import type { ChannelSink } from './ports/channel-adapter.ts';
import type { Clock } from './ports/clock.ts';
import type { Store } from './ports/store.ts';
import { cleanText, cleanWords } from './text.ts';

/**
 * Where channels put what customers write: cleaned, without what the policy does not let be stored, and on disk before it
 * answers.
 */
export function createSink(store: Store, clock: Clock, hide: Mask): ChannelSink {
  return {
    async accept(inbound) {
      const { message } = await store.accept({ ...inbound, text: hide(cleanWords(inbound.text, inbound.files)) }, clock.now());
      return { id: message.id, seq: message.seq, cursor: message.cursor ?? 0, at: message.at };
    },
    async edit(edit) {
      const { change } = edit;
      await store.edit(change.kind === 'removed' ? edit : { ...edit, change: { kind: 'text', text: hide(cleanText(change.text)) } }, clock.now());
    },
  };
}
