import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewGap } from '#core/gap.ts';
import type { GapStore } from '#core/ports/gap-store.ts';
import type { Store } from '#core/ports/store.ts';

/** An implementation of the gap store beside its store, as the contract needs it; `open` twice on one place is two processes. */
export type GapStoreUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string) => Promise<{ gaps: GapStore; store: Store }>;
};

const NOW = 1_800_000_000_000;

/** A question without an answer, for tests. */
export function sampleGap(changes: Partial<NewGap> = {}): NewGap {
  return { seq: 1, text: '有极光绿的扫地机吗 😀', language: 'zh', reason: 'not_found', shown: undefined, ...changes };
}

/** What every gap store promises. */
export function describeGapStore({ name, createPlace, open }: GapStoreUnderTest): void {
  describe(`${name} keeps what the gap store promises`, () => {
    let place: string;
    let gaps: GapStore;
    let store: Store;
    let written = 0;
    beforeEach(async () => {
      place = await createPlace();
      ({ gaps, store } = await open(place));
    });
    afterEach(() => store.close());

    /** A customer asks, and the turn leaves a gap. */
    const ask = async (address: string, gap: Partial<NewGap> = {}, at = NOW): Promise<void> => {
      const { message } = await store.accept({ channel: 'web', address, externalId: `message-${++written}`, text: '…', language: 'zh' }, at);
      const lease = await store.leaseTurn(at, 10_000);
      if (!lease) throw new Error('there should be a turn');
      await store.commitTurn(lease, { handledSeq: message.seq, gap: sampleGap({ seq: message.seq, ...gap }) }, at);
    };
    const texts = async () => (await gaps.list(100)).map(({ text }) => text);

    it('answers with a gap as the turn left it, also after it was opened again', async () => {
      await ask('v-1', { reason: 'did_not_help', language: 'en', text: 'Is it green?', shown: { articleId: 'product-prices', version: 2 } });
      await store.close();
      ({ gaps, store } = await open(place));
      expect(await gaps.list(10)).toEqual([
        {
          ...sampleGap({ reason: 'did_not_help', language: 'en', text: 'Is it green?', shown: { articleId: 'product-prices', version: 2 } }),
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          conversationId: store.idOf('web', 'v-1'),
          at: NOW,
          dismissedAt: undefined,
          draft: undefined,
        },
      ]);
    });

    it('lists the newest first, and no more than asked for', async () => {
      await ask('v-1', { text: 'old' }, NOW);
      await ask('v-2', { text: 'new' }, NOW + 2);
      await ask('v-3', { text: 'between' }, NOW + 1);
      expect(await texts()).toEqual(['new', 'between', 'old']);
      expect((await gaps.list(2)).map(({ text }) => text)).toEqual(['new', 'between']);
    });

    it('keeps one gap of a message, the first', async () => {
      await ask('v-1', { text: 'asked', reason: 'not_found' });
      await ask('v-1', { seq: 1, text: 'asked', reason: 'did_not_help' });
      expect((await gaps.list(10)).map(({ reason }) => reason)).toEqual(['not_found']);
    });

    it('keeps no gap of a turn that was not committed', async () => {
      await store.accept({ channel: 'web', address: 'v-1', externalId: 'message-x', text: '…', language: 'zh' }, NOW);
      const lease = await store.leaseTurn(NOW, 10_000);
      if (!lease) throw new Error('there should be a turn');
      await store.freeLeases([]);
      await expect(store.commitTurn(lease, { handledSeq: 1, gap: sampleGap() }, NOW)).rejects.toMatchObject({ code: 'stale_lease' });
      expect(await gaps.list(10)).toEqual([]);
    });

    it('notes what was dismissed, and takes it back', async () => {
      await ask('v-1');
      await ask('v-2', { text: 'other' }, NOW - 1);
      const [first] = await gaps.list(10);
      expect(await gaps.dismiss([first?.id ?? '', 'unknown'], NOW + 5)).toBe(1);
      expect((await gaps.list(10)).map(({ dismissedAt }) => dismissedAt)).toEqual([NOW + 5, undefined]);
      expect(await gaps.dismiss([first?.id ?? ''], undefined)).toBe(1);
      expect((await gaps.list(10)).map(({ dismissedAt }) => dismissedAt)).toEqual([undefined, undefined]);
      expect(await gaps.dismiss([], NOW)).toBe(0);
    });

    it('notes what was drafted, for many at once', async () => {
      for (let i = 0; i < 4; i += 1) await ask(`v-${i}`);
      const ids = (await gaps.list(10)).map(({ id }) => id);
      await gaps.noteDraft([...ids.slice(0, 3), ...Array.from({ length: 1_200 }, (_, i) => `unknown-${i}`)], 'robot-colours');
      expect((await gaps.list(10)).map(({ draft }) => draft)).toEqual(['robot-colours', 'robot-colours', 'robot-colours', undefined]);
    });

    it('removes what is too old, and the oldest of too many', async () => {
      for (let i = 0; i < 6; i += 1) await ask(`v-${i}`, { text: `question ${i}` }, NOW + i);
      expect(await gaps.prune(NOW + 2, 3)).toBe(3);
      expect(await texts()).toEqual(['question 5', 'question 4', 'question 3']);
      expect(await gaps.prune(NOW + 2, 3)).toBe(0);
    });

    it('shows one process what another has written', async () => {
      const other = await open(place);
      try {
        await ask('v-1', { text: 'seen' });
        expect((await other.gaps.list(10)).map(({ text }) => text)).toEqual(['seen']);
      } finally {
        await other.store.close();
      }
    });
  });
}
