import type { Insertable, Selectable, Transaction, Updateable } from 'kysely';
import { CALLS } from '#core/actions/state.ts';
import type { Change } from '#core/change.ts';
import type { Conversation } from '#core/conversation.ts';
import type { Message, NewMessage } from '#core/message.ts';
import { isKept } from '#core/time-limits/clocks.ts';
import { writeCare } from './care-changes.ts';
import { writeCase } from './cases.ts';
import { writeEdits } from './edits.ts';
import { carryFiles } from './files.ts';
import { writeGap } from './gaps.ts';
import { readNeeds, writePresence } from './needs.ts';
import { fromMessage, toConversation } from './rows.ts';
import { noteServed } from './served.ts';
import { noteStint } from './stints.ts';
import type { ConversationsTable, HandoversTable, OutboxTable, Tables } from './tables.ts';
import { tellOfChange } from './webhook-events.ts';
import { briefAfter } from './write-brief.ts';
import { writeTimers } from './write-timers.ts';

/**
 * Writes a change to a conversation whose row this transaction holds. Messages to the customer are queued with the
 * epoch that holds after the change. `desks` are told the news.
 */
export async function applyChange(
  trx: Transaction<Tables>,
  row: Selectable<ConversationsTable>,
  decided: Change,
  now: number,
  desks: readonly string[],
): Promise<Conversation> {
  const change = await writeCase(trx, row, decided, now);
  const owner = change.ownership ?? { state: row.state, epoch: row.epoch, segment: row.segment, agentId: row.agent_id ?? undefined };
  const written = await withCarried(trx, (change.messages ?? []).map((message, i) => place(message, row, owner.segment, row.last_seq + 1 + i, now)));
  const handled = change.handledSeq ?? row.handled_seq;

  const set: Updateable<ConversationsTable> = {
    state: owner.state,
    epoch: owner.epoch,
    segment: owner.segment,
    agent_id: owner.agentId ?? null,
    last_seq: row.last_seq + written.length,
    handled_seq: handled,
    updated_at: now,
    ...('agentName' in change ? { agent_name: change.agentName ?? null } : {}),
    ...(change.desk ? { desk: JSON.stringify(change.desk), offered_to: change.desk.offer?.to.id ?? null } : change.ownership ? { desk: null, offered_to: null } : {}),
    ...(change.language ? { language: change.language } : {}),
    ...(change.customer ? { customer_name: change.customer.name, tier: change.customer.tier } : {}),
    ...(change.memory ? { memory: JSON.stringify(change.memory) } : {}),
    ...(change.close ? { close_reason: change.close.reason, closed_by: change.close.by } : {}),
    ...(change.rating ? { rating: change.rating.score, rating_comment: change.rating.comment ?? null } : {}),
    ...(change.care?.state ? { care: JSON.stringify(change.care.state) } : {}),
    ...(change.handledSeq === undefined ? {} : { turn_due_at: (await hasUntaken(trx, row.id, handled)) ? now : null }),
  };
  const updated = await trx.updateTable('conversations').set(set).where('id', '=', row.id).returningAll().executeTakeFirstOrThrow();

  if (change.edits) await writeEdits(trx, updated, change.edits, now);
  if (written.length > 0) await trx.insertInto('messages').values(written.map(fromMessage)).execute();
  for (const { seq, understanding } of change.understandings ?? []) {
    await trx
      .updateTable('messages')
      .set({ understanding: JSON.stringify(understanding) })
      .where('conversation_id', '=', row.id)
      .where('seq', '=', seq)
      .execute();
  }
  await writeHandover(trx, row, owner.segment, change, now);
  if (change.rating) await writeRating(trx, updated, change.rating, now);
  if (change.care) await writeCare(trx, updated, change.care, now);
  if (change.timers) await writeTimers(trx, row.id, change.timers);
  if (change.presence) await writePresence(trx, change.presence, now);
  await noteServed(trx, row, change, written, now);
  await noteStint(trx, row, change, written, now);
  if (change.gap) await writeGap(trx, row.id, change.gap, now);
  await queue(trx, updated, written, change, now, desks);
  await tellOfChange(trx, { before: row, after: updated }, change, written, now);
  return toConversation(updated);
}

function place(message: NewMessage, row: Selectable<ConversationsTable>, segment: number, seq: number, now: number): Message {
  return {
    id: crypto.randomUUID(),
    conversationId: row.id,
    seq,
    cursor: undefined,
    segment,
    author: message.author,
    visibility: message.visibility,
    text: message.text,
    extras: message.extras ?? {},
    status: message.visibility === 'staff' ? 'sent' : 'queued',
    at: now,
  };
}

/** The same messages; their files are theirs from now on. */
async function withCarried(trx: Transaction<Tables>, messages: readonly Message[]): Promise<readonly Message[]> {
  const carried: Message[] = [];
  for (const message of messages) {
    const { files } = message.extras;
    carried.push(files ? { ...message, extras: { ...message.extras, files: await carryFiles(trx, message.conversationId, message.id, files) } } : message);
  }
  return carried;
}

async function hasUntaken(trx: Transaction<Tables>, conversationId: string, handledSeq: number): Promise<boolean> {
  const next = await trx
    .selectFrom('messages')
    .select('seq')
    .where('conversation_id', '=', conversationId)
    .where('author', '=', 'customer')
    .where('seq', '>', handledSeq)
    .where('removed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return next !== undefined;
}

async function writeHandover(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, segment: number, change: Change, now: number): Promise<void> {
  const { openHandover } = change;
  const conversationId = row.id;
  if (openHandover) {
    await trx
      .insertInto('handovers')
      .values({
        id: crypto.randomUUID(),
        conversation_id: conversationId,
        segment,
        reason: openHandover.reason,
        rule_id: openHandover.ruleId,
        words: JSON.stringify(openHandover.words),
        priority: openHandover.priority,
        team: openHandover.team,
        opened_at: now,
        due_at: openHandover.dueAt,
        claimed_at: null,
        first_reply_at: null,
        ended_at: null,
        outcome: null,
        clocks: openHandover.clocks ? JSON.stringify(openHandover.clocks) : null,
        escalated_at: null,
        needs: await readNeeds(trx, row, segment, change),
        callback: openHandover.callback ? JSON.stringify(openHandover.callback) : null,
      })
      .execute();
  }
  if (change.touchHandover) await touchHandover(trx, conversationId, change.touchHandover, now);
}

/** Writes what a change does to the open handover. */
export async function touchHandover(trx: Transaction<Tables>, conversationId: string, touch: NonNullable<Change['touchHandover']>, now: number): Promise<void> {
  const set: Updateable<HandoversTable> = {
    ...(touch.claimed ? { claimed_at: now } : {}),
    ...(touch.firstReply ? { first_reply_at: now } : {}),
    ...(touch.requeued ? { claimed_at: null, ...touch.requeued } : {}),
    ...(touch.ended ? { ended_at: now, outcome: touch.ended } : {}),
    ...(touch.priority ? { priority: touch.priority } : {}),
    ...(touch.clocks ? { clocks: JSON.stringify(touch.clocks), first_reply_kept: toFlag(isKept(touch.clocks.firstReply)), solution_kept: toFlag(isKept(touch.clocks.solution)) } : {}),
    ...(touch.escalated ? { escalated_at: now } : {}),
    ...(touch.brief ? { brief: await briefAfter(trx, conversationId, touch.brief) } : {}),
    ...(touch.callback ? { callback: JSON.stringify(touch.callback) } : {}),
  };
  if (Object.keys(set).length === 0) return;
  await trx.updateTable('handovers').set(set).where('conversation_id', '=', conversationId).where('ended_at', 'is', null).execute();
}

function toFlag(is: boolean | undefined): number | null {
  return is === undefined ? null : Number(is);
}

async function writeRating(
  trx: Transaction<Tables>,
  row: Selectable<ConversationsTable>,
  rating: NonNullable<Change['rating']>,
  now: number,
): Promise<void> {
  const values = { score: rating.score, comment: rating.comment ?? null, served_by: rating.servedBy ?? row.agent_name ?? 'bot', at: now };
  await trx
    .insertInto('ratings')
    .values({ conversation_id: row.id, segment: rating.segment ?? row.segment, ...values })
    .onConflict((conflict) => conflict.columns(['conversation_id', 'segment']).doUpdateSet(values))
    .execute();
}

async function queue(
  trx: Transaction<Tables>,
  row: Selectable<ConversationsTable>,
  written: readonly Message[],
  change: Change,
  now: number,
  desks: readonly string[],
): Promise<void> {
  const base = { conversation_id: row.id, epoch: row.epoch, attempts: 0, next_at: now, lease_until: null };
  const items: Insertable<OutboxTable>[] = [
    ...written.flatMap((message, i) => (message.visibility === 'all' ? [{ ...base, target: `channel:${row.channel}`, message_id: message.id, news: null, yields: change.messages?.[i]?.yields ? 1 : null }] : [])),
    ...(change.news ?? []).flatMap((what) => {
      const news = JSON.stringify({ id: crypto.randomUUID(), ...(typeof what === 'string' ? { kind: what } : what), conversationId: row.id });
      return desks.map((desk) => ({ ...base, target: `desk:${desk}`, message_id: null, news }));
    }),
    ...(change.call ? [{ ...base, target: CALLS, message_id: null, news: JSON.stringify(change.call) }] : []),
  ];
  if (items.length > 0) await trx.insertInto('outbox').values(items).execute();
}
