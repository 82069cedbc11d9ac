import { BatonError } from './errors.ts';
import type { ConversationState } from './protocol.ts';

/** What can happen to the ownership of a conversation. */
export type OwnershipEvent =
  | { readonly kind: 'hand_over' }
  | { readonly kind: 'claim'; readonly agentId: string }
  /** A lead takes it from the colleague who has it. */
  | { readonly kind: 'take_over'; readonly agentId: string }
  /** Passes it from its owner to the colleague who has accepted it. */
  | { readonly kind: 'transfer'; readonly agentId: string; readonly toId: string }
  /** Puts it into the queue again. */
  | { readonly kind: 'release' }
  | { readonly kind: 'hand_back'; readonly agentId: string }
  | { readonly kind: 'close' }
  | { readonly kind: 'reopen' };

/** Who owns a conversation, and the epoch of that ownership. */
export type Ownership = {
  readonly state: ConversationState;
  readonly epoch: number;
  readonly segment: number;
  readonly agentId: string | undefined;
};

const ALLOWED: Readonly<Record<OwnershipEvent['kind'], readonly ConversationState[]>> = {
  hand_over: ['bot'],
  claim: ['bot', 'waiting'],
  take_over: ['human'],
  transfer: ['human'],
  release: ['human'],
  hand_back: ['human'],
  close: ['bot', 'waiting', 'human'],
  reopen: ['closed'],
};

const STANDING: Readonly<Record<ConversationState, string>> = {
  bot: '这个对话正由助理处理。 · The bot has this conversation.',
  waiting: '这个对话在等待人工接手。 · This conversation waits for a person.',
  human: '这个对话正由同事处理。 · A person has this conversation.',
  closed: '这个对话已经结束。 · This conversation is closed.',
};

/**
 * The one place where ownership changes: bot → waiting → human → closed; straight from the bot to a person, from one
 * person to the next, back to the queue or to the bot, and open again when the customer writes after the end. Every change grows the epoch. Throws `conflict` for a claim that came too
 * late and `not_allowed_now` for anything else that does not fit the state.
 */
export function transition(now: Ownership, event: OwnershipEvent): Ownership {
  if (!ALLOWED[event.kind].includes(now.state)) {
    throw event.kind === 'claim' && now.state === 'human'
      ? new BatonError('conflict', '同事已经接手了这个对话。 · This conversation has already been taken by a colleague.')
      : new BatonError('not_allowed_now', STANDING[now.state]);
  }
  if ((event.kind === 'hand_back' || event.kind === 'transfer') && event.agentId !== now.agentId) {
    throw new BatonError('not_allowed_now', '只有负责人才能交出对话。 · Only the owner of a conversation can give it away.');
  }
  const epoch = now.epoch + 1;
  switch (event.kind) {
    case 'hand_over':
      return { ...now, state: 'waiting', epoch, agentId: undefined };
    case 'claim':
    case 'take_over':
      return { ...now, state: 'human', epoch, agentId: event.agentId };
    case 'transfer':
      return { ...now, epoch, agentId: event.toId };
    case 'release':
      return { ...now, state: 'waiting', epoch, agentId: undefined };
    case 'hand_back':
      return { ...now, state: 'bot', epoch, agentId: undefined };
    case 'close':
      return { ...now, state: 'closed', epoch };
    case 'reopen':
      return { ...now, state: 'bot', epoch, segment: now.segment + 1, agentId: undefined };
  }
}
