import { BatonError } from '#core/errors.ts';
import type { Staff } from '#core/ports/access-store.ts';
import { ACTIONS } from '../action-ids.ts';
import { isOfCommand, replyToChosen } from '../commands/reply.ts';
import { type SlackContext, SLACK_DESK } from '../context.ts';
import { orTell, requireStaff } from '../tell.ts';
import { BOXES } from './words.ts';
import { type Pressed, readPressed } from './pressed.ts';

/** Steps that need nothing but who takes them. */
const STEPS: Readonly<Record<string, 'claim' | 'takeOver' | 'accept' | 'decline' | 'release' | 'join' | 'leave' | 'awaitCustomer' | 'callbackDone'>> = {
  [ACTIONS.claim]: 'claim',
  [ACTIONS.takeOver]: 'takeOver',
  [ACTIONS.accept]: 'accept',
  [ACTIONS.decline]: 'decline',
  [ACTIONS.release]: 'release',
  [ACTIONS.join]: 'join',
  [ACTIONS.leave]: 'leave',
  [ACTIONS.awaitCustomer]: 'awaitCustomer',
  [ACTIONS.callbackDone]: 'callbackDone',
};

/** Does what a button says, once by its key; whoever pressed is told when it is refused, such as who was faster. */
export async function takePress(context: SlackContext, body: Readonly<Record<string, unknown>>, key: string): Promise<void> {
  const pressed = readPressed(body);
  if (!pressed) return;
  const person = await context.people.find(pressed.slackId);
  if (isOfCommand(pressed)) return replyToChosen(context, person, pressed, body, key);
  await orTell(context, person, pressed.place, () => act(context, requireStaff(person), pressed, `${SLACK_DESK}:${key}`));
}

async function act(context: SlackContext, staff: Staff, { actionId, value, at }: Pressed, command: string): Promise<void> {
  if (!value) return;
  const { conversationId, messageId, extra } = value;
  const step = STEPS[actionId];
  if (step) await context.sink()[step](conversationId, staff, command);
  else if (actionId === ACTIONS.callbackMissed) await context.sink().callbackMissed(conversationId, staff, undefined, command);
  else if (actionId === ACTIONS.message && extra === 'retract' && messageId !== undefined) await context.sink().retract(conversationId, staff, messageId, command);
  else if (actionId === ACTIONS.talk || actionId === ACTIONS.untalk) await switchTalk(context, staff, conversationId, actionId === ACTIONS.talk, at);
}

/** Switches the conversation's thread to talking with the customer, or back to notes; only its owner can. Twice is as once. */
async function switchTalk({ store, threads, owe }: SlackContext, staff: Staff, conversationId: string, isOn: boolean, at: string | undefined): Promise<void> {
  const [conversation, thread] = await Promise.all([store.conversation(conversationId), threads.latest(SLACK_DESK, conversationId)]);
  if (!conversation || !thread || thread.endedAt !== undefined) throw new BatonError('not_found', BOXES.ended);
  if (conversation.state !== 'human' || conversation.agentId !== staff.id) throw new BatonError('not_allowed_now', BOXES.onlyOwnerTalks);
  // What is written between two presses goes to the customer all the same.
  if (isOn && thread.talker?.id === staff.id) return;
  await threads.set(thread.id, { talker: isOn ? { id: staff.id, name: staff.name, ...(at === undefined ? {} : { since: at }) } : undefined });
  owe(conversationId);
}
