/**
 * Ids of what people press in Slack; the cards are rendered in `threads/`, what they do is in `actions/`. Each button carries
 * `writeValue(…)` in its `value`. A link button (`open`) has its address and nothing else to do.
 */
export const ACTIONS = {
  /** Takes a conversation that waits or that the bot has. */
  claim: 'baton_claim',
  /** A lead takes it from its owner. */
  takeOver: 'baton_take_over',
  /** Accepts, or declines, an offered conversation. */
  accept: 'baton_accept',
  decline: 'baton_decline',
  /** Opens the choice of colleagues and teams. */
  assign: 'baton_assign',
  /** Back into the team's queue. */
  release: 'baton_release',
  /** Opens the box that gives it back to the bot. */
  handBack: 'baton_hand_back',
  /** Opens the choice of a closing reason. */
  close: 'baton_close',
  /** Opens the box in which the reply to the customer is written. */
  reply: 'baton_reply',
  /** Opens that box with a suggested reply in it; its value has `extra`: the number of the suggestion in the card, from 0. */
  draft: 'baton_draft',
  /** The thread's owner switches it to talking with the customer, and back to notes. */
  talk: 'baton_talk',
  untalk: 'baton_untalk',
  /** Opens the box that asks a colleague for advice. */
  consult: 'baton_consult',
  /** A lead writes beside the owner from now on; and no longer does. */
  join: 'baton_join',
  leave: 'baton_leave',
  /** The customer must answer first. */
  awaitCustomer: 'baton_await_customer',
  /** The customer was reached as agreed; nobody was reached, and it is tried again. */
  callbackDone: 'baton_callback_done',
  callbackMissed: 'baton_callback_missed',
  /** Link to the console. */
  open: 'baton_open',
  /** Menu (overflow) beside an agent's message; its options' values have `messageId` and as `extra` `edit` or `retract`. */
  message: 'baton_message',
  /** Menu (overflow) of a card for what is rarely needed; its options' values have as `extra` one of the keys of `ACTIONS`. */
  more: 'baton_more',
} as const;

/** One of the ids above. */
export type ActionId = (typeof ACTIONS)[keyof typeof ACTIONS];

/** What a button is about. None of the parts has a blank in it. */
export type ActionValue = { readonly conversationId: string; readonly messageId?: string; readonly extra?: string };

/** A button's value as Slack carries it; well under its 150 characters for options. */
export function writeValue({ conversationId, messageId = '', extra = '' }: ActionValue): string {
  return [conversationId, messageId, extra].join(' ').trimEnd();
}

/** Reads it again; `undefined` for what is not one of ours. */
export function readValue(value: string | undefined): ActionValue | undefined {
  const [conversationId = '', messageId = '', extra = ''] = (value ?? '').split(' ');
  if (conversationId === '') return undefined;
  return { conversationId, ...(messageId === '' ? {} : { messageId }), ...(extra === '' ? {} : { extra }) };
}
