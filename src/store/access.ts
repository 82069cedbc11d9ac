import type { Kysely } from 'kysely';
import { BatonError } from '#core/errors.ts';
import type { AccessStore, Staff } from '#core/ports/access-store.ts';
import type { Tables } from './tables.ts';

/** Sessions, staff and secrets in the database. */
export function createAccessStore(db: Kysely<Tables>): AccessStore {
  const toStaff = (row: { id: string; name: string; role: string }): Staff => ({ id: row.id, name: row.name, role: row.role as Staff['role'] });
  const staffById = async (id: string): Promise<Staff | undefined> => {
    const row = await db.selectFrom('staff').selectAll().where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst();
    return row && toStaff(row);
  };
  return {
    async openSession(tokenHash, session) {
      await db
        .insertInto('customer_sessions')
        .values({
          token_hash: tokenHash,
          address: session.address,
          customer_id: session.customerId ?? null,
          customer_name: session.customerName,
          language: session.language,
          expires_at: session.expiresAt,
        })
        .execute();
    },
    async session(tokenHash, now) {
      const row = await db.selectFrom('customer_sessions').selectAll().where('token_hash', '=', tokenHash).where('expires_at', '>', now).executeTakeFirst();
      return (
        row && {
          address: row.address,
          customerId: row.customer_id ?? undefined,
          customerName: row.customer_name,
          language: row.language === 'zh' ? 'zh' : 'en',
          expiresAt: row.expires_at,
        }
      );
    },
    async staff() {
      return (await db.selectFrom('staff').selectAll().where('removed_at', 'is', null).orderBy('created_at').orderBy('id').execute()).map(toStaff);
    },
    async addStaff(name, role, now) {
      const row = { id: crypto.randomUUID(), name, role, created_at: now, removed_at: null };
      await db.insertInto('staff').values(row).execute();
      return toStaff(row);
    },
    async renameStaff(id, name) {
      await db.updateTable('staff').set({ name }).where('id', '=', id).execute();
    },
    async setEmail(id, email) {
      await db.transaction().execute(async (trx) => {
        // Whoever has left leaves the address to others.
        await trx.deleteFrom('staff_emails').where((eb) => eb.or([eb('staff_id', '=', id), eb('staff_id', 'in', eb.selectFrom('staff').select('id').where('removed_at', 'is not', null))])).execute();
        await trx.insertInto('staff_emails').values({ email: email.trim().toLowerCase(), staff_id: id }).onConflict((conflict) => conflict.column('email').doNothing()).execute();
        const taken = await trx.selectFrom('staff_emails').select('staff_id').where('staff_id', '=', id).executeTakeFirst();
        if (!taken) throw new BatonError('conflict', `一位同事已经在用 ${email}。 · A colleague has the address ${email} already.`);
      });
    },
    async emails() {
      const rows = await db.selectFrom('staff_emails').innerJoin('staff', 'staff.id', 'staff_emails.staff_id').select(['email', 'staff_id']).where('removed_at', 'is', null).execute();
      return new Map(rows.map((row) => [row.email, row.staff_id]));
    },
    async prune(now) {
      await db.deleteFrom('customer_sessions').where('expires_at', '<=', now).execute();
      await db.deleteFrom('staff_sessions').where('expires_at', '<=', now).execute();
      await db.deleteFrom('sign_ins').where('expires_at', '<=', now).execute();
    },
    async addSignIn(tokenHash, staffId, expiresAt) {
      await db.insertInto('sign_ins').values({ token_hash: tokenHash, staff_id: staffId, expires_at: expiresAt, used_at: null }).execute();
    },
    async useSignIn(tokenHash, now) {
      const used = await db
        .updateTable('sign_ins')
        .set({ used_at: now })
        .where('token_hash', '=', tokenHash)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .returning('staff_id')
        .executeTakeFirst();
      return used && staffById(used.staff_id);
    },
    async openStaffSession(tokenHash, staffId, expiresAt) {
      await db.insertInto('staff_sessions').values({ token_hash: tokenHash, staff_id: staffId, expires_at: expiresAt }).execute();
    },
    async staffSession(tokenHash, now) {
      const row = await db
        .selectFrom('staff_sessions')
        .innerJoin('staff', 'staff.id', 'staff_sessions.staff_id')
        .select(['staff.id', 'staff.name', 'staff.role'])
        .where('token_hash', '=', tokenHash)
        .where('expires_at', '>', now)
        .where('removed_at', 'is', null)
        .executeTakeFirst();
      return row && toStaff(row);
    },
    async closeStaffSession(tokenHash) {
      await db.deleteFrom('staff_sessions').where('token_hash', '=', tokenHash).execute();
    },
    async secret(name, propose) {
      await db.insertInto('secrets').values({ name, value: propose() }).onConflict((conflict) => conflict.column('name').doNothing()).execute();
      return (await db.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirstOrThrow()).value;
    },
  };
}
