import type { Change } from '../change.ts';
import { viewCallbackForStaff } from './callback.ts';

/** What webhooks are told of promises to reach a customer. */
export type CallbackEvent = { readonly type: 'callback.promised' | 'callback.late' | 'callback.ended'; readonly data: Readonly<Record<string, unknown>> };

/**
 * What webhooks are told of a change to the promise to reach a customer: that it was made or changed, is late, or ended.
 * Never the number itself, which is looked up by a step that is noted.
 */
export function callbackEvents({ openHandover, touchHandover, messages }: Change): readonly CallbackEvent[] {
  const callback = touchHandover?.callback ?? openHandover?.callback;
  if (!callback) return [];
  const { ended } = callback;
  const data = { callback: { ...viewCallbackForStaff(callback), ...(ended ? { ended } : {}) } };
  if (ended) return [{ type: 'callback.ended', data }];
  const isLate = messages?.some(({ extras }) => extras?.notice?.kind === 'callback_late') ?? false;
  return [{ type: isLate ? 'callback.late' : 'callback.promised', data }];
}
