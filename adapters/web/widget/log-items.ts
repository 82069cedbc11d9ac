import type { CustomerMessage } from '#core/protocol.ts';
import type { OutboxItem } from './outbox.ts';
import { sameDay } from './time.ts';

/** One entry of the conversation as it is drawn, with its place in a run of one author's messages. */
export type LogItem =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'message'; readonly key: string; readonly message: CustomerMessage; readonly first: boolean; readonly last: boolean }
  | { readonly kind: 'unsent'; readonly key: string; readonly item: OutboxItem; readonly first: boolean; readonly last: boolean };

type Entry = { readonly at: number; readonly voice: string; readonly message?: CustomerMessage; readonly item?: OutboxItem };

const RUN_MS = 5 * 60_000;

function oneRun(one: Entry | undefined, other: Entry | undefined): boolean {
  return one !== undefined && other !== undefined && one.voice === other.voice && other.at - one.at < RUN_MS && sameDay(one.at, other.at);
}

/**
 * Lays out messages and unsent ones with a heading for each day. Messages of one author within five minutes form a
 * run. An own message keeps its `clientId` as key when the server confirms it, so that it is not drawn anew.
 */
export function layOut(messages: readonly CustomerMessage[], unsent: readonly OutboxItem[]): readonly LogItem[] {
  const entries: readonly Entry[] = [
    ...messages.map((message) => ({ at: message.at, voice: `${message.author} ${message.agentName ?? ''}`, message })),
    ...unsent.map((item) => ({ at: item.at, voice: 'customer ', item })),
  ];
  return entries.flatMap((entry, at): readonly LogItem[] => {
    const before = entries[at - 1];
    const first = !oneRun(before, entry);
    const last = !oneRun(entry, entries[at + 1]);
    const day: readonly LogItem[] = before && sameDay(before.at, entry.at) ? [] : [{ kind: 'day', key: `day ${entry.at}`, at: entry.at }];
    if (entry.item) return day.concat({ kind: 'unsent', key: entry.item.clientId, item: entry.item, first, last });
    return entry.message ? day.concat({ kind: 'message', key: entry.message.clientId ?? entry.message.id, message: entry.message, first, last }) : day;
  });
}
