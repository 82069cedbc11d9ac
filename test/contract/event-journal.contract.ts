import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventJournal } from '#core/ports/event-journal.ts';

/** A journal as its contract needs it; `open` on the same place finds what was written there. */
export type EventJournalUnderTest = { readonly name: string; readonly createPlace: () => Promise<string>; readonly open: (place: string) => EventJournal };

const NOW = 1_800_000_000_000;
const WEEK_MS = 7 * 24 * 3600_000;

/** What every journal of outside events promises. */
export function describeEventJournal({ name, createPlace, open }: EventJournalUnderTest): void {
  describe(`${name} keeps what a journal promises`, () => {
    let place: string;
    let journal: EventJournal;
    beforeEach(async () => {
      place = await createPlace();
      journal = open(place);
    });
    afterEach(() => journal.close());
    const due = async (at = NOW, limit = 10): Promise<string[]> => (await journal.due('slack', at, limit)).map(({ key }) => key);
    const put = (key: string, lane = key, at = NOW): Promise<'new' | 'known'> => journal.put('slack', key, lane, `{"about":"${key} 😀"}`, at);
    const entry = async (key: string) => {
      const found = (await journal.due('slack', NOW + WEEK_MS, 100)).find((each) => each.key === key);
      if (!found) throw new Error(`${key} is not due`);
      return found;
    };

    it('writes something down once under its key, and gives it back as it was', async () => {
      expect(await put('a', 'lane-1')).toBe('new');
      expect(await journal.put('slack', 'a', 'lane-2', 'another', NOW + 1)).toBe('known');
      expect(await journal.put('botpress', 'a', 'lane-1', 'b', NOW)).toBe('new');
      expect(await journal.due('slack', NOW, 10)).toEqual([{ id: expect.any(Number), source: 'slack', key: 'a', lane: 'lane-1', body: '{"about":"a 😀"}', at: NOW, attempts: 0 }]);
    });

    it('gives the oldest first, and of each lane only the first', async () => {
      for (const [key, lane] of [['a', 'one'], ['b', 'two'], ['c', 'one'], ['d', 'three']] as const) await put(key, lane);
      expect(await due()).toEqual(['a', 'b', 'd']);
      expect(await due(NOW, 2)).toEqual(['a', 'b']);
      await journal.done((await entry('a')).id, NOW);
      expect(await due()).toEqual(['b', 'c', 'd']);
    });

    it('holds a whole lane back until its first entry may be tried again', async () => {
      await put('a', 'one');
      await put('b', 'one');
      await put('c', 'two');
      await journal.retry((await entry('a')).id, NOW + 500);
      expect(await due(NOW + 499)).toEqual(['c']);
      expect(await due(NOW + 500)).toEqual(['a', 'c']);
      expect(await entry('a')).toMatchObject({ attempts: 1 });
    });

    it('knows for a week what has taken effect or failed for good, and forgets it then', async () => {
      await put('a');
      await put('b');
      await journal.done((await entry('a')).id, NOW);
      await journal.fail((await entry('b')).id, 'it cannot be', NOW);
      expect(await due(NOW + WEEK_MS)).toEqual([]);
      expect([await put('a', 'a', NOW + WEEK_MS - 1), await put('b', 'b', NOW + WEEK_MS - 1)]).toEqual(['known', 'known']);
      await put('c', 'c', NOW + WEEK_MS + 3_600_000);
      expect(await put('a', 'a', NOW + WEEK_MS + 3_600_001)).toBe('new');
    });

    it('says how many wait, and since when', async () => {
      expect(await journal.waiting('slack')).toEqual({ count: 0, since: undefined });
      await put('a', 'one', NOW);
      await put('b', 'one', NOW + 5);
      expect(await journal.waiting('slack')).toEqual({ count: 2, since: NOW });
      await journal.done((await entry('a')).id, NOW);
      expect(await journal.waiting('slack')).toEqual({ count: 1, since: NOW + 5 });
    });

    it('finds everything again when it is opened again', async () => {
      await put('a');
      await put('b');
      await journal.done((await entry('a')).id, NOW);
      await journal.close();
      journal = open(place);
      expect(await due()).toEqual(['b']);
      expect(await put('a')).toBe('known');
    });

    it('takes what several put at once, each once', async () => {
      const other = open(place);
      const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? journal : other).put('slack', `k-${i % 20}`, `lane-${i % 20}`, '{}', NOW)));
      expect(answers.filter((answer) => answer === 'new')).toHaveLength(20);
      await other.close();
    });
  });
}
