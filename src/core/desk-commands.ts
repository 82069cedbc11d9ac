import type { Change } from './change.ts';
import type { Conversation, Handover } from './conversation.ts';
import type { Person } from './desk/desk-state.ts';
import { amend } from './desk/amend.ts';
import { handBack, type Resume } from './desk/hand-back.ts';
import { accept, decline, offer, release } from './desk/pass-on.ts';
import { requireLead, requireOwner } from './desk/standing.ts';
import { ask, join, leave, note, reply } from './desk/talk.ts';
import { claim, takeOver } from './desk/take.ts';
import { BatonError } from './errors.ts';
import { filesMark } from './files/same-files.ts';
import type { Language } from './language.ts';
import type { Policy } from './policy.ts';
import type { Clock } from './ports/clock.ts';
import type { Agent, DeskSink } from './ports/desk.ts';
import type { Command, Store } from './ports/store.ts';
import type { CallbackContact, CloseReason, HandBack } from './protocol.ts';
import { openAssigned } from './routing/routing-timers.ts';
import { cleanText, cleanWords } from './text.ts';
import { awaitCustomer } from './time-limits/await-customer.ts';
import { transition } from './transition.ts';
import { openCallback } from './waiting/callback.ts';
import { callbackDone, callbackMissed, callbackMoved, contactSeen, requireNoCallback } from './waiting/callback-steps.ts';

/** What the steps of staff rest on. */
export type DeskShop = {
  /** The policy that holds now: its teams and their hours. */
  readonly policy: () => Policy;
  /** Everybody of the staff. */
  readonly staff: () => Promise<readonly Person[]>;
  /** An article that customers may read, in their language where there is a translation. */
  readonly article: (id: string, language: Language) => Promise<{ readonly language: Language; readonly title: string } | undefined>;
};

type Decide = (conversation: Conversation, handover: Handover | undefined) => Change | undefined;

/** The steps that staff can take, each one transaction. */
export function createDeskCommands(store: Store, clock: Clock, shop: DeskShop): DeskSink {
  const change = async (id: string, agent: Agent, decide: Decide, command: Omit<Command, 'by'> = {}): Promise<void> => {
    await store.update(id, decide, clock.now(), { by: agent.id, ...command });
  };
  /** A command that takes effect once, whoever says these words again under this id. */
  const once = (id: string, kind: string, agent: Agent, ...words: readonly string[]) => ({ id, content: JSON.stringify([kind, agent.id, ...words]) });
  /** The same where the caller names the step. */
  const maybeOnce = (id: string | undefined, kind: string, agent: Agent, ...words: readonly string[]) => (id === undefined ? {} : once(id, kind, agent, ...words));
  const colleague = async (id: string): Promise<Person> => {
    const found = (await shop.staff()).find((person) => person.id === id);
    if (!found) throw new BatonError('invalid_input', '没有这位同事，请另选一位。 · There is no such colleague. Please choose another one.');
    return { id: found.id, name: found.name };
  };
  const backTo = (team: string | undefined, agent: Agent): Decide => (conversation, handover) => release(conversation, agent, team, shop.policy(), handover?.team, clock.now());
  return {
    claim: (id, agent, key) => change(id, agent, (conversation, handover) => claim(conversation, handover, agent, shop.policy(), clock.now()), maybeOnce(key, 'claim', agent)),
    takeOver: (id, agent, key) => change(id, agent, (conversation) => takeOver(conversation, agent), maybeOnce(key, 'take_over', agent)),
    async transfer(id, agent, to, key) {
      if ('team' in to) return change(id, agent, backTo(to.team, agent), maybeOnce(key, 'transfer', agent, 'team', to.team));
      const person = await colleague(to.agentId);
      await change(id, agent, (conversation) => offer(conversation, agent, person, clock.now()), maybeOnce(key, 'transfer', agent, 'agent', to.agentId));
    },
    accept: (id, agent, key) => change(id, agent, (conversation, handover) => accept(conversation, handover, agent, shop.policy(), clock.now()), maybeOnce(key, 'accept', agent)),
    decline: (id, agent, key) => change(id, agent, (conversation) => decline(conversation, agent, clock.now()), maybeOnce(key, 'decline', agent)),
    opened: (id, agent) => change(id, agent, (conversation) => openAssigned(conversation, agent.id)),
    release: (id, agent, key) => change(id, agent, backTo(undefined, agent), maybeOnce(key, 'release', agent)),
    reply: (id, agent, text, commandId, more) =>
      change(id, agent, (conversation, handover) => reply(conversation, handover, agent, cleanWords(text, more?.files), more), once(commandId, 'reply', agent, text, ...filesMark(more?.files))),
    note: (id, agent, text, commandId, more) =>
      change(id, agent, (conversation) => note(conversation, agent, cleanWords(text, more?.files), more), once(commandId, 'note', agent, text, ...filesMark(more?.files))),
    async edit(id, agent, messageId, text, commandId) {
      const message = await store.message(id, messageId);
      await change(id, agent, (conversation) => amend(conversation, message, agent, { kind: 'text', text: cleanWords(text, message?.extras.files) }), once(commandId, 'edit', agent, messageId, text));
    },
    async retract(id, agent, messageId, commandId) {
      const message = await store.message(id, messageId);
      await change(id, agent, (conversation) => amend(conversation, message, agent, { kind: 'removed' }), once(commandId, 'retract', agent, messageId));
    },
    async ask(id, agent, colleagueId, text, commandId) {
      const person = await colleague(colleagueId);
      await change(id, agent, (conversation) => ask(conversation, agent, person, cleanText(text)), once(commandId, 'ask', agent, colleagueId, text));
    },
    join: (id, agent, key) => change(id, agent, (conversation) => join(conversation, agent), maybeOnce(key, 'join', agent)),
    leave: (id, agent, key) => change(id, agent, (conversation) => leave(conversation, agent), maybeOnce(key, 'leave', agent)),
    async handBack(id, agent, how = {}, commandId) {
      const { text } = how;
      const words = text === undefined || text.trim() === '' ? undefined : cleanText(text);
      const resume = await readResume(how.resume, store, shop, id);
      await change(
        id,
        agent,
        (conversation, handover) => {
          const given = handBack(conversation, handover, agent, words, resume);
          requireNoCallback(handover);
          return given;
        },
        maybeOnce(commandId, 'hand_back', agent, JSON.stringify(how)),
      );
    },
    awaitCustomer: (id, agent, key) => change(id, agent, (conversation, handover) => awaitCustomer(conversation, handover, agent), maybeOnce(key, 'await_customer', agent)),
    callbackDone: (id, agent, key) => change(id, agent, (conversation, handover) => callbackDone(conversation, handover, agent, clock.now()), maybeOnce(key, 'callback_done', agent)),
    callbackMissed: (id, agent, at, key) =>
      change(id, agent, (conversation, handover) => callbackMissed(conversation, handover, agent, at, shop.policy(), clock.now()), maybeOnce(key, 'callback_missed', agent, String(at))),
    callbackMoved: (id, agent, at, key) =>
      change(id, agent, (conversation, handover) => callbackMoved(conversation, handover, agent, at, shop.policy(), clock.now()), maybeOnce(key, 'callback_moved', agent, String(at))),
    async callbackContact(id, agent) {
      let contact: CallbackContact | undefined;
      await change(id, agent, (conversation, handover) => {
        const callback = openCallback(handover);
        contact = callback && { way: callback.way, contact: callback.contact };
        return contactSeen(conversation, handover, agent);
      });
      if (!contact) throw new BatonError('internal', 'A number was looked at and is not there.');
      return contact;
    },
    close: (id, agent, reason, key) => change(id, agent, (conversation, handover) => closeByAgent(conversation, handover, agent, reason), maybeOnce(key, 'close', agent, reason)),
    async removeColleague(agent, colleagueId) {
      requireLead(agent);
      if (agent.id === colleagueId) throw new BatonError('not_allowed_now', '不能移除自己，请另一位主管来做。 · You cannot remove yourself. Please ask another lead.');
      return store.removeStaff(
        colleagueId,
        (conversation, handover) => release(conversation, agent, undefined, shop.policy(), handover?.team, clock.now()),
        clock.now(),
      );
    },
  };
}

async function readResume(resume: HandBack['resume'], store: Store, shop: DeskShop, id: string): Promise<Resume | undefined> {
  if (resume?.kind !== 'article') return resume && { kind: 'question', text: cleanText(resume.text) };
  const conversation = await store.conversation(id);
  const article = await shop.article(resume.articleId, conversation?.language ?? 'zh');
  if (!article) throw new BatonError('invalid_input', '客户看不到这篇文章，请另选一篇。 · Customers cannot read this article. Please choose another one.');
  return { kind: 'article', article: { articleId: resume.articleId, language: article.language, title: article.title } };
}

function closeByAgent(conversation: Conversation, handover: Handover | undefined, agent: Agent, reason: CloseReason): Change {
  requireOwner(conversation, agent);
  requireNoCallback(handover);
  return {
    ownership: transition(conversation, { kind: 'close' }),
    touchHandover: { ended: 'closed' },
    close: { reason, by: agent.name },
    messages: [{ author: 'system', visibility: 'all', text: '', extras: { notice: { kind: 'closed', by: 'agent', agentName: agent.name } } }],
    news: ['owner_changed'],
  };
}
