import { type Kysely, sql } from 'kysely';
import { columnTypes } from '../column-types.ts';
import type { Tables } from '../tables.ts';

/** Threads of handovers at desks, and what stands in them. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const { serial } = columnTypes(db);
  await db.schema
    .createTable('desk_threads')
    .addColumn('place', serial, (c) => (serial === 'integer' ? c.primaryKey().autoIncrement() : c.primaryKey()))
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('desk', 'text', (c) => c.notNull())
    .addColumn('conversation_id', 'text', (c) => c.notNull().references('conversations.id'))
    .addColumn('handover_id', 'text', (c) => c.notNull())
    .addColumn('team', 'text')
    .addColumn('room', 'text', (c) => c.notNull())
    .addColumn('root', 'text')
    .addColumn('from_seq', 'integer', (c) => c.notNull())
    .addColumn('talker', 'text')
    .addColumn('moved_from', 'text')
    .addColumn('owed_since', 'bigint')
    .addColumn('fault', 'text')
    .addColumn('retry_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('holder', 'text')
    .addColumn('lease_until', 'bigint')
    .addUniqueConstraint('desk_threads_handover', ['desk', 'handover_id'])
    .execute();
  await db.schema.createIndex('desk_threads_conversation').on('desk_threads').columns(['conversation_id', 'desk', 'place']).execute();
  await db.schema.createIndex('desk_threads_unended').on('desk_threads').columns(['desk', 'place']).where(sql.ref('ended_at'), 'is', null).execute();
  await db.schema
    .createTable('desk_posts')
    .addColumn('place', serial, (c) => (serial === 'integer' ? c.primaryKey().autoIncrement() : c.primaryKey()))
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('thread_id', 'text', (c) => c.notNull().references('desk_threads.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('room', 'text', (c) => c.notNull())
    .addColumn('ts', 'text')
    .addColumn('from_seq', 'integer')
    .addColumn('to_seq', 'integer')
    .addColumn('part', 'integer')
    .addColumn('ref', 'text')
    .addColumn('shown', 'text', (c) => c.notNull())
    .addColumn('marks', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('desk_posts_thread').on('desk_posts').columns(['thread_id', 'place']).execute();
  await db.schema.createIndex('desk_posts_ts').on('desk_posts').columns(['room', 'ts']).where(sql.ref('ts'), 'is not', null).execute();
}

/** Takes them away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropTable('desk_posts').ifExists().execute();
  await db.schema.dropTable('desk_threads').ifExists().execute();
}
