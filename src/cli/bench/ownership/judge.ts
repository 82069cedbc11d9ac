import type { Message } from '#core/message.ts';
import type { HistoryEvent, Standing } from './history.ts';

/** What the checker judges: what has happened, and what is stored in the end. */
export type Evidence = { readonly history: readonly HistoryEvent[]; readonly transcript: readonly Message[]; readonly isPush: boolean; readonly leads: ReadonlySet<string>; /** Words of the system that nobody asks for when they are said. */ readonly unasked: RegExp };

/**
 * Every way in which a run broke the rules of ownership, in sentences; none for a good run. Knows nothing of how Baton
 * works: it compares what customer, agents and platform were told with each other and with what is stored.
 */
export function judge(evidence: Evidence): string[] {
  return [...lostWords(evidence), ...doubleTurns(evidence), ...ownership(evidence), ...botWords(evidence), ...unaskedWords(evidence), ...sending(evidence), ...pages(evidence)];
}

const kinds = <K extends HistoryEvent['kind']>(history: readonly HistoryEvent[], kind: K) =>
  history.filter((event): event is Extract<HistoryEvent, { kind: K }> => event.kind === kind);

/** Whatever was acknowledged is stored once and in order, and an agent's words have reached the customer. */
function lostWords({ history, transcript }: Evidence): string[] {
  const said = [...new Map(kinds(history, 'accepted').map(({ externalId, text }) => [externalId, text])).values()];
  const stored = transcript.filter(({ author }) => author === 'customer').map(({ text }) => text);
  const faults = said.join('\n') === stored.join('\n') ? [] : [`the customer said [${said.join(', ')}], stored is [${stored.join(', ')}]`];
  for (const text of new Set(kinds(history, 'said').map((event) => event.text))) {
    const [message, ...more] = transcript.filter((line) => line.author === 'agent' && line.text === text);
    if (message?.status !== 'sent') faults.push(`the agent's words "${text}" were acknowledged and are ${message?.status ?? 'not stored'}`);
    if (more.length > 0) faults.push(`the agent's words "${text}" are stored ${more.length + 1} times`);
  }
  const waiting = transcript.filter(({ status }) => status === 'queued');
  if (waiting.length > 0) faults.push(`${waiting.length} messages never left`);
  return faults;
}

/** Each message of the customer is taken up by one turn. */
function doubleTurns({ history, transcript }: Evidence): string[] {
  const times = new Map<number, number>();
  for (const { seqs } of kinds(history, 'taken_up')) for (const seq of seqs) times.set(seq, (times.get(seq) ?? 0) + 1);
  return transcript.filter(({ author, seq }) => author === 'customer' && times.get(seq) !== 1).map(({ seq }) => `message ${seq} was taken up ${times.get(seq) ?? 0} times`);
}

/**
 * One owner per epoch, a new epoch per owner, no owner replaced but by a lead or by whom it was offered to, and nobody
 * speaks for the owner but the owner and leads who have joined.
 */
function ownership({ history, leads }: Evidence): string[] {
  const faults: string[] = [];
  let before: Standing | undefined;
  for (const event of history) {
    if (event.kind === 'said') {
      const { state, agentId, desk } = event.standing;
      const may = agentId === event.agentId || desk?.joined?.some(({ id }) => id === event.agentId);
      if (state !== 'human' || !may) faults.push(`${event.agentId} spoke while ${agentId ?? 'nobody'} was the owner (${state})`);
    }
    if (event.kind !== 'standing') continue;
    const { standing } = event;
    if (before) {
      const changed = before.state !== standing.state || before.agentId !== standing.agentId;
      if (changed && standing.epoch <= before.epoch) faults.push(`${before.state} became ${standing.state} within epoch ${standing.epoch}`);
      const isReplaced = before.state === 'human' && standing.state === 'human' && before.agentId !== standing.agentId;
      const next = standing.agentId ?? '';
      if (isReplaced && !leads.has(next) && before.desk?.offer?.to.id !== next) faults.push(`the conversation was taken from ${before.agentId ?? 'nobody'} by ${next}`);
      if (standing.epoch < before.epoch) faults.push(`the epoch fell from ${before.epoch} to ${standing.epoch}`);
    }
    before = standing;
  }
  return faults;
}

/** Not a word of the bot is stored, sent or shown while a person is the owner, nor sent after its owner has changed. */
function botWords({ history, transcript }: Evidence): string[] {
  const faults: string[] = [];
  const bot = new Map(transcript.filter(({ author }) => author === 'bot').map((message) => [message.id, message]));
  const epochOf = new Map<string, number>();
  let standing: Standing | undefined;
  let covered = 0;
  for (const event of history) {
    if (event.kind === 'standing') {
      standing = event.standing;
      for (const { id, seq } of bot.values()) {
        if (seq <= covered || seq > standing.lastSeq) continue;
        epochOf.set(id, standing.epoch);
        if (standing.state === 'human') faults.push(`the bot's message ${seq} was accepted while a person was the owner`);
      }
      covered = Math.max(covered, standing.lastSeq);
    }
    const sent = event.kind === 'left' || (event.kind === 'settled' && event.became === 'sent' && !history.some((other) => other.kind === 'left' && other.messageId === event.messageId));
    if (!sent || !standing) continue;
    const message = bot.get(event.messageId);
    if (message && (standing.state === 'human' || standing.epoch > (epochOf.get(message.id) ?? Infinity))) {
      faults.push(`the bot's message ${message.seq} of epoch ${epochOf.get(message.id) ?? '?'} went out in epoch ${standing.epoch} (${standing.state})`);
    }
  }
  return faults;
}

/** Nothing that nobody has asked for comes to the customer while a person is the owner, though Baton says it by itself. */
function unaskedWords({ history, transcript, unasked }: Evidence): string[] {
  const faults: string[] = [];
  const words = new Map(transcript.filter(({ author, visibility, text }) => author === 'system' && visibility === 'all' && unasked.test(text)).map((message) => [message.id, message]));
  const gone = new Set<string>();
  let standing: Standing | undefined;
  let covered = 0;
  for (const event of history) {
    if (event.kind === 'standing') {
      standing = event.standing;
      for (const { seq, text } of words.values()) {
        if (seq > covered && seq <= standing.lastSeq && standing.state === 'human') faults.push(`"${text}" was said while a person was the owner`);
      }
      covered = Math.max(covered, standing.lastSeq);
    }
    const isGoing = event.kind === 'left' || (event.kind === 'settled' && event.became === 'sent');
    if (!isGoing || gone.has(event.messageId)) continue;
    gone.add(event.messageId);
    const message = words.get(event.messageId);
    if (message && standing?.state === 'human') faults.push(`"${message.text}" of the case went out to a customer with whom a person was talking`);
  }
  return faults;
}

/** What was sent is never sent again, and everything comes in its order. */
function sending({ history, transcript, isPush }: Evidence): string[] {
  const faults: string[] = [];
  const done = new Set<string>();
  const firsts: string[] = [];
  for (const event of history) {
    if (event.kind === 'settled' && event.became === 'sent') done.add(event.messageId);
    if (event.kind !== 'left') continue;
    if (done.has(event.messageId)) faults.push(`message ${event.messageId} was sent again`);
    if (!firsts.includes(event.messageId)) firsts.push(event.messageId);
  }
  // That a conversation is open again stands where it is seen, beside the customer's own words, and is never sent.
  const spoken = transcript.filter(({ author, cursor, visibility, extras }) => author !== 'customer' && visibility === 'all' && cursor !== undefined && extras.notice?.kind !== 'reopened');
  const bySeq = spoken.toSorted((a, b) => a.seq - b.seq).map(({ id }) => id);
  const byTime = isPush ? firsts.filter((id) => bySeq.includes(id)) : spoken.toSorted((a, b) => (a.cursor ?? 0) - (b.cursor ?? 0)).map(({ id }) => id);
  const order = isPush ? bySeq.filter((id) => byTime.includes(id)) : bySeq;
  if (order.join() !== byTime.join()) faults.push('messages came in another order than they were said');
  return faults;
}

/** A page that has been told of a person shows no unfinished words of the bot. */
function pages({ history }: Evidence): string[] {
  let isBot = false;
  const faults: string[] = [];
  for (const event of history) {
    if (event.kind === 'page_notice') isBot = false;
    if (event.kind === 'page_state') isBot = event.state === 'bot';
    if (event.kind === 'page_draft' && !isBot) faults.push('the page showed a draft of the bot after it was told of a change of owner');
  }
  return faults;
}
