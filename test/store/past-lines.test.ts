import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTempStore, type TempStore } from '../support/temp-store.ts';

const NOW = Date.UTC(2026, 10, 23, 4);
const place = { channel: 'botpress-hitl', address: 'conv_1', language: 'zh' } as const;
let temp: TempStore;

beforeEach(async () => {
  temp = await openTempStore();
});
afterEach(() => temp.close());

describe('what was said before a conversation came here', () => {
  it('is read by staff, each line once and in its order, and no turn is taken for it', async () => {
    const { store } = temp;
    const lines = [
      { externalId: '1', past: 'customer', text: '灯坏了' },
      { externalId: '2', past: 'bot', text: '订单号？' },
      { externalId: '3', past: 'customer', text: 'A1' },
    ] as const;
    for (const line of [...lines, ...lines]) await store.accept({ ...place, ...line }, NOW);
    const id = store.idOf(place.channel, place.address);
    expect((await store.transcript(id, 10)).map(({ message }) => [message.seq, message.author, message.visibility, message.text])).toEqual([
      [1, 'customer', 'all', '灯坏了'],
      [2, 'bot', 'staff', '订单号？'],
      [3, 'customer', 'all', 'A1'],
    ]);
    expect((await store.visibleMessages(id, 0, 10)).map(({ text, cursor }) => [text, cursor])).toEqual([
      ['灯坏了', 1],
      ['A1', 2],
    ]);
    expect(await store.leaseTurn(NOW, 1_000)).toBeUndefined();
  });

  it('is not answered by a turn that a new message begins, and takes no new message with it', async () => {
    const { store } = temp;
    await store.accept({ ...place, externalId: '1', past: 'customer', text: '灯坏了' }, NOW);
    await store.accept({ ...place, externalId: '2', text: '有人吗' }, NOW);
    await store.accept({ ...place, externalId: '3', past: 'bot', text: '您好' }, NOW);
    const lease = await store.leaseTurn(NOW, 1_000);
    expect(lease?.unhandled.map(({ text }) => text)).toEqual(['有人吗']);
  });
});
