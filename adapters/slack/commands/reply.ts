import { toBatonError } from '#core/errors.ts';
import type { Conversation } from '#core/conversation.ts';
import type { Staff } from '#core/ports/access-store.ts';
import { shorten } from '#core/text.ts';
import { adviceLines } from '../actions/advice-lines.ts';
import type { Pressed } from '../actions/pressed.ts';
import { type SlackContext, SLACK_DESK } from '../context.ts';
import { part, text } from '../inbox/slip.ts';
import type { Person } from '../people.ts';
import { escapeText, inLanguage, isRefusal, requireStaff, say } from '../tell.ts';
import { nameCustomer } from '../threads/names.ts';
import { WORDS } from '../words.ts';
import { answer, type AnswerTo } from './answer.ts';
import { ANSWERS } from './words.ts';

/** Ids of the buttons under the question which conversation is meant, and under advice. */
const REPLY_TO = 'baton_reply_to_';
const SEND_ANYWAY = 'baton_send_anyway';
/** Is it pressed in what a command answered? */
export const isOfCommand = (pressed: Pressed | undefined): boolean => pressed !== undefined && (pressed.actionId.startsWith(REPLY_TO) || pressed.actionId === SEND_ANYWAY);

/** A button takes so much of a text along. */
const BUTTON_LENGTH = 1_900;
const MOST_CHOICES = 20;
const LOOKED_AT = 1_000;

/** `/reply TEXT`: says it to the customer whom the person has; asks which where there are several. Sends once by its key. */
export async function replyByCommand(context: SlackContext, person: Person, to: AnswerTo, words: string, key: string): Promise<void> {
  const { language } = person;
  const staff = requireStaff(person);
  if (words.trim() === '') return answer(context, person, to, say(ANSWERS.emptyReply, language));
  const mine = await conversationsOf(context, staff);
  const [only, ...others] = mine;
  if (!only) return answer(context, person, to, say(ANSWERS.noConversation, language));
  if (others.length === 0) return send(context, person, { staff, to, conversationId: only.id, words, key, isChecked: false });
  if (words.length > BUTTON_LENGTH) return answer(context, person, to, say(ANSWERS.tooLongToAsk, language));
  const buttons = mine.slice(0, MOST_CHOICES).map((conversation, i) => ({
    type: 'button',
    action_id: `${REPLY_TO}${i}`,
    text: { type: 'plain_text', text: shorten(nameOf(conversation, person), 70), emoji: true },
    value: `${conversation.id} ${words}`,
  }));
  await answer(context, person, to, say(ANSWERS.which, language), [{ type: 'section', text: { type: 'plain_text', text: say(ANSWERS.which, language) } }, { type: 'actions', elements: buttons }]);
}

/** A conversation was chosen for a reply, or a reply is to go as it is; however often that is pressed, it goes once. */
export async function replyToChosen(context: SlackContext, person: Person, pressed: Pressed, body: Readonly<Record<string, unknown>>, key: string): Promise<void> {
  const [conversationId = '', ...rest] = pressed.raw.split(' ');
  const to = { url: text(body, 'response_url'), place: pressed.place };
  const container = part(body, 'container');
  const asked = text(container, 'message_ts');
  const once = asked === undefined ? key : `answer:${text(container, 'channel_id') ?? ''}:${asked}`;
  await refusing(context, person, to, rest.join(' '), () => send(context, person, { staff: requireStaff(person), to, conversationId, words: rest.join(' '), key: once, isChecked: pressed.actionId === SEND_ANYWAY }));
}

/** Says a refusal to whoever asked, with the words that were not sent. */
export async function refusing(context: SlackContext, person: Person, to: AnswerTo, words: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const kept = words === '' ? '' : `${say(WORDS.yourWords, person.language)}${words}`;
    await answer(context, person, to, escapeText(`${inLanguage(toBatonError(error).message, person.language)}${kept}`));
  }
}

type Sending = { readonly staff: Staff; readonly to: AnswerTo; readonly conversationId: string; readonly words: string; readonly key: string; readonly isChecked: boolean };

async function send(context: SlackContext, person: Person, { staff, to, conversationId, words, key, isChecked }: Sending): Promise<void> {
  const { language } = person;
  const advice = isChecked || words.length > BUTTON_LENGTH ? undefined : await context.adviseOn?.(conversationId, staff, words);
  if (advice && advice.findings.length > 0) {
    const shown = [`⚠️ ${say(ANSWERS.advice, language)}`, ...adviceLines(advice, words, language)].join('\n');
    const button = { type: 'button', action_id: SEND_ANYWAY, text: { type: 'plain_text', text: say(ANSWERS.sendAnyway, language), emoji: true }, value: `${conversationId} ${words}` };
    return answer(context, person, to, escapeText(shown), [
      { type: 'section', text: { type: 'plain_text', text: shorten(shown, 2_900) } },
      { type: 'section', text: { type: 'plain_text', text: shorten(words, 2_900) } },
      { type: 'actions', elements: [button] },
    ]);
  }
  await context.sink().reply(conversationId, staff, words, `${SLACK_DESK}:${key}`);
  const conversation = await context.store.conversation(conversationId);
  await answer(context, person, to, escapeText(`${say(ANSWERS.sent, language).replace('{name}', () => (conversation ? nameOf(conversation, person) : ''))}${words}`), undefined, true);
}

async function conversationsOf({ store }: SlackContext, staff: Staff): Promise<readonly Conversation[]> {
  return (await store.conversations(['human'], LOOKED_AT)).filter(({ agentId }) => agentId === staff.id);
}

const nameOf = (conversation: Conversation, person: Person): string => nameCustomer(conversation, person.language);
