import type { Handover } from '../conversation.ts';
import type { Language } from '../language.ts';
import type { BriefPromise } from '../protocol.ts';
import { sayAgreed } from './agree.ts';

const DEFAULT_ZONE = 'Asia/Shanghai';
/** The words with which a callback is agreed on; the promise itself says the same more exactly. */
const SPOKEN = /^(?:好的，约好了|我们约好了|Agreed: |We have agreed: )/;

/** Promises with that of a callback in its exact form, first. */
export function withCallbackPromise(promises: readonly BriefPromise[], { callback }: Pick<Handover, 'callback'>, language: Language, timeZone: string | undefined, now: number): readonly BriefPromise[] {
  if (!callback || callback.ended?.how === 'cancelled') return promises;
  const kept = callback.ended?.how === 'done' ? 'yes' : callback.ended ?? (now > callback.until) ? 'no' : 'open';
  return [{ text: sayAgreed(callback, language, timeZone ?? DEFAULT_ZONE, callback.askedAt), by: 'bot', dueAt: callback.until, kept }, ...promises.filter(({ text }) => !SPOKEN.test(text))];
}
