import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActionCall } from '#core/actions/state.ts';
import { EMPTY_MEMORY } from '#core/conversation.ts';
import type { Store } from '#core/ports/store.ts';
import { transition } from '#core/transition.ts';
import type { StoreUnderTest } from './store.contract.ts';

const NOW = 1_800_000_000_000;
const CALL: ActionCall = { id: 'key-1', action: 'cancel-order', values: { order: '20261119-0284', address: '“12 号” 😀' }, language: 'zh', customerId: 'c-1', isFirst: true };

/** What every store promises about calls of business actions. */
export function describeActionCalls({ name, createPlace, open }: StoreUnderTest): void {
  describe(`${name} keeps calls`, () => {
    let place: string;
    let store: Store;
    let id: string;
    beforeEach(async () => {
      place = await createPlace();
      store = await open(place);
      const { conversation, message } = await store.accept({ channel: 'web', address: 'v-1', externalId: 'm-1', text: '好的', language: 'zh' }, NOW);
      id = conversation.id;
      const lease = await store.leaseTurn(NOW, 1_000);
      await store.commitTurn(lease!, { handledSeq: message.seq, call: CALL, memory: { ...EMPTY_MEMORY, acted: [{ action: 'cancel-order', at: NOW }] } }, NOW);
    });
    afterEach(() => store.close());
    const take = (now = NOW) => store.takeOutbox(['actions'], now, 1_000, 10);

    it('until they are settled, also over a new start and a new owner', async () => {
      await store.close();
      store = await open(place);
      await store.update(id, (conversation) => ({ ownership: transition(conversation, { kind: 'claim', agentId: 'a-1' }) }), NOW);
      const [item] = await take();
      expect(item).toMatchObject({ conversationId: id, attempts: 0, content: { kind: 'call', call: CALL } });
      expect(await take()).toEqual([]);
      expect(await take(NOW + 1_001)).toHaveLength(1);
      await store.settleOutbox(item!, { kind: 'sent' }, NOW);
      expect(await take(NOW + 5_000)).toEqual([]);
    });

    it('with how often they were tried, and not before their time', async () => {
      const [item] = await take();
      await store.settleOutbox(item!, { kind: 'retry', at: NOW + 500 }, NOW);
      expect(await take(NOW + 499)).toEqual([]);
      expect(await take(NOW + 500)).toMatchObject([{ attempts: 1 }]);
    });

    it('apart from what is sent to channels and desks', async () => {
      expect(await store.takeOutbox(['channel:web', 'desk:console'], NOW, 1_000, 10)).toEqual([]);
    });

    it('remembering how many there were when the customer comes back', async () => {
      await store.update(id, (conversation) => ({ ownership: transition(conversation, { kind: 'close' }), close: { reason: 'other', by: 'customer' } }), NOW);
      const { conversation } = await store.accept({ channel: 'web', address: 'v-1', externalId: 'm-2', text: '你好', language: 'zh' }, NOW + 1);
      expect(conversation.memory).toEqual({ ...EMPTY_MEMORY, acted: [{ action: 'cancel-order', at: NOW }] });
    });
  });
}
