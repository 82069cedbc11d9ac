import { isBatonError } from '#core/errors.ts';
import type { SlackContext } from '../context.ts';
import type { Person } from '../people.ts';
import { type Place, whisper } from '../tell.ts';
import { postAnswer } from './response-url.ts';

/** Where an answer to a command goes: Slack's address for it, good for half an hour, and where it was typed. */
export type AnswerTo = { readonly url: string | undefined; readonly place: Place };

/** Answers only to whoever asked. Where Slack's address for it no longer serves, the answer is whispered. */
export async function answer(context: Pick<SlackContext, 'api' | 'onError'>, person: Person, to: AnswerTo, text: string, blocks?: readonly Record<string, unknown>[], isInstead = false): Promise<void> {
  try {
    if (to.url !== undefined) return await postAnswer(to.url, { text, ...(blocks ? { blocks } : {}), ...(isInstead ? { replace_original: true } : { response_type: 'ephemeral' }) });
  } catch (error) {
    if (!isBatonError(error)) throw error;
  }
  await whisper(context, person.slackId, to.place, text, blocks);
}
