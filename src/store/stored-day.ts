import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { statSync } from 'node:fs';
import type { Tier } from '#core/protocol.ts';
import type { Callback } from '#core/waiting/callback.ts';

/** A handover as it ended up in the store. Times are Unix ms of the fast day. */
export type StoredHandover = {
  readonly tier: Tier;
  readonly team: string;
  readonly reason: string;
  readonly openedAt: number;
  readonly dueAt: number;
  readonly claimedAt?: number;
  readonly firstReplyAt?: number;
  readonly endedAt?: number;
  readonly outcome?: string;
  /** When a time limit was broken first. */
  readonly escalatedAt?: number;
  /** The promise to reach the customer, as it stood last. */
  readonly callback?: Pick<Callback, 'until' | 'ended'>;
};

/** What the store holds after the day. */
export type StoredDay = {
  readonly handovers: readonly StoredHandover[];
  readonly conversations: number;
  /** Customer messages that nobody has taken up. */
  readonly untaken: number;
  /** What is still to be sent. */
  readonly unsent: number;
  readonly messages: number;
  readonly megabytes: number;
};

/** Reads the SQLite file of a server that has stopped. */
export function readStoredDay(dataDir: string): StoredDay {
  const file = path.join(dataDir, 'baton.sqlite');
  const db = new DatabaseSync(file, { readOnly: true });
  const count = (sql: string): number => Number(db.prepare(sql).get()?.['n'] ?? 0);
  try {
    const rows = db.prepare('select c.tier, h.team, h.reason, h.opened_at, h.due_at, h.claimed_at, h.first_reply_at, h.ended_at, h.outcome, h.escalated_at, h.callback from handovers h join conversations c on c.id = h.conversation_id').all();
    const time = (value: unknown, name: string): object => (value === null ? {} : { [name]: Number(value) });
    return {
      handovers: rows.map((row) => ({
        tier: row['tier'] as Tier,
        team: String(row['team']),
        reason: String(row['reason']),
        openedAt: Number(row['opened_at']),
        dueAt: Number(row['due_at']),
        ...time(row['claimed_at'], 'claimedAt'),
        ...time(row['first_reply_at'], 'firstReplyAt'),
        ...time(row['ended_at'], 'endedAt'),
        ...time(row['escalated_at'], 'escalatedAt'),
        ...(row['callback'] === null ? {} : { callback: JSON.parse(String(row['callback'])) as Callback }),
        ...(row['outcome'] === null ? {} : { outcome: String(row['outcome']) }),
      })),
      conversations: count('select count(*) n from conversations'),
      untaken: count('select count(*) n from conversations where turn_due_at is not null'),
      unsent: count("select count(*) n from outbox where target not like 'webhook%'"),
      messages: count('select count(*) n from messages'),
      megabytes: statSync(file).size / 2 ** 20,
    };
  } finally {
    db.close();
  }
}
