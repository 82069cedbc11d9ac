import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessStore } from '#core/ports/access-store.ts';
import type { ApiStore } from '#core/ports/api-store.ts';
import type { Store } from '#core/ports/store.ts';

/** An implementation of the API's store beside its store, as the contract needs it. */
export type ApiStoreUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string) => Promise<{ readonly api: ApiStore; readonly store: Store; readonly access: AccessStore }>;
};

const NOW = 1_800_000_000_000;
const ALL = ['bot', 'waiting', 'human', 'closed'] as const;

/** What every store of the HTTP API promises. */
export function describeApiStore({ name, createPlace, open }: ApiStoreUnderTest): void {
  describe(`${name} keeps what the store of the HTTP API promises`, () => {
    let api: ApiStore;
    let store: Store;
    let access: AccessStore;
    beforeEach(async () => {
      ({ api, store, access } = await open(await createPlace()));
    });
    afterEach(() => store.close());
    const say = (address: string, at: number, customerId?: string) =>
      store.accept({ channel: 'web', address, externalId: `${address}-${at}`, text: `在吗 ${at} 😀`, language: 'zh', ...(customerId === undefined ? {} : { customerId }) }, at);

    it('knows a token by its hash, with its role and its colleague', async () => {
      const staff = await access.addStaff('陈晨', 'agent', NOW);
      const made = await api.addToken({ hash: 'h-1', name: '报表 📊', role: 'agent', staffId: staff.id }, NOW);
      expect(made).toMatchObject({ name: '报表 📊', role: 'agent', staff, createdAt: NOW, expiresAt: undefined, revokedAt: undefined, lastUsedAt: undefined });
      expect(await api.useToken('h-1', NOW)).toEqual(made);
      expect(await api.useToken('h-2', NOW)).toBeUndefined();
    });

    it('opens nothing with a token that is revoked, expired, or of somebody who has been removed', async () => {
      const staff = await access.addStaff('吴迪', 'agent', NOW);
      const revoked = await api.addToken({ hash: 'h-1', name: 'a', role: 'read' }, NOW);
      await api.addToken({ hash: 'h-2', name: 'b', role: 'read', expiresAt: NOW + 10 }, NOW);
      await api.addToken({ hash: 'h-3', name: 'c', role: 'agent', staffId: staff.id }, NOW);
      const opens = async (at: number) => (await Promise.all(['h-1', 'h-2', 'h-3'].map((hash) => api.useToken(hash, at)))).map((token) => token !== undefined);
      expect(await opens(NOW + 9)).toEqual([true, true, true]);
      await api.revokeToken(revoked.id, NOW + 10);
      await api.revokeToken(revoked.id, NOW + 99);
      await store.removeStaff(staff.id, () => ({}), NOW);
      expect(await opens(NOW + 10)).toEqual([false, false, false]);
      expect(new Map((await api.tokens()).map((token) => [token.name, token.revokedAt]))).toEqual(new Map([['a', NOW + 10], ['b', undefined], ['c', undefined]]));
      await expect(api.revokeToken('none', NOW)).rejects.toMatchObject({ code: 'not_found' });
      await expect(api.addToken({ hash: 'h-4', name: 'd', role: 'agent', staffId: staff.id }, NOW)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('notes when a token was used, to within a minute', async () => {
      await api.addToken({ hash: 'h-1', name: 'a', role: 'read' }, NOW);
      for (const at of [NOW, NOW + 59_999, NOW + 60_000]) await api.useToken('h-1', at);
      expect((await api.tokens())[0]?.lastUsedAt).toBe(NOW + 60_000);
    });

    it('lists conversations newest first, page by page, each once, also those that began at the same moment', async () => {
      for (const [address, at] of [['v-1', NOW], ['v-2', NOW + 5], ['v-3', NOW + 5], ['v-4', NOW + 9]] as const) await say(address, at);
      const page = async (after?: { createdAt: number; id: string }) => api.conversations({ states: ALL, after, limit: 2 });
      const first = await page();
      await say('v-4', NOW + 50);
      const last = first.at(-1);
      const second = await page(last);
      expect([...first, ...second].map(({ createdAt }) => createdAt - NOW)).toEqual([9, 5, 5, 0]);
      expect(new Set([...first, ...second].map(({ id }) => id)).size).toBe(4);
      expect(await page(second.at(-1))).toEqual([]);
    });

    it('lists those of some states, of a customer, or in which something has happened since', async () => {
      await say('v-1', NOW, 'c-1');
      const { conversation } = await say('v-2', NOW + 1);
      await store.update(conversation.id, (now) => ({ ownership: { ...now, state: 'waiting', epoch: 2 } }), NOW + 9);
      const addresses = async (query: Partial<Parameters<ApiStore['conversations']>[0]>) => (await api.conversations({ states: ALL, limit: 9, ...query })).map(({ address }) => address);
      expect(await addresses({ states: ['waiting'] })).toEqual(['v-2']);
      expect(await addresses({ states: [] })).toEqual([]);
      expect(await addresses({ customerId: 'c-1' })).toEqual(['v-1']);
      expect(await addresses({ updatedSince: NOW + 9 })).toEqual(['v-2']);
    });

    it('reads what was written after a place, in order, notes too', async () => {
      const { conversation } = await say('v-1', NOW);
      await store.update(conversation.id, () => ({ messages: [{ author: 'agent', visibility: 'staff', text: 'note' }, { author: 'agent', visibility: 'all', text: 'reply' }] }), NOW);
      const read = async (after: number, limit: number) => (await api.messages(conversation.id, after, limit)).map(({ message }) => [message.seq, message.text]);
      expect(await read(1, 9)).toEqual([[2, 'note'], [3, 'reply']]);
      expect(await read(1, 1)).toEqual([[2, 'note']]);
      expect(await read(3, 9)).toEqual([]);
    });
  });
}
