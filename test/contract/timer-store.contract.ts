import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '#core/change.ts';
import type { DueTimer, TimerStore } from '#core/ports/timer-store.ts';
import type { Store } from '#core/ports/store.ts';
import type { NewTimer } from '#core/timers.ts';

/** An implementation of the timer store beside its store, as the contract needs it; `open` twice on one place is two processes. */
export type TimerStoreUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string) => Promise<{ timers: TimerStore; store: Store }>;
};

const NOW = 1_800_000_000_000;
const LEASE = 10_000;
const KINDS = ['bell', 'call'];

const bell = (key: string, inMs: number, more: Partial<NewTimer> = {}): NewTimer => ({ key, kind: 'bell', dueAt: NOW + inMs, data: { key }, ...more });

/** What every timer store promises. */
export function describeTimerStore({ name, createPlace, open }: TimerStoreUnderTest): void {
  describe(`${name} keeps what the timer store promises`, () => {
    let place: string;
    let store: Store;
    let timers: TimerStore;
    beforeEach(async () => {
      place = await createPlace();
      ({ store, timers } = await open(place));
    });
    afterEach(() => store.close());

    /** A conversation, once for each address. */
    const talk = async (address = 'v-1'): Promise<string> => (await store.accept({ channel: 'web', address, externalId: `first-${address}`, text: '在吗', language: 'zh' }, NOW)).conversation.id;
    const set = async (id: string, change: Change['timers'], more: Change = {}): Promise<void> => {
      await store.update(id, () => ({ ...more, ...(change ? { timers: change } : {}) }), NOW);
    };
    const due = (now: number, of = timers): Promise<DueTimer[]> => of.takeDue(KINDS, now, LEASE, 50);
    const note = (text: string): Change => ({ messages: [{ author: 'system', visibility: 'staff', text }] });
    const notes = async (id: string): Promise<string[]> => (await store.transcript(id, 1_000)).filter(({ message }) => message.author === 'system').map(({ message }) => message.text);
    const keys = (list: readonly { readonly key: string }[]): string[] => list.map(({ key }) => key);
    const ring = (timer: DueTimer, of = timers, now = timer.dueAt): Promise<'fired' | 'gone'> => of.fire(timer, () => note(timer.key), now);

    it('keeps a timer with what it carries, until it has fired, over closing and opening', async () => {
      const id = await talk();
      await set(id, { set: [bell('later', 5_000), bell('soon', 1_000, { data: { clock: 'firstReply', n: 3, is: true } })] });
      await store.close();
      ({ store, timers } = await open(place));
      expect(await timers.ofConversation(id)).toEqual([
        { key: 'soon', kind: 'bell', dueAt: NOW + 1_000, data: { clock: 'firstReply', n: 3, is: true } },
        { key: 'later', kind: 'bell', dueAt: NOW + 5_000, data: { key: 'later' } },
      ]);
      expect(await timers.nextDue(KINDS)).toBe(NOW + 1_000);
      expect(await due(NOW + 999)).toEqual([]);
      const [first] = await due(NOW + 1_000);
      expect(first).toMatchObject({ key: 'soon', conversationId: id, attempts: 0 });
    });

    it('sets and cancels together with the change that is the cause, or not at all', async () => {
      const id = await talk();
      await set(id, { set: [bell('a', 1_000), bell('b', 1_000)] });
      await set(id, { set: [bell('c', 1_000)], cancel: ['a', 'never-set'] });
      expect(keys(await timers.ofConversation(id))).toEqual(['b', 'c']);
      const fails = store.update(id, () => ({ timers: { set: [bell('d', 1_000), bell('d', 2_000)], cancel: ['b'] }, ...note('half') }), NOW);
      await expect(fails).rejects.toThrow();
      expect(keys(await timers.ofConversation(id))).toEqual(['b', 'c']);
      expect(await notes(id)).toEqual([]);
    });

    it('has one timer under a key: setting it again replaces it, also while somebody is about to fire it', async () => {
      const id = await talk();
      await set(id, { set: [bell('a', 1_000)] });
      const [old] = await due(NOW + 1_000);
      if (!old) throw new Error('nothing is due');
      await set(id, { set: [bell('a', 9_000)] });
      expect(await ring(old)).toBe('gone');
      expect(await notes(id)).toEqual([]);
      expect(await timers.ofConversation(id)).toMatchObject([{ dueAt: NOW + 9_000 }]);
    });

    it('does nothing for a timer that was cancelled while somebody was about to fire it', async () => {
      const id = await talk();
      await set(id, { set: [bell('a', 0)] });
      const [timer] = await due(NOW);
      await set(id, { cancel: ['a'] });
      expect(timer && (await ring(timer))).toBe('gone');
      expect(await notes(id)).toEqual([]);
    });

    it('gives the timers of a conversation one at a time, in the order of their time, and others beside them', async () => {
      const [one, two] = [await talk('v-1'), await talk('v-2')];
      await set(one, { set: [bell('third', 3_000), bell('first', 1_000), bell('second', 2_000), bell('tie', 3_000)] });
      await set(two, { set: [bell('other', 1_500)] });
      const fired: string[] = [];
      for (let found = await due(NOW + 60_000); found.length > 0; found = await due(NOW + 60_000)) {
        expect(new Set(found.map(({ conversationId }) => conversationId)).size).toBe(found.length);
        for (const timer of found) if ((await ring(timer)) === 'fired') fired.push(timer.key);
      }
      expect(fired).toEqual(['first', 'other', 'second', 'third', 'tie']);
      expect(await notes(one)).toEqual(['first', 'second', 'third', 'tie']);
    });

    it('takes only the kinds that are asked for, and lets no other hold them up', async () => {
      const id = await talk();
      await set(id, { set: [bell('unknown', 0, { kind: 'of-a-newer-version' }), bell('known', 1_000)] });
      expect(keys(await due(NOW + 1_000))).toEqual(['known']);
      expect(await timers.takeDue([], NOW + 1_000, LEASE, 10)).toEqual([]);
      expect(await timers.nextDue([])).toBeUndefined();
    });

    it('fires once, whoever else has it after a lease that ran out', async () => {
      const id = await talk();
      await set(id, { set: [bell('a', 0)] });
      const [late] = await due(NOW);
      expect(await due(NOW + LEASE)).toEqual([]);
      const [next] = await due(NOW + LEASE + 1);
      if (!late || !next) throw new Error('nothing is due');
      expect(await Promise.all([ring(late), ring(next)])).toEqual(['gone', 'fired']);
      expect(await ring(next)).toBe('gone');
      expect(await notes(id)).toEqual(['a']);
    });

    it('keeps a timer whose effect could not be stored, and gives it back for later', async () => {
      const id = await talk();
      await set(id, { set: [bell('a', 0), bell('b', 1)] });
      const [timer] = await due(NOW);
      if (!timer) throw new Error('nothing is due');
      const fails = timers.fire(timer, () => expect.fail('cannot decide'), NOW);
      await expect(fails).rejects.toThrow('cannot decide');
      await timers.putBack(timer, NOW + 1_000);
      expect(await due(NOW + 1_000)).toEqual([]);
      // What comes after it in the conversation waits as well.
      const [again, ...more] = await due(NOW + 1_001);
      expect([again?.key, again?.attempts, more]).toEqual(['a', 1, []]);
      expect(again && (await ring(again))).toBe('fired');
      expect(keys(await due(NOW + 1_002))).toEqual(['b']);
    });

    it('lets a timer that always fails hold up the others of its conversation for a while only', async () => {
      const id = await talk();
      await set(id, { set: [bell('broken', 0), bell('b', 1)] });
      let now = NOW + 10;
      for (let i = 0; i < 10; i += 1) {
        const [timer] = await due(now);
        expect(timer?.key).toBe('broken');
        if (timer) await timers.putBack(timer, now + 1);
        now += 2;
      }
      expect(keys(await due(now)).toSorted()).toEqual(['b', 'broken']);
    });

    it('takes a lease for void that only a clock running ahead can have given', async () => {
      const id = await talk();
      await set(id, { set: [bell('a', 0)] });
      const hourAhead = NOW + 3_600_000;
      expect(keys(await due(hourAhead))).toEqual(['a']);
      // The clock is set back, and whoever had the lease is gone.
      expect(keys(await due(NOW + 1))).toEqual(['a']);
    });

    it('fires by the time of the caller, late where nothing ran at the time, and never again when the clock is set back', async () => {
      const id = await talk();
      await set(id, { set: [bell('a', 1_000), bell('b', 2_000)] });
      const [a] = await due(NOW + 86_400_000);
      expect(a && (await ring(a, timers, NOW + 86_400_000))).toBe('fired');
      expect(await due(NOW)).toEqual([]);
      expect(keys(await due(NOW + 2_000))).toEqual(['b']);
      expect(await notes(id)).toEqual(['a']);
    });

    it('decides on the conversation as it stands, changes nothing where nothing is to be done, and tells who listens', async () => {
      const id = await talk();
      await set(id, { set: [bell('a', 0), bell('b', 1)] });
      const heard: string[] = [];
      store.subscribe((which, news) => void heard.push(`${which === id} ${news}`));
      const seen: unknown[] = [];
      for (const now of [NOW, NOW + 1]) {
        for (const timer of await due(now)) {
          const became = await timers.fire(timer, (conversation, handover) => void seen.push(conversation.lastSeq, handover), now);
          expect(became).toBe('fired');
        }
      }
      expect(seen).toEqual([1, undefined, 1, undefined]);
      expect(await timers.ofConversation(id)).toEqual([]);
      expect(heard).toEqual(['true changed', 'true changed']);
    });
  });
}
