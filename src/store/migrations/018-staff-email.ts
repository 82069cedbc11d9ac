import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** By which e-mail the staff are known elsewhere, such as in Slack. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('staff_emails')
    .addColumn('email', 'text', (c) => c.primaryKey())
    .addColumn('staff_id', 'text', (c) => c.notNull().unique().references('staff.id'))
    .execute();
}

/** Takes it away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropTable('staff_emails').execute();
}
