import type { Selectable, Transaction } from 'kysely';
import type { Change } from '#core/change.ts';
import type { Conversation, Handover } from '#core/conversation.ts';
import type { Message } from '#core/message.ts';
import { type EventType, targetOf, type WebhookEvent } from '#core/webhooks/event.ts';
import { acceptedEvents, changeEvents, editEvent, freedFollowUpEvent, type Happening, messageEvent } from '#core/webhooks/events-of.ts';
import { readFollowUp } from './care.ts';
import { toConversation, toHandover, toMessage } from './rows.ts';
import type { ConversationsTable, Tables } from './tables.ts';

type Endpoint = { readonly id: string; readonly events: ReadonlySet<EventType>; readonly notes: boolean };

/** Writes what a change tells of into the outbox, for every endpoint that wants it; part of the change's transaction. `before` and `after` are the conversation's row. */
export async function tellOfChange(trx: Transaction<Tables>, { before, after }: { readonly before: Selectable<ConversationsTable>; readonly after: Selectable<ConversationsTable> }, change: Change, written: readonly Message[], now: number): Promise<void> {
  const { openHandover, touchHandover, ownership, desk, close, rating, care } = change;
  const isOfInterest = openHandover ?? touchHandover ?? ownership ?? desk ?? close ?? rating ?? care ?? change.case?.result?.happened[0] ?? written.find(({ visibility }) => visibility === 'staff');
  if (!isOfInterest) return;
  await tell(trx, after, now, async (conversation) => {
    const followUpId = care?.followUp?.id ?? care?.touchFollowUp?.id;
    const followUp = followUpId === undefined ? undefined : await readFollowUp(trx, followUpId);
    return changeEvents({ before: toConversation(before), after: conversation, change, written, handover: await latestHandover(trx, after.id), followUp, now });
  });
}

/** The same for a follow-up whose owner has left the staff. */
export async function tellOfFreed(trx: Transaction<Tables>, followUpId: string, now: number): Promise<void> {
  const followUp = await readFollowUp(trx, followUpId);
  if (!followUp) return;
  const row = await trx.selectFrom('conversations').selectAll().where('id', '=', followUp.conversationId).executeTakeFirstOrThrow();
  await tell(trx, row, now, (conversation) => Promise.resolve([freedFollowUpEvent(conversation, followUp)]));
}

/** The same for a customer's message that is stored. */
export async function tellOfMessage(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, message: Message, opened: 'first' | 'again' | undefined): Promise<void> {
  await tell(trx, row, message.at, (conversation) => Promise.resolve(acceptedEvents(conversation, message, opened)));
}

/** The same for a message of bot or agent that the customer can read from now on. */
export async function tellOfSent(trx: Transaction<Tables>, conversationId: string, messageId: string, now: number): Promise<void> {
  const endpoints = await wantedBy(trx);
  if (endpoints.length === 0) return;
  const row = await trx.selectFrom('conversations').selectAll().where('id', '=', conversationId).executeTakeFirstOrThrow();
  const message = await trx.selectFrom('messages').selectAll().where('id', '=', messageId).executeTakeFirstOrThrow();
  const happening = messageEvent(toConversation(row), toMessage(message));
  await queue(trx, row, happening ? [happening] : [], endpoints, now);
}

/** The same for a message that was changed or taken back after somebody could read it. */
export async function tellOfEdit(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, message: Message, now: number): Promise<void> {
  if (message.status !== 'sent') return;
  await tell(trx, row, now, (conversation) => Promise.resolve([editEvent(conversation, message)]));
}

async function tell(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, now: number, happened: (conversation: Conversation) => Promise<readonly Happening[]>): Promise<void> {
  const endpoints = await wantedBy(trx);
  if (endpoints.length > 0) await queue(trx, row, await happened(toConversation(row)), endpoints, now);
}

async function queue(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, happened: readonly Happening[], endpoints: readonly Endpoint[], now: number): Promise<void> {
  const timestamp = new Date(now).toISOString();
  const items = happened.flatMap(({ type, isNote, data }) => {
    const event: WebhookEvent = { id: `evt_${crypto.randomUUID()}`, type, timestamp, data };
    const wanting = endpoints.filter(({ events, notes }) => events.has(type) && (notes || !isNote));
    return wanting.map(({ id }) => ({
      conversation_id: row.id,
      target: targetOf(id),
      epoch: row.epoch,
      message_id: null,
      news: JSON.stringify(event),
      attempts: 0,
      next_at: now,
      lease_until: null,
    }));
  });
  if (items.length > 0) await trx.insertInto('outbox').values(items).execute();
}

async function wantedBy(trx: Transaction<Tables>): Promise<readonly Endpoint[]> {
  const rows = await trx.selectFrom('webhooks').select(['id', 'events', 'notes']).where('disabled_at', 'is', null).execute();
  return rows.map(({ id, events, notes }) => ({ id, events: new Set(JSON.parse(events) as EventType[]), notes: notes !== 0 }));
}

async function latestHandover(trx: Transaction<Tables>, conversationId: string): Promise<Handover | undefined> {
  const row = await trx.selectFrom('handovers').selectAll().where('conversation_id', '=', conversationId).orderBy('opened_at', 'desc').orderBy('id').limit(1).executeTakeFirst();
  return row && toHandover(row);
}
