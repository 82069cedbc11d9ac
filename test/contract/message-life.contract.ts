import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '#cli/bench/ownership/random.ts';
import type { Change } from '#core/change.ts';
import type { FileRef, InboundMessage, Message, MessageChange } from '#core/message.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import { MAX_FILE_BYTES } from '#core/ports/file-store.ts';
import type { OutboxItem, Store } from '#core/ports/store.ts';

/** A store with files, as its contract needs it. */
export type MessageLifeUnderTest = {
  readonly name: string;
  readonly createPlace: () => Promise<string>;
  readonly open: (place: string) => Promise<{ readonly store: Store; readonly files: FileStore }>;
};

const NOW = Date.UTC(2026, 10, 23, 2);
const DAY = 24 * 60 * 60_000;
const LEASE = 30_000;
const WEB = ['channel:web'];
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
const hello = (more: Partial<InboundMessage> = {}): InboundMessage => ({ channel: 'web', address: 'v-1', externalId: 'first-message', text: '面板裂了', language: 'zh', ...more });
const agentSays = (text: string, files?: readonly FileRef[]): Change => ({ messages: [{ author: 'agent', visibility: 'all', text, extras: { agentName: '陈静', agentId: 'a-1', ...(files ? { files } : {}) } }] });
const messageOf = ({ content }: OutboxItem): Message | undefined => ('message' in content ? content.message : undefined);

/** What every store promises about files, changes to messages, and what was seen. */
export function describeMessageLife({ name, createPlace, open }: MessageLifeUnderTest): void {
  describe(`${name} keeps what happens to messages and their files`, () => {
    let store: Store;
    let files: FileStore;
    let place: string;
    beforeEach(async () => {
      place = await createPlace();
      ({ store, files } = await open(place));
    });
    afterEach(() => store.close());

    const id = (): string => store.idOf('web', 'v-1');
    const photo = (conversationId = id()): Promise<FileRef> => files.put(conversationId, { name: '面板.png', type: 'text/html', bytes: PNG }, NOW);
    const only = async (seq: number): Promise<Message> => {
      const found = (await store.transcript(id(), 100)).find(({ message }) => message.seq === seq);
      if (!found) throw new Error(`no message ${seq}`);
      return found.message;
    };
    const edit = (messageId: string, text: string | undefined, now = NOW + 1) =>
      store.update(id(), () => ({ edits: [{ messageId, change: text === undefined ? { kind: 'removed' } : { kind: 'text', text } }] }), now);
    const send = async (): Promise<OutboxItem[]> => {
      const items = await store.takeOutbox(WEB, NOW + 10, LEASE, 10);
      for (const item of items) await store.settleOutbox(item, { kind: 'show' }, NOW + 10);
      return items;
    };
    /** An agent's message that the customer can read. */
    const said = async (text: string, given?: readonly FileRef[]): Promise<Message> => {
      await store.accept(hello(), NOW);
      const { lastSeq } = await store.update(id(), () => agentSays(text, given), NOW);
      await send();
      return only(lastSeq);
    };

    /** Says, changes, takes back, sends and reads in an order of its own, and compares whoever followed with somebody who comes at the end. */
    const playThrough = async (run: number): Promise<void> => {
      const random = createRandom(run);
      const address = `p-${run}`;
      const { conversation } = await store.accept(hello({ address, externalId: address }), NOW);
      const taken: OutboxItem[] = [];
      const gone = new Set<string>();
      const page = new Map<string, Message>();
      let cursor = 0;
      const steps: Readonly<Record<string, (now: number, mine: readonly Message[]) => Promise<unknown>>> = {
        say: (now) => store.update(conversation.id, () => agentSays(`words ${now}`), now),
        take: async (now) => taken.push(...(await store.takeOutbox(WEB, now, LEASE, 10)).filter(({ conversationId }) => conversationId === conversation.id)),
        async settle(now) {
          const item = taken.shift();
          const message = item && messageOf(item);
          if (!message) return;
          if (item.content.kind === 'edit') expect(gone).toContain(message.id);
          gone.add(message.id);
          await store.settleOutbox(item, { kind: 'show' }, now);
        },
        async read() {
          for (const message of await store.visibleMessages(conversation.id, cursor, 100)) {
            expect(message.cursor).toBeGreaterThan(cursor);
            cursor = message.cursor ?? 0;
            page.set(message.id, message);
          }
        },
        edit: async (now, mine) => change(random.pick(mine), { kind: 'text', text: `new ${now}` }, now),
        remove: async (now, mine) => change(random.pick(mine), { kind: 'removed' }, now),
      };
      const change = async ({ id: messageId }: Message, to: MessageChange, now: number) => store.update(conversation.id, () => ({ edits: [{ messageId, change: to }] }), now);
      const sendAll = Array.from({ length: 20 }, () => ['take', 'settle']).flat();
      const chosen = Array.from({ length: 40 }, () => random.pick(['say', 'take', 'settle', 'read', 'edit', 'edit', 'remove']));
      for (const [i, kind] of ['say', ...chosen, ...sendAll, 'read'].entries()) {
        const mine = (await store.transcript(conversation.id, 100)).map(({ message }) => message).filter(({ author }) => author === 'agent');
        await steps[kind]?.(NOW + i, mine);
      }
      const bySeq = (messages: Iterable<Message>): Message[] => [...messages].sort((a, b) => a.seq - b.seq);
      expect(bySeq(page.values())).toEqual(bySeq(await store.visibleMessages(conversation.id, 0, 100)));
    };

    describe('files', () => {
      it('keeps every byte, under a cleaned name and the type that the bytes show', async () => {
        const bytes = new Uint8Array(MAX_FILE_BYTES).map((_, i) => (i * 31) % 256);
        const big = await files.put(id(), { name: '../../etc/\u202Egpj.exe\u0000', type: 'image/jpeg', bytes }, NOW);
        const small = await photo();
        expect(big).toMatchObject({ name: 'gpj.exe', type: 'application/octet-stream', size: MAX_FILE_BYTES });
        expect(small).toMatchObject({ name: '面板.png', type: 'image/png', size: PNG.byteLength });
        await store.accept(hello({ files: [big, small] }), NOW);
        await store.close();
        ({ store, files } = await open(place));
        const read = await files.read(id(), big.id, 'customer');
        expect(createHash('sha256').update(read?.bytes ?? '').digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
        expect((await only(1)).extras.files).toEqual([big, small]);
      });

      it('refuses an empty file, and one that is too large', async () => {
        await expect(files.put(id(), { name: 'a.png', type: '', bytes: new Uint8Array() }, NOW)).rejects.toMatchObject({ code: 'invalid_input' });
        await expect(files.put(id(), { name: 'a.png', type: '', bytes: new Uint8Array(MAX_FILE_BYTES + 1) }, NOW)).rejects.toMatchObject({ code: 'too_large' });
      });

      it('shows a file to nobody before a message carries it, and never to another conversation', async () => {
        const ref = await photo();
        expect(await files.read(id(), ref.id, 'staff')).toBeUndefined();
        await store.accept(hello({ files: [ref] }), NOW);
        expect(await files.read(id(), ref.id, 'staff')).toMatchObject({ ref });
        expect(await files.read(store.idOf('web', 'v-2'), ref.id, 'staff')).toBeUndefined();
      });

      it('lets customers read only what a message that they see carries', async () => {
        await store.accept(hello(), NOW);
        const [noted, queued] = [await photo(), await photo()];
        await store.update(id(), () => ({ messages: [{ author: 'agent', visibility: 'staff', text: '看看', extras: { files: [noted] } }] }), NOW);
        await store.update(id(), () => agentSays('给您', [queued]), NOW);
        expect([await files.read(id(), noted.id, 'customer'), await files.read(id(), queued.id, 'customer')]).toEqual([undefined, undefined]);
        await send();
        expect([await files.read(id(), noted.id, 'customer'), await files.read(id(), queued.id, 'customer')]).toMatchObject([undefined, { ref: queued }]);
        expect(await files.read(id(), noted.id, 'staff')).toMatchObject({ ref: noted });
      });

      it('gives a file to one message only, and says so of one that is not there', async () => {
        const ref = await photo();
        await store.accept(hello({ files: [ref] }), NOW);
        await expect(store.accept(hello({ externalId: 'second-message', files: [ref] }), NOW)).rejects.toMatchObject({ code: 'invalid_input' });
        await expect(store.accept(hello({ externalId: 'second-message', files: [{ ...ref, id: 'none' }] }), NOW)).rejects.toMatchObject({ code: 'invalid_input' });
        await expect(files.refs(store.idOf('web', 'v-2'), [ref.id])).rejects.toMatchObject({ code: 'invalid_input' });
        expect(await store.transcript(id(), 10)).toHaveLength(1);
      });

      it('answers the same message with the same files as the first time, and refuses it with others', async () => {
        const [ref, other] = [await photo(), await files.put(id(), { name: 'b.pdf', type: '', bytes: PNG }, NOW)];
        const first = await store.accept(hello({ text: '', files: [ref] }), NOW);
        expect(await store.accept(hello({ text: '', files: [ref] }), NOW)).toMatchObject({ isNew: false, message: { id: first.message.id } });
        await expect(store.accept(hello({ text: '', files: [other] }), NOW)).rejects.toMatchObject({ code: 'conflict' });
      });

      it('removes after a day what no message carries, and nothing else', async () => {
        const [kept, lost] = [await photo(), await photo()];
        await store.accept(hello({ files: [kept] }), NOW);
        await files.prune(NOW + DAY);
        await expect(files.refs(id(), [lost.id])).resolves.toHaveLength(1);
        await files.prune(NOW + DAY + 1);
        await expect(files.refs(id(), [lost.id])).rejects.toMatchObject({ code: 'invalid_input' });
        expect(await files.read(id(), kept.id, 'customer')).toBeDefined();
      });
    });

    describe('changing what was said', () => {
      it('shows whoever follows the new words at the same place, and keeps the old ones', async () => {
        const before = await said('两天后到');
        await edit(before.id, '三天后到');
        const [after] = await store.visibleMessages(id(), before.cursor ?? 0, 10);
        expect(after).toMatchObject({ id: before.id, seq: before.seq, text: '三天后到', editedAt: NOW + 1, earlier: [{ text: '两天后到', until: NOW + 1 }] });
        await edit(before.id, '四天后到', NOW + 2);
        expect((await only(before.seq)).earlier?.map(({ text }) => text)).toEqual(['两天后到', '三天后到']);
      });

      it('takes a message back with its files: the customer has neither any more, staff have both', async () => {
        await store.accept(hello(), NOW);
        const ref = await photo();
        const before = await said('给错了', [ref]);
        await edit(before.id, undefined);
        expect(await store.visibleMessages(id(), before.cursor ?? 0, 10)).toMatchObject([{ id: before.id, text: '', removedAt: NOW + 1, extras: { agentName: '陈静', agentId: 'a-1' } }]);
        expect((await only(before.seq)).extras.files).toBeUndefined();
        expect((await only(before.seq)).earlier).toEqual([{ text: '给错了', files: [ref], until: NOW + 1 }]);
        expect([await files.read(id(), ref.id, 'customer'), (await files.read(id(), ref.id, 'staff'))?.ref]).toEqual([undefined, ref]);
        expect((await store.lastMessages([id()])).get(id())?.text).toBe('面板裂了');
      });

      it('never changes again what was taken back, and nothing for the same words', async () => {
        const before = await said('好的');
        await edit(before.id, '好的');
        expect((await only(before.seq)).editedAt).toBeUndefined();
        await edit(before.id, undefined);
        await edit(before.id, '又来了', NOW + 5);
        expect(await only(before.seq)).toMatchObject({ text: '', removedAt: NOW + 1 });
      });

      it('does not send what was taken back before it left', async () => {
        await store.accept(hello(), NOW);
        const { lastSeq } = await store.update(id(), () => agentSays('写错人了'), NOW);
        await edit((await only(lastSeq)).id, undefined);
        expect(await store.takeOutbox(WEB, NOW, LEASE, 10)).toEqual([]);
        expect(await only(lastSeq)).toMatchObject({ status: 'withheld', removedAt: NOW + 1 });
      });

      it('sends a change after its message, as the message is by then, once for several changes', async () => {
        await store.accept(hello(), NOW);
        const { lastSeq } = await store.update(id(), () => agentSays('一'), NOW);
        const [first] = await store.takeOutbox(WEB, NOW, LEASE, 10);
        const { id: messageId } = await only(lastSeq);
        await edit(messageId, '二');
        await edit(messageId, '三', NOW + 2);
        expect(await store.takeOutbox(WEB, NOW, LEASE, 10)).toEqual([]);
        if (first) await store.settleOutbox(first, { kind: 'sent' }, NOW);
        const [second, ...more] = await send();
        expect([first?.content.kind, second?.content.kind, more, second && messageOf(second)?.text, second && (await store.checkOutbox(second, NOW))]).toEqual(['message', 'edit', [], '三', 'lost']);
      });

      it("changes a customer's message by the channel's own id, and ignores ids that it does not know", async () => {
        await store.accept(hello(), NOW);
        expect(await store.edit({ channel: 'web', address: 'v-1', externalId: 'first-message', change: { kind: 'text', text: '玻璃裂了' } }, NOW + 1)).toBe(id());
        for (const other of [{ externalId: 'unknown' }, { address: 'v-2' }, { channel: 'chat' }]) {
          expect(await store.edit({ channel: 'web', address: 'v-1', externalId: 'first-message', change: { kind: 'removed' }, ...other }, NOW + 2)).toBeUndefined();
        }
        expect(await only(1)).toMatchObject({ text: '玻璃裂了', editedAt: NOW + 1 });
        expect(await store.accept(hello(), NOW + 3)).toMatchObject({ isNew: false });
        expect((await store.leaseTurn(NOW + 3, LEASE))?.unhandled.map(({ text }) => text)).toEqual(['玻璃裂了']);
      });

      it('takes no turn for what the customer removed before it was taken up', async () => {
        await store.accept(hello(), NOW);
        await store.edit({ channel: 'web', address: 'v-1', externalId: 'first-message', change: { kind: 'removed' } }, NOW + 1);
        expect(await store.leaseTurn(NOW + 2, LEASE)).toBeUndefined();
      });

      it('never lets a change be seen before its message, whatever happens when', async () => {
        for (let run = 0; run < 8; run += 1) await playThrough(run);
      });
    });

    describe('what was seen', () => {
      it('never goes back, nor beyond what is there, and is told as news once', async () => {
        const { cursor = 0 } = await said('您好');
        const heard: string[] = [];
        const stop = store.subscribe((_, news) => void heard.push(news));
        await store.seen(id(), cursor);
        await store.seen(id(), cursor - 1);
        await store.seen(id(), cursor);
        stop();
        expect([(await store.conversation(id()))?.seenCursor, heard.filter((news) => news === 'changed')]).toEqual([cursor, ['changed']]);
        await store.seen(id(), cursor + 1_000);
        expect((await store.conversation(id()))?.seenCursor).toBe(cursor);
        await expect(store.seen('nobody', 5)).resolves.toBeUndefined();
      });

      it('begins anew for a message that was changed', async () => {
        const before = await said('两天');
        await store.seen(id(), before.cursor ?? 0);
        await edit(before.id, '三天');
        expect((await only(before.seq)).cursor).toBeGreaterThan((await store.conversation(id()))?.seenCursor ?? 0);
      });
    });
  });
}
