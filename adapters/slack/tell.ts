import { BatonError, isBatonError, toBatonError } from '#core/errors.ts';
import type { Bilingual, Language } from '#core/language.ts';
import type { Staff } from '#core/ports/access-store.ts';
import { shorten } from '#core/text.ts';
import type { SlackContext } from './context.ts';
import type { Person } from './people.ts';
import { WORDS } from './words.ts';

/** Where somebody is in Slack: a channel, and a thread in it. */
export type Place = { readonly channel: string; readonly thread?: string | undefined };

/** Refusals that a person can act on; everything else is trouble of ours and tried again. */
export const isRefusal = (error: unknown): error is BatonError => isBatonError(error, 'invalid_input', 'forbidden', 'not_found', 'conflict', 'too_large', 'not_allowed_now', 'unauthorized');

/** The half of a message in both languages that somebody reads. */
export function inLanguage(message: string, language: Language): string {
  const [zh, en, more] = message.split(' · ');
  if (en === undefined || more !== undefined || zh === undefined || !/\p{Script=Han}/u.test(zh)) return message;
  return language === 'zh' ? zh : en;
}

/** Text that shows as written, for Slack's `text` fields. */
export const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The longest text that is whispered; what people write in Slack has up to 40,000 characters. */
const MOST = 12_000;

/** Says something to one person, where they are; by a message of the app where that place cannot be reached. Never throws. */
export async function whisper({ api, onError }: Pick<SlackContext, 'api' | 'onError'>, slackId: string, { channel, thread }: Place, text: string, blocks?: readonly Record<string, unknown>[]): Promise<void> {
  // Longer ones Slack refuses altogether.
  const shown = { text: shorten(text, MOST), ...(blocks ? { blocks: blocks as never } : {}) };
  try {
    if (channel !== '') return void (await api.call((web) => web.chat.postEphemeral({ channel, user: slackId, ...(thread === undefined ? {} : { thread_ts: thread }), ...shown })));
  } catch (error) {
    if (isBatonError(error, 'unavailable')) return onError(error);
  }
  await api.call((web) => web.chat.postMessage({ channel: slackId, ...shown })).catch(onError);
}

/** Who that is in Baton. Throws `unauthorized` with what to do for somebody who is nobody of the staff. */
export function requireStaff(person: Person): Staff {
  if (person.staff) return person.staff;
  const why = WORDS.nobody[person.why ?? 'unknown'];
  throw new BatonError('unauthorized', say(why, person.language).replaceAll('{email}', person.email ?? '').replaceAll('{name}', person.name));
}

/** Does something for somebody; a refusal is told to them, and only to them. */
export async function orTell(context: Pick<SlackContext, 'api' | 'onError'>, person: Person, place: Place, work: () => Promise<void>, more = ''): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await whisper(context, person.slackId, place, escapeText(`${inLanguage(toBatonError(error).message, person.language)}${more}`));
  }
}

/** Words in somebody's language. */
export const say = (words: Bilingual, language: Language): string => words[language];
