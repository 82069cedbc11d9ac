import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BriefMarks } from '#core/brief/marks.ts';
import type { Change } from '#core/change.ts';
import { createCustomerCommands } from '#core/customer-commands.ts';
import { policySchema } from '#core/policy.ts';
import type { ReadHistory } from '#core/ports/brief-history.ts';
import type { Store } from '#core/ports/store.ts';
import { transition } from '#core/transition.ts';

/** An implementation of the store with its histories, as the contract needs it. */
export type BriefStoreUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string) => Promise<{ history: ReadHistory; store: Store }>;
};

const NOW = 1_800_000_000_000;
const POLICY = policySchema.parse({
  rules: [{ id: 'asks', when: { signal: 'person' }, reason: 'asked', priority: 'normal', team: 'service', firstReplyMinutes: 10 }],
  teams: { service: { name: { zh: '客服', en: 'Customer service' }, hours: { from: '00:00', to: '24:00' } } },
  timeZone: 'Asia/Shanghai',
});
const HANDOVER: NonNullable<Change['openHandover']> = { reason: 'complaint', ruleId: 'complaint', words: [], priority: 'high', team: 'service', dueAt: NOW + 3_600_000 };

/** What every store promises of briefs. */
export function describeBriefStore({ name, createPlace, open }: BriefStoreUnderTest): void {
  describe(`${name} keeps what is added to briefs`, () => {
    let store: Store;
    let history: ReadHistory;
    let now = NOW;
    let written = 0;
    beforeEach(async () => {
      ({ store, history } = await open(await createPlace()));
      now = NOW;
    });
    afterEach(() => store.close());

    const waits = async (address: string, customerId?: string): Promise<string> => {
      const { conversation, message } = await store.accept({ channel: 'web', address, externalId: `m-${++written}`, text: '订单20261107-0032退款没到', language: 'zh', ...(customerId === undefined ? {} : { customerId }) }, ++now);
      const lease = await store.leaseTurn(now, 10_000);
      if (lease) await store.commitTurn(lease, { handledSeq: message.seq, ownership: transition(lease.conversation, { kind: 'hand_over' }), openHandover: HANDOVER }, now);
      return conversation.id;
    };
    const customers = () => createCustomerCommands(store, { now: () => ++now, after: () => () => undefined }, (text) => text.replaceAll(/\d{16}/g, '[card]'), () => POLICY);
    const marks = async (id: string): Promise<BriefMarks | undefined> => (await store.handovers(id)).at(-1)?.brief;

    it('a yes of the customer once, and a correction that takes it back', async () => {
      const id = await waits('v-1');
      expect(await marks(id)).toBeUndefined();
      await customers().checkPassedOn(id, { isRight: true });
      const first = await marks(id);
      expect(first?.rightAt).toBeGreaterThan(NOW);
      await customers().checkPassedOn(id, { isRight: true });
      expect(await marks(id)).toEqual(first);
      await customers().checkPassedOn(id, { corrections: [{ point: 'order', text: ' 0033 ' }] });
      expect(await marks(id)).toEqual({ corrections: [{ point: 'order', said: '0033', at: expect.any(Number) as number }] });
    });

    it('when the customer was asked, the first time, beside what they answer', async () => {
      const id = await waits('v-1');
      for (const askedAt of [NOW + 5, NOW + 9]) await store.update(id, () => ({ touchHandover: { brief: { askedAt } } }), ++now);
      await customers().checkPassedOn(id, { corrections: [{ point: 'order', text: '0033' }] });
      expect(await marks(id)).toMatchObject({ askedAt: NOW + 5, corrections: [{ said: '0033' }] });
    });

    it('the same correction once, without what must not be stored', async () => {
      const id = await waits('v-1');
      for (let times = 0; times < 2; times += 1) await customers().checkPassedOn(id, { corrections: [{ point: 'other', text: '卡号 6222020000001234\u0000' }] });
      expect((await marks(id))?.corrections?.map(({ said }) => said)).toEqual(['卡号 [card]']);
    });

    it('what comes at the same time, all of it', async () => {
      const id = await waits('v-1');
      const summary = { summary: { text: '客户要退款。', upTo: 1 } };
      await Promise.all([
        customers().checkPassedOn(id, { corrections: [{ point: 'order', text: '0033' }] }),
        store.update(id, () => ({ touchHandover: { brief: summary } }), ++now),
        customers().checkPassedOn(id, { corrections: [{ point: 'phone', text: '13800001002' }] }),
      ]);
      const kept = await marks(id);
      expect(kept?.summary).toEqual(summary.summary);
      expect(kept?.corrections?.map(({ point }) => point).toSorted()).toEqual(['order', 'phone']);
    });

    it('the corrected fact in what the bot remembers', async () => {
      const id = await waits('v-1');
      await customers().checkPassedOn(id, { corrections: [{ point: 'order', text: '20261107-0033' }] });
      expect((await store.conversation(id))?.memory.facts).toEqual([{ kind: 'order', value: '20261107-0033' }]);
    });

    it('nothing where nobody waits, nothing empty, and nothing of an unknown conversation', async () => {
      const id = await waits('v-1');
      await expect(customers().checkPassedOn(id, { corrections: [{ point: 'order', text: '  ' }] })).rejects.toMatchObject({ code: 'invalid_input' });
      await customers().end(id);
      await expect(customers().checkPassedOn(id, { isRight: true })).rejects.toMatchObject({ code: 'not_allowed_now' });
      await expect(customers().checkPassedOn('unknown', { isRight: true })).rejects.toMatchObject({ code: 'not_found' });
    });

    it('a customer’s other conversations: how many, and how the last one ended', async () => {
      const here = await waits('v-1', 'c-1');
      expect(await history('c-1', here)).toEqual({ conversations: 0 });
      const before = await waits('v-2', 'c-1');
      await waits('v-3', 'c-2');
      await store.update(before, (conversation) => ({ ownership: transition(conversation, { kind: 'close' }), touchHandover: { ended: 'closed' }, close: { reason: 'resolved', by: '陈静' } }), ++now);
      await store.update(before, () => ({ rating: { score: 4 } }), ++now);
      expect(await history('c-1', here)).toEqual({ conversations: 1, last: { at: now, state: 'closed', closeReason: 'resolved', rating: 4 } });
    });
  });
}
