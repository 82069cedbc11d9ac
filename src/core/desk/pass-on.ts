import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import { BatonError } from '../errors.ts';
import type { NewMessage } from '../message.ts';
import type { Policy } from '../policy.ts';
import type { Agent } from '../ports/desk.ts';
import type { SystemNotice } from '../protocol.ts';
import { isTeamThere, teamBackAt } from '../time-limits/team-time.ts';
import { transition } from '../transition.ts';
import { type DeskState, keptFor, type Offer, OFFER_MS, openOffer, type Person, withTried } from './desk-state.ts';
import { isLead, requireOwnerOrLead } from './standing.ts';
import { claim } from './take.ts';

const notice = (visibility: NewMessage['visibility'], what: SystemNotice): NewMessage => ({ author: 'system', visibility, text: '', extras: { notice: what } });

/**
 * Offers a conversation to a colleague. Its owner keeps it until the colleague accepts, so that nobody is ever without one;
 * one that waits goes on waiting meanwhile, and anybody of the staff may offer it.
 */
export function offer(conversation: Conversation, agent: Agent, colleague: Person, now: number): Change | undefined {
  if (conversation.state === 'waiting') return offerWaiting(conversation, agent, colleague, now);
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

function offerWaiting(conversation: Conversation, agent: Agent, colleague: Person, now: number): Change | undefined {
  if (colleague.id === agent.id) throw new BatonError('invalid_input', '要自己处理，请直接接手。 · To have it yourself, please claim it.');
  if (openOffer(conversation, now)?.to.id === colleague.id) return undefined;
  return {
    desk: { ...conversation.desk, offer: { to: colleague, by: { id: agent.id, name: agent.name }, at: now, until: now + OFFER_MS } },
    messages: [notice('staff', { kind: 'offered', agentName: colleague.name, from: agent.name })],
    news: [{ kind: 'offered', agentId: colleague.id }],
  };
}

/** Accepts an offered conversation: its owner from then on. Throws `not_allowed_now` where it is not, or no longer, offered. */
export function accept(conversation: Conversation, handover: Handover | undefined, agent: Agent, policy: Policy, now: number): Change {
  const open = openOffer(conversation, now);
  if (open?.to.id !== agent.id) throw notOffered();
  if (open.from === undefined) return claim(conversation, handover, agent, policy, now);
  return {
    ownership: transition(conversation, { kind: 'transfer', agentId: open.from.id, toId: agent.id }),
    agentName: agent.name,
    desk: keptFor(conversation, agent.id),
    messages: [notice('all', { kind: 'transferred', agentName: agent.name, from: open.from.name })],
    news: ['owner_changed'],
  };
}

/** Ends an offer: the colleague declines it, or the owner, whoever made it, or a lead takes it back. */
export function decline(conversation: Conversation, agent: Agent, now: number): Change {
  const open = conversation.desk?.offer;
  if (open === undefined) throw notOffered();
  if (open.to.id === agent.id) return offerEnded(conversation, open, 'declined', now);
  if (conversation.state !== 'waiting') requireOwnerOrLead(conversation, agent);
  else if (open.by === undefined || (open.by.id !== agent.id && !isLead(agent))) throw notOffered();
  return offerEnded(conversation, open, 'withdrawn', now);
}

/** What a durable timer does at the end of an offer that was made at `at`; `undefined` where it has been answered. */
export function expireOffer(conversation: Conversation, at: number, now: number): Change | undefined {
  const open = conversation.desk?.offer;
  return open?.at === at ? offerEnded(conversation, open, 'late', now) : undefined;
}

function offerEnded(conversation: Conversation, ended: Offer, why: 'declined' | 'withdrawn' | 'late', now: number): Change {
  const { offer: _, ...rest } = conversation.desk ?? {};
  const asker = ended.from ?? ended.by;
  if (asker === undefined) return queueOfferEnded(rest, ended, why, now);
  return {
    // Baton does not choose whoever has just declined.
    desk: ended.by === undefined ? rest : { ...rest, tried: withTried(rest.tried, ended.to.id, now) },
    messages: [notice('staff', { kind: 'offer_ended', agentName: ended.to.name, why })],
    ...(why === 'withdrawn' ? {} : { news: [{ kind: 'returned' as const, agentId: asker.id }] }),
  };
}

/** The next person gets it; whoever has not answered counts as away until they say otherwise. */
function queueOfferEnded(rest: DeskState, { to }: Offer, why: 'declined' | 'withdrawn' | 'late', now: number): Change {
  return {
    desk: { ...rest, tried: withTried(rest.tried, to.id, now) },
    messages: [notice('staff', { kind: 'routed', what: why === 'late' ? 'late' : 'declined', agentName: to.name })],
    ...(why === 'late' ? { presence: { staffId: to.id, chosen: 'away' as const }, news: [{ kind: 'let_pass' as const, agentId: to.id }] } : {}),
  };
}

/** Puts a conversation into the queue again, of its own team or of `team`; the customer is told and keeps the place that was earned. */
export function release(conversation: Conversation, agent: Agent, team: string | undefined, policy: Policy, current: string | undefined, now: number): Change {
  requireOwnerOrLead(conversation, agent);
  return requeue(conversation, conversation.agentName ?? agent.name, team, policy, current, now);
}

/** The same without asking who does it: `agentName` is who lets go. */
export function requeue(conversation: Conversation, agentName: string, team: string | undefined, policy: Policy, current: string | undefined, now: number): Change {
  const name = team ?? current ?? '';
  const to = Object.hasOwn(policy.teams, name) ? policy.teams[name] : undefined;
  if (team !== undefined && to === undefined) throw new BatonError('invalid_input', '没有这个团队。 · There is no such team.');
  const isThere = to === undefined || isTeamThere(policy, name, now);
  return {
    ownership: transition(conversation, { kind: 'release' }),
    agentName: undefined,
    // Whoever let go of it is not given it again at once.
    desk: { waitsAgainSince: now, ...(conversation.agentId === undefined ? {} : { tried: withTried(conversation.desk?.tried, conversation.agentId, now) }) },
    touchHandover: { requeued: team === undefined ? {} : { team } },
    messages: [
      notice('all', {
        kind: 'released',
        agentName,
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
