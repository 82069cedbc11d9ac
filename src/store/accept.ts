import { createHash } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { keptActions } from '#core/actions/state.ts';
import type { Change } from '#core/change.ts';
import { EMPTY_MEMORY, type Conversation, type Handover } from '#core/conversation.ts';
import { BatonError } from '#core/errors.ts';
import { filesMark } from '#core/files/same-files.ts';
import type { InboundMessage, Message } from '#core/message.ts';
import type { Accepted } from '#core/ports/store.ts';
import { transition } from '#core/transition.ts';
import { touchHandover } from './apply-change.ts';
import { carryFiles } from './files.ts';
import { fromMessage, toConversation, toMessage } from './rows.ts';
import type { ConversationsTable, Tables } from './tables.ts';
import { openHandover } from './turns.ts';
import { tellOfMessage } from './webhook-events.ts';
import { writeTimers } from './write-timers.ts';

/** What a customer's message changes about the handover that is open. */
export type FollowMessage = (conversation: Conversation, handover: Handover | undefined, now: number) => Pick<Change, 'touchHandover' | 'timers'> | undefined;

/** See `Store.idOf`. */
export function conversationId(channel: string, address: string): string {
  return createHash('sha256').update(`${channel}\0${address}`).digest('base64url').slice(0, 22);
}

/** See `Store.accept`. `follow` says what a customer's message changes about the handover that is open. */
export function accept(db: Kysely<Tables>, inbound: InboundMessage, now: number, follow: FollowMessage): Promise<Accepted> {
  return db.transaction().execute(async (trx) => {
    // Touching the conversation first takes its row lock: everything after is one at a time per conversation.
    const touched = await touchConversation(trx, inbound, now);
    const id = crypto.randomUUID();
    const fresh = await trx
      .insertInto('inbound_ids')
      .values({ channel: inbound.channel, external_id: inbound.externalId, message_id: id })
      .onConflict((conflict) => conflict.columns(['channel', 'external_id']).doNothing())
      .returning('message_id')
      .executeTakeFirst();
    if (!fresh) return acceptedBefore(trx, inbound);

    const row = touched.state === 'closed' ? await reopen(trx, touched, now) : touched;
    const isPast = inbound.past !== undefined;
    // What a bot said elsewhere has reached its customer there.
    const isForStaff = inbound.past === 'bot';
    const message: Message = {
      id,
      conversationId: row.id,
      seq: row.last_seq + 1,
      cursor: isForStaff ? undefined : row.last_cursor + 1,
      segment: row.segment,
      author: inbound.past ?? 'customer',
      visibility: isForStaff ? 'staff' : 'all',
      text: inbound.text,
      extras: inbound.files?.length ? { files: await carryFiles(trx, row.id, id, inbound.files) } : {},
      status: 'sent',
      at: now,
    };
    await trx.insertInto('messages').values(fromMessage(message)).execute();
    if (row.state !== 'bot' && !isPast) await followMessage(trx, row, now, follow);
    const updated = await trx
      .updateTable('conversations')
      .set({
        last_seq: message.seq,
        last_cursor: message.cursor ?? row.last_cursor,
        turn_due_at: isPast ? row.turn_due_at : (row.turn_due_at ?? now),
        ...(isPast && row.turn_due_at === null ? { handled_seq: message.seq } : {}),
        ...(inbound.customerId === undefined ? {} : { customer_id: inbound.customerId }),
      })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (!isForStaff) await tellOfMessage(trx, updated, message, touched.last_seq === 0 ? 'first' : touched.state === 'closed' ? 'again' : undefined);
    return { message, conversation: toConversation(updated), isNew: true };
  });
}

async function followMessage(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, now: number, follow: FollowMessage): Promise<void> {
  const change = follow(toConversation(row), await openHandover(trx, row.id), now);
  if (change?.touchHandover) await touchHandover(trx, row.id, change.touchHandover, now);
  if (change?.timers) await writeTimers(trx, row.id, change.timers);
}

function touchConversation(trx: Transaction<Tables>, inbound: InboundMessage, now: number): Promise<Selectable<ConversationsTable>> {
  return trx
    .insertInto('conversations')
    .values({
      id: conversationId(inbound.channel, inbound.address),
      channel: inbound.channel,
      address: inbound.address,
      state: 'bot',
      epoch: 1,
      segment: 1,
      language: inbound.language,
      customer_id: inbound.customerId ?? null,
      customer_name: '',
      tier: 'regular',
      agent_id: null,
      agent_name: null,
      desk: null,
      offered_to: null,
      memory: JSON.stringify(EMPTY_MEMORY),
      handled_seq: 0,
      last_seq: 0,
      last_cursor: 0,
      close_reason: null,
      closed_by: null,
      rating: null,
      rating_comment: null,
      created_at: now,
      updated_at: now,
      turn_due_at: null,
      lease_token: 0,
      lease_until: null,
    })
    .onConflict((conflict) => conflict.columns(['channel', 'address']).doUpdateSet({ updated_at: now }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function acceptedBefore(trx: Transaction<Tables>, inbound: InboundMessage): Promise<Accepted> {
  const row = await trx
    .selectFrom('inbound_ids')
    .innerJoin('messages', 'messages.id', 'inbound_ids.message_id')
    .selectAll('messages')
    .where('inbound_ids.channel', '=', inbound.channel)
    .where('inbound_ids.external_id', '=', inbound.externalId)
    .executeTakeFirstOrThrow();
  // One that was changed or taken back since is the same message when it comes again in its first words.
  const said = toMessage(row);
  const first = said.earlier?.[0] ?? said;
  const files = said.extras.files ?? said.earlier?.at(-1)?.files;
  if (first.text !== inbound.text || String(filesMark(files)) !== String(filesMark(inbound.files))) {
    throw new BatonError('conflict', 'A message with this id has already been accepted with another text. Send the new text with an id of its own.');
  }
  const conversation = await trx.selectFrom('conversations').selectAll().where('id', '=', row.conversation_id).executeTakeFirstOrThrow();
  return { message: said, conversation: toConversation(conversation), isNew: false };
}

/** Gives a closed conversation back to the bot in a new segment, whose first line says so. */
async function reopen(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, now: number): Promise<Selectable<ConversationsTable>> {
  const closed = toConversation(row);
  const { state, epoch, segment } = transition(closed, { kind: 'reopen' });
  const seq = row.last_seq + 1;
  const cursor = row.last_cursor + 1;
  const line: Message = {
    id: crypto.randomUUID(),
    conversationId: row.id,
    seq,
    cursor,
    segment,
    author: 'system',
    visibility: 'all',
    text: '',
    extras: { notice: { kind: 'reopened' } },
    status: 'sent',
    at: now,
  };
  await trx.insertInto('messages').values(fromMessage(line)).execute();
  return trx
    .updateTable('conversations')
    .set({
      state,
      epoch,
      segment,
      last_seq: seq,
      last_cursor: cursor,
      memory: JSON.stringify({ ...EMPTY_MEMORY, ...keptActions(closed.memory) }),
      agent_id: null,
      agent_name: null,
      desk: null,
      offered_to: null,
      close_reason: null,
      closed_by: null,
      rating: null,
      rating_comment: null,
    })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
