import type { Change } from '../change.ts';
import type { Conversation } from '../conversation.ts';
import { BatonError } from '../errors.ts';
import type { NewMessage } from '../message.ts';
import type { Policy } from '../policy.ts';
import type { Agent } from '../ports/desk.ts';
import type { SystemNotice } from '../protocol.ts';
import { isTeamThere, teamBackAt } from '../time-limits/team-time.ts';
import { transition } from '../transition.ts';
import { keptFor, OFFER_MS, openOffer, type Person } from './desk-state.ts';
import { requireOwnerOrLead } from './standing.ts';

const notice = (visibility: NewMessage['visibility'], what: SystemNotice): NewMessage => ({ author: 'system', visibility, text: '', extras: { notice: what } });

/** Offers a conversation to a colleague. Its owner keeps it until the colleague accepts, so that nobody is ever without one. */
export function offer(conversation: Conversation, agent: Agent, colleague: Person, now: number): Change | undefined {
  requireOwnerOrLead(conversation, agent);
  const { agentId = '', agentName = '', desk } = conversation;
  if (colleague.id === agentId) throw new BatonError('invalid_input', `${agentName}已经在处理这个对话。 · ${agentName} has this conversation already.`);
  if (openOffer(conversation, now)?.to.id === colleague.id) return undefined;
  return {
    desk: { ...desk, offer: { from: { id: agentId, name: agentName }, to: colleague, at: now, until: now + OFFER_MS } },
    messages: [notice('staff', { kind: 'offered', agentName: colleague.name, from: agent.name })],
    news: [{ kind: 'offered', agentId: colleague.id }],
  };
}

/** Accepts an offered conversation: its owner from then on. Throws `not_allowed_now` where it is not, or no longer, offered. */
export function accept(conversation: Conversation, agent: Agent, now: number): Change {
  const open = openOffer(conversation, now);
  if (open?.to.id !== agent.id) throw notOffered();
  return {
    ownership: transition(conversation, { kind: 'transfer', agentId: open.from.id, toId: agent.id }),
    agentName: agent.name,
    desk: keptFor(conversation, agent.id),
    messages: [notice('all', { kind: 'transferred', agentName: agent.name, from: open.from.name })],
    news: ['owner_changed'],
  };
}

/** Ends an offer: the colleague declines it, or the owner or a lead takes it back. */
export function decline(conversation: Conversation, agent: Agent): Change {
  const open = conversation.desk?.offer;
  if (open === undefined) throw notOffered();
  if (open.to.id === agent.id) return offerEnded(conversation, 'declined');
  requireOwnerOrLead(conversation, agent);
  return offerEnded(conversation, 'withdrawn');
}

/** What a durable timer does at the end of an offer that was made at `at`; `undefined` where it has been answered. */
export function expireOffer(conversation: Conversation, at: number): Change | undefined {
  return conversation.desk?.offer?.at === at ? offerEnded(conversation, 'late') : undefined;
}

function offerEnded(conversation: Conversation, why: 'declined' | 'withdrawn' | 'late'): Change {
  const { offer: ended, ...rest } = conversation.desk ?? {};
  return {
    desk: rest,
    messages: [notice('staff', { kind: 'offer_ended', agentName: ended?.to.name ?? '', why })],
    ...(why === 'withdrawn' || ended === undefined ? {} : { news: [{ kind: 'returned' as const, agentId: ended.from.id }] }),
  };
}

/** Puts a conversation into the queue again, of its own team or of `team`; the customer is told and keeps the place that was earned. */
export function release(conversation: Conversation, agent: Agent, team: string | undefined, policy: Policy, current: string | undefined, now: number): Change {
  requireOwnerOrLead(conversation, agent);
  const name = team ?? current ?? '';
  const to = policy.teams[name];
  if (team !== undefined && to === undefined) throw new BatonError('invalid_input', '没有这个团队。 · There is no such team.');
  const isThere = to === undefined || isTeamThere(policy, name, now);
  return {
    ownership: transition(conversation, { kind: 'release' }),
    agentName: undefined,
    desk: { waitsAgainSince: now },
    touchHandover: { requeued: team === undefined ? {} : { team } },
    messages: [
      notice('all', {
        kind: 'released',
        agentName: conversation.agentName ?? agent.name,
        ...(team === undefined || to === undefined ? {} : { team: to.name }),
        open: isThere,
        ...(isThere ? {} : { opensAt: teamBackAt(policy, name, now) }),
      }),
    ],
    news: ['handover'],
  };
}

function notOffered(): BatonError {
  return new BatonError('not_allowed_now', '这个对话现在没有转给您：可能已经超时、被收回，或同事已经处理。 · This conversation is not offered to you now: the time has run out, it was taken back, or a colleague has seen to it.');
}
