import type { Mask } from '../mask.ts';
import { type AskTools, createAsker } from '../model-answer/ask.ts';
import type { ModelMessage } from '../ports/language-model.ts';

/** What is written with for which nobody waits. */
export type AsideTools = AskTools & { readonly mask: Mask; readonly newBoundary: () => string };

/** Nobody waits for it, but a model that takes longer is stuck, ms. */
const LIMIT_MS = 20_000;
const MOST_TOKENS = 260;

/**
 * What a model writes for which nobody waits; `visitor` bears the cost. `undefined` where it fails, is cut off, is too slow,
 * may not be asked, or `signal` ends it. Never throws.
 */
export async function askAside(messages: readonly ModelMessage[], visitor: string, tools: AsideTools, signal?: AbortSignal): Promise<string | undefined> {
  const asker = createAsker(tools, visitor);
  const ended = Promise.withResolvers<undefined>();
  const end = (): void => {
    asker.stop();
    ended.resolve(undefined);
  };
  if (signal?.aborted) return undefined;
  signal?.addEventListener('abort', end, { once: true });
  try {
    // Whoever stops does not wait for a call that is only being prepared.
    const reply = await Promise.race([asker.ask({ messages, use: 'assist', maxTokens: MOST_TOKENS }, LIMIT_MS), ended.promise]);
    return reply?.finish === 'stop' ? reply.text : undefined;
  } catch (error) {
    if (!signal?.aborted) tools.onFailure(error);
    return undefined;
  } finally {
    signal?.removeEventListener('abort', end);
  }
}
