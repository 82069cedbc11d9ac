import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerMessage, MessageAccepted } from '#core/protocol.ts';
import { openStore } from '#store/open-store.ts';
import { type BatonProcess, startBaton } from '../support/baton-process.ts';
import { visit } from '../support/browser.ts';
import { makeLearnedFolder } from '../support/learned.ts';

const ROUNDS = 6;
const CUSTOMERS = 10;
const MOST_IN_A_ROUND = 16;
/** Small talk, which is answered in one message and never handed over. */
const TALK = ['你好', '谢谢你', '再见'];

/** A customer who says the next thing when the last was answered, and says it again when it was not acknowledged. */
type Customer = {
  token: string | undefined;
  cursor: number;
  pending: { readonly clientId: string; readonly text: string } | undefined;
  /** `seq` of the message that waits for its answer. */
  awaiting: number | undefined;
  readonly acknowledged: { readonly clientId: string; readonly text: string; readonly accepted: MessageAccepted }[];
  readonly seen: CustomerMessage[];
};

const newCustomer = (): Customer => ({ token: undefined, cursor: 0, pending: undefined, awaiting: undefined, acknowledged: [], seen: [] });

/** Talks until the line breaks, or until everything is answered and `enough` says so. */
async function talk(url: string, customer: Customer, enough: () => boolean, onAcknowledged: () => void): Promise<void> {
  const page = await visit(url, customer.token === undefined ? {} : { token: customer.token });
  customer.token = page.token;
  const reader = await page.follow(customer.cursor);
  for (;;) {
    if (customer.awaiting === undefined) {
      if (enough() && !customer.pending) return reader.close();
      const said = (customer.pending ??= { clientId: crypto.randomUUID(), text: TALK[customer.acknowledged.length % TALK.length] ?? '' });
      const accepted = await page.say(said.text, said.clientId);
      customer.acknowledged.push({ ...said, accepted });
      customer.pending = undefined;
      customer.awaiting = accepted.seq;
      // An answer may have come between two lines, before this message was known to be acknowledged.
      if (customer.seen.some(({ author, seq }) => author === 'bot' && seq > accepted.seq)) customer.awaiting = undefined;
      onAcknowledged();
      continue;
    }
    const event = await reader.next();
    if (!event) return;
    if (event.event !== 'message') continue;
    const message = event.data as CustomerMessage;
    customer.cursor = message.cursor;
    customer.seen.push(message);
    if (message.author === 'bot' && message.seq > customer.awaiting) customer.awaiting = undefined;
  }
}

let folder: string;
let baton: BatonProcess | undefined;
beforeAll(async () => {
  folder = await makeLearnedFolder('kill');
});
afterAll(async () => {
  await baton?.kill();
  await rm(folder, { recursive: true, force: true });
});

describe('a server that is killed at any moment', () => {
  it('has everything that it acknowledged, once, and answers every message once', { timeout: 120_000 }, async () => {
    const customers = Array.from({ length: CUSTOMERS }, newCustomer);
    for (let round = 0; round < ROUNDS; round += 1) {
      const running = await startBaton(folder);
      baton = running;
      let left = Math.floor(Math.random() * MOST_IN_A_ROUND);
      const killed = Promise.withResolvers<void>();
      const onAcknowledged = (): void => {
        left -= 1;
        if (left <= 0) killed.resolve(running.kill());
      };
      const talks = customers.map((customer) => talk(running.url, customer, () => false, onAcknowledged).catch(() => undefined));
      await killed.promise;
      await Promise.all(talks);
    }
    const running = await startBaton(folder);
    baton = running;
    await Promise.all(customers.map((customer) => talk(running.url, customer, () => true, () => undefined)));
    expect(await running.stop()).toBe(0);
    baton = undefined;

    const { store } = await openStore({ dataDir: folder, desks: [], onTrouble: () => undefined });
    const conversations = await store.conversations(['bot', 'waiting', 'human', 'closed'], 100);
    const transcripts = await Promise.all(conversations.map(({ id }) => store.transcript(id, 10_000)));
    await store.close();
    const total = customers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    expect(total).toBeGreaterThan(ROUNDS);
    for (const customer of customers.filter(({ acknowledged }) => acknowledged.length > 0)) {
      const first = customer.acknowledged[0]?.accepted.id;
      const transcript = transcripts.find((lines) => lines.some(({ message }) => message.id === first))?.map(({ message }) => message) ?? [];
      // Everything that was acknowledged is there, once, at its place, and nothing else is.
      expect(transcript.filter(({ author }) => author === 'customer').map(({ id, seq, text }) => ({ id, seq, text }))).toEqual(
        customer.acknowledged.map(({ text, accepted: { id, seq } }) => ({ id, seq, text })),
      );
      // One answer after each message, and all of them sent.
      expect(transcript.map(({ author }) => author)).toEqual(customer.acknowledged.flatMap(() => ['customer', 'bot']));
      expect(transcript.every(({ status }) => status === 'sent')).toBe(true);
      // The page saw the same, without gaps or doubles, over all the broken lines.
      expect(customer.seen.map(({ id }) => id)).toEqual(transcript.map(({ id }) => id));
    }
    expect(transcripts.flat().filter(({ message }) => message.author === 'customer')).toHaveLength(total);
  });
});
