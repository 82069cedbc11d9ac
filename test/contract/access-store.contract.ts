import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessStore } from '#core/ports/access-store.ts';

/** An implementation of the access store, as the contract needs it. */
export type AccessStoreUnderTest = { readonly name: string; readonly open: () => Promise<{ access: AccessStore; close: () => Promise<void> }> };

const NOW = 1_800_000_000_000;

/** What every access store promises. */
export function describeAccessStore({ name, open }: AccessStoreUnderTest): void {
  describe(`${name} keeps what the access store promises`, () => {
    let access: AccessStore;
    let close: () => Promise<void>;
    beforeEach(async () => {
      ({ access, close } = await open());
    });
    afterEach(() => close());

    it('knows a session until it expires, and no other', async () => {
      const session = { address: 'v-1', customerId: undefined, customerName: '', language: 'zh', expiresAt: NOW + 10 } as const;
      await access.openSession('hash', session);
      expect(await access.session('hash', NOW)).toEqual(session);
      expect(await access.session('hash', NOW + 10)).toBeUndefined();
      expect(await access.session('other', NOW)).toBeUndefined();
    });

    it('lets a sign-in link be used once, even by two at the same time', async () => {
      const staff = await access.addStaff('陈静', 'agent', NOW);
      await access.addSignIn('link', staff.id, NOW + 10);
      const used = await Promise.all([access.useSignIn('link', NOW), access.useSignIn('link', NOW)]);
      expect(used.filter((found) => found !== undefined)).toEqual([staff]);
    });

    it('refuses a sign-in link that is over or unknown', async () => {
      const staff = await access.addStaff('陈静', 'agent', NOW);
      await access.addSignIn('link', staff.id, NOW + 10);
      expect(await access.useSignIn('link', NOW + 10)).toBeUndefined();
      expect(await access.useSignIn('none', NOW)).toBeUndefined();
    });

    it('knows who is signed in until they sign out or it expires', async () => {
      const staff = await access.addStaff('Lead', 'lead', NOW);
      await access.openStaffSession('a', staff.id, NOW + 10);
      expect(await access.staffSession('a', NOW)).toEqual(staff);
      expect(await access.staffSession('a', NOW + 10)).toBeUndefined();
      await access.closeStaffSession('a');
      expect(await access.staffSession('a', NOW)).toBeUndefined();
      expect(await access.staff()).toEqual([staff]);
    });

    it('gives a person another name, who stays the same person and signed in; nobody else is renamed', async () => {
      const staff = await access.addStaff('Chen', 'lead', NOW);
      const other = await access.addStaff('Wu', 'agent', NOW + 1);
      await access.openStaffSession('a', staff.id, NOW + 10);
      await access.renameStaff(staff.id, '陈静 😀');
      expect(await access.staffSession('a', NOW)).toEqual({ ...staff, name: '陈静 😀' });
      expect(await access.staff()).toEqual([{ ...staff, name: '陈静 😀' }, other]);
    });

    it('knows people by their e-mail, whatever its case, until they are removed', async () => {
      const [chen, wu] = [await access.addStaff('Chen', 'lead', NOW), await access.addStaff('Wu', 'agent', NOW + 1)];
      await access.setEmail(chen.id, ' Chen@Example.com ');
      expect(Object.fromEntries(await access.emails())).toEqual({ 'chen@example.com': chen.id });
      await expect(access.setEmail(wu.id, 'CHEN@example.com')).rejects.toMatchObject({ code: 'conflict' });
      await access.setEmail(chen.id, 'chen@example.org');
      await access.setEmail(wu.id, 'chen@example.com');
      await access.setEmail(wu.id, 'chen@example.com');
      expect(Object.fromEntries(await access.emails())).toEqual({ 'chen@example.org': chen.id, 'chen@example.com': wu.id });
    });

    it('removes what has expired, and only that', async () => {
      const staff = await access.addStaff('陈静', 'agent', NOW);
      for (const [name, until] of [['over', NOW + 10], ['good', NOW + 11]] as const) {
        await access.openSession(name, { address: name, customerId: undefined, customerName: '', language: 'en', expiresAt: until });
        await access.openStaffSession(name, staff.id, until);
        await access.addSignIn(name, staff.id, until);
      }
      // Asked as of an earlier moment, only what has been removed is missing.
      const there = async (name: string) => [await access.session(name, NOW), await access.staffSession(name, NOW)].map((found) => found !== undefined);
      await access.prune(NOW + 9);
      expect([await there('over'), await there('good')]).toEqual([[true, true], [true, true]]);
      await access.prune(NOW + 10);
      expect([await there('over'), await there('good')]).toEqual([[false, false], [true, true]]);
      expect([await access.useSignIn('over', NOW), await access.useSignIn('good', NOW)]).toEqual([undefined, staff]);
      expect(await access.staff()).toEqual([staff]);
    });

    it('keeps the first secret of a name', async () => {
      expect(await access.secret('identity', () => 'one')).toBe('one');
      expect(await access.secret('identity', () => 'two')).toBe('one');
    });
  });
}
