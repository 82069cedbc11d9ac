import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PastCaseStore } from '#core/ports/past-case-store.ts';
import type { Store } from '#core/ports/store.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import { policySchema } from '#core/policy.ts';

/** An implementation of the past cases beside its store, as the contract needs it. */
export type PastCaseStoreUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string) => Promise<{ pastCases: PastCaseStore; store: Store }>;
};

const NOW = 1_800_000_000_000;
const CHEN = { id: 'chen', name: '陈静' };
const POLICY = policySchema.parse({
  rules: [{ id: 'asks', when: { signal: 'person' }, reason: 'asked', priority: 'normal', team: 'service', firstReplyMinutes: 10 }],
  teams: { service: { name: { zh: '客服', en: 'Customer service' }, hours: { from: '00:00', to: '24:00' } } },
  timeZone: 'Asia/Shanghai',
});

/** What every store of past cases promises. */
export function describePastCaseStore({ name, createPlace, open }: PastCaseStoreUnderTest): void {
  describe(`${name} tells what became of earlier handovers`, () => {
    let store: Store;
    let pastCases: PastCaseStore;
    let now = NOW;
    let written = 0;
    beforeEach(async () => {
      ({ store, pastCases } = await open(await createPlace()));
      now = NOW;
    });
    afterEach(() => store.close());

    const says = async (address: string, text: string): Promise<string> => {
      const { conversation, message } = await store.accept({ channel: 'web', address, externalId: `m-${++written}`, text, language: 'zh' }, ++now);
      const lease = await store.leaseTurn(now, 10_000);
      if (lease) await store.commitTurn(lease, { handledSeq: message.seq }, now);
      return conversation.id;
    };
    const desk = () => createDeskCommands(store, { now: () => ++now, after: () => () => undefined }, { policy: () => POLICY, staff: () => Promise.resolve([]), article: () => Promise.resolve(undefined) });
    /** A customer asks, a person takes it, says something where there is something to say, notes something, and closes it. */
    const handled = async (address: string, reply: string | undefined, reason: 'resolved' | 'spam' = 'resolved'): Promise<string> => {
      const id = await says(address, `question of ${address}`);
      await desk().claim(id, CHEN);
      if (reply !== undefined) await desk().reply(id, CHEN, reply, `reply-${++written}`);
      await desk().note(id, CHEN, 'for colleagues only', `note-${++written}`);
      for (let items = await store.takeOutbox(['channel:web'], now, 1_000, 10); items.length > 0; items = await store.takeOutbox(['channel:web'], now, 1_000, 10)) {
        for (const item of items) await store.settleOutbox(item, { kind: 'show' }, now);
      }
      await desk().close(id, CHEN, reason);
      return id;
    };

    it('lists what a person answered and that has ended, the newest first', async () => {
      const first = await handled('v-1', 'an answer');
      await handled('v-2', undefined);
      const third = await handled('v-3', 'another answer', 'spam');
      await desk().claim(await says('v-4', 'still open'), CHEN);
      const recent = await pastCases.recent(0, 10);
      const read = await pastCases.read(recent.map(({ id }) => id));
      expect(recent.map(({ id }) => read.find((each) => each.id === id)?.conversationId)).toEqual([third, first]);
      expect((await pastCases.recent(0, 1)).map(({ id }) => id)).toEqual([recent[0]?.id]);
      expect((await pastCases.recent(recent[0]?.endedAt ?? 0, 10)).map(({ id }) => id)).toEqual([recent[0]?.id]);
      expect(new Set(read.map(({ closeReason }) => closeReason))).toEqual(new Set(['resolved', 'spam']));
    });

    it('reads what customer and agent said, in order, without notes and notices, with the rating of that segment', async () => {
      const id = await handled('v-1', 'an answer');
      await store.update(id, () => ({ rating: { score: 5 } }), ++now);
      const [recent] = await pastCases.recent(0, 10);
      const [past] = await pastCases.read([recent?.id ?? '', 'unknown']);
      expect(past).toMatchObject({ conversationId: id, segment: 1, closeReason: 'resolved', rating: 5, endedAt: recent?.endedAt });
      expect(past?.lines.map(({ message }) => `${message.author}: ${message.text}`)).toEqual(['customer: question of v-1', 'agent: an answer']);
    });

    it('does not give the reason of a later closing to an earlier one', async () => {
      const id = await handled('v-1', 'an answer');
      await says('v-1', 'me again');
      const [past] = await pastCases.read((await pastCases.recent(0, 10)).map((each) => each.id));
      expect(past).toMatchObject({ conversationId: id, closeReason: undefined, rating: undefined });
      expect(past?.lines.map(({ message }) => message.text)).not.toContain('me again');
    });

    it('tells when the handover was opened', async () => {
      const id = await handled('v-1', 'an answer');
      const [handover] = await store.handovers(id);
      const [past] = await pastCases.read((await pastCases.recent(0, 10)).map((each) => each.id));
      expect(past?.openedAt).toBe(handover?.openedAt);
    });

    it('tells who the customer is, and what they had set right in what was passed on', async () => {
      const { conversation } = await store.accept({ channel: 'web', address: 'v-1', externalId: 'known', text: 'me', language: 'zh', customerId: 'c-1' }, now);
      await desk().claim(conversation.id, CHEN);
      const corrections = [{ point: 'order', said: '20261107-0032 😀', at: now }] as const;
      await store.update(conversation.id, () => ({ touchHandover: { brief: { corrections } } }), ++now);
      await desk().reply(conversation.id, CHEN, 'an answer', 'reply-known');
      await desk().close(conversation.id, CHEN, 'resolved');
      const [past] = await pastCases.read((await pastCases.recent(0, 10)).map((each) => each.id));
      expect(past).toMatchObject({ customerId: 'c-1', corrections });
      await handled('v-2', 'an answer');
      const [other] = await pastCases.read((await pastCases.recent(0, 1)).map((each) => each.id));
      expect(other).toMatchObject({ customerId: undefined, corrections: [] });
    });

    it('reads nothing of nothing', async () => {
      expect(await pastCases.read([])).toEqual([]);
      expect(await pastCases.recent(0, 10)).toEqual([]);
    });
  });
}
