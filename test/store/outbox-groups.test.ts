import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGroup, type Job } from '#store/group-commit.ts';
import { openSqlite } from '#store/sqlite.ts';
import type { Tables } from '#store/tables.ts';
import { openTempStore, type TempStore } from '../support/temp-store.ts';

const NOW = 1_800_000_000_000;
const WEB = ['channel:web'];

let temp: TempStore;
beforeEach(async () => {
  temp = await openTempStore();
});
afterEach(() => temp.close());

describe('what is written in groups', () => {
  const keep = (name: string, more: Partial<Job<string>> = {}): Job<string> => ({
    async run(trx) {
      await trx.insertInto('secrets').values({ name, value: '' }).execute();
      if (name === 'bad') throw new Error('bad');
      return `kept ${name}`;
    },
    ...more,
  });
  const opened = () => {
    const { db } = openSqlite(path.join(temp.folder, 'baton.sqlite'));
    const names = async (reader: Kysely<Tables> = db): Promise<string[]> => (await reader.selectFrom('secrets').select('name').where('value', '=', '').orderBy(sql`rowid`).execute()).map(({ name }) => name);
    return { db, group: createGroup(db), begun: vi.spyOn(db, 'transaction'), names };
  };

  it('is one transaction for all who come at the same moment, and one for all who come while it goes on', async () => {
    const { db, group, begun, names } = opened();
    const later: Promise<unknown>[] = [];
    const first: Job<string> = {
      run(trx) {
        for (const name of ['d', 'e', 'f']) later.push(group(keep(name)));
        return keep('a').run(trx);
      },
    };
    expect(await Promise.all([group(first), group(keep('b')), group(keep('c'))])).toEqual(['kept a', 'kept b', 'kept c']);
    expect(await Promise.all(later)).toEqual(['kept d', 'kept e', 'kept f']);
    expect([begun.mock.calls.length, await names()]).toEqual([2, ['a', 'b', 'c', 'd', 'e', 'f']]);
    await db.destroy();
  });

  it('leaves everything else its turn, also when somebody always asks again', async () => {
    const { db, group } = opened();
    let others = 0;
    const count = (): void => {
      others += 1;
      if (others < 100) setImmediate(count);
    };
    setImmediate(count);
    for (let i = 0; i < 50; i += 1) await group(keep(String(i)));
    expect(others).toBeGreaterThan(20);
    await db.destroy();
  });

  it('opens none for those who find nothing to do', async () => {
    const { db, group, begun, names } = opened();
    const idle = keep('idle', { look: () => Promise.resolve(false) });
    expect(await Promise.all([group(idle), group(idle)])).toEqual([undefined, undefined]);
    expect(begun).not.toHaveBeenCalled();
    expect(await Promise.all([group(idle), group(keep('busy', { look: () => Promise.resolve(true) }))])).toEqual([undefined, 'kept busy']);
    expect(await Promise.all([group(idle), group(keep('sure'))])).toEqual([undefined, 'kept sure']);
    expect([begun.mock.calls.length, await names()]).toEqual([2, ['busy', 'sure']]);
    await db.destroy();
  });

  it('is written in the order of the rows that it locks, and what only looks sees all of it', async () => {
    const { db, group, names } = opened();
    let saw: readonly string[] = [];
    const look: Job<void> = {
      look: async (trx) => {
        saw = await names(trx);
        return false;
      },
      run: () => Promise.resolve(),
    };
    await Promise.all([group(look), group(keep('z', { order: 'z' })), group(keep('a', { order: 'a' }))]);
    expect(saw).toEqual(['a', 'z']);
    await db.destroy();
  });

  it('loses nothing to one that fails, alone or among others, of which nothing is written', async () => {
    const { db, group, names } = opened();
    const results = await Promise.allSettled([group(keep('a')), group(keep('bad')), group(keep('c'))]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await expect(group(keep('bad'))).rejects.toThrow('bad');
    expect(await names()).toEqual(['a', 'c']);
    await db.destroy();
  });

  it('is refused to everybody where nothing can be written at all', async () => {
    const { db, group, begun, names } = opened();
    begun.mockImplementationOnce(() => {
      throw new Error('the disk is full');
    });
    const results = await Promise.allSettled([group(keep('a')), group(keep('b'))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect([await group(keep('c')), await names()]).toEqual(['kept c', ['c']]);
    await db.destroy();
  });
});

describe('what cannot be shown', () => {
  it('is told with its reason and tried again later, and the others are shown', async () => {
    const { store } = temp;
    const ids: string[] = [];
    for (const who of ['v-1', 'v-2', 'v-3']) {
      const { conversation } = await store.accept({ channel: 'web', address: who, externalId: who, text: 'hello', language: 'en' }, NOW);
      await store.update(conversation.id, () => ({ messages: [{ author: 'bot', visibility: 'all', text: who }] }), NOW);
      ids.push(conversation.id);
    }
    const [spoilt] = await store.transcript(ids[1]!, 1);
    const other = new DatabaseSync(path.join(temp.folder, 'baton.sqlite'));
    const write = (extras: string) => other.prepare('UPDATE messages SET extras = ? WHERE id = ?').run(extras, spoilt!.message.id);
    write('{');
    const shown = await store.showOutbox(WEB, NOW, 100);
    expect(shown.flatMap((one) => ('item' in one ? [] : [[one.conversationId, one.error]]))).toEqual([[ids[1], expect.any(SyntaxError)]]);
    expect(new Set(shown.flatMap((one) => ('item' in one ? [one.item.conversationId] : [])))).toEqual(new Set([ids[0], ids[2]]));
    expect(await store.showOutbox(WEB, NOW, 100)).toEqual([]);
    write('{}');
    other.close();
    expect(await store.showOutbox(WEB, NOW + 60_000, 100)).toMatchObject([{ became: 'sent', item: { attempts: 1 } }]);
    expect((await store.visibleMessages(ids[1]!, 1, 10)).map(({ text }) => text)).toEqual(['v-2']);
  });
});
