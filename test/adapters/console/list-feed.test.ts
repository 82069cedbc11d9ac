import { expect, it } from 'vitest';
import type { ConversationSummary } from '#core/protocol.ts';
import { createListFeed } from '#adapters/console/list-feed.ts';
import { createHub } from '#adapters/shared/hub.ts';
import { openTempStore } from '../../support/temp-store.ts';

/** What one page has been told, line by line; the list counts as its lines. */
const pageOf = (feed: ReturnType<typeof createListFeed>) => {
  const heard: ConversationSummary[] = [];
  const lists: string[][] = [];
  const tell = (events: Uint8Array): void => {
    for (const event of new TextDecoder().decode(events).trim().split('\n\n')) {
      const [, name, json] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? expect.fail(`no event: ${event}`);
      const data = JSON.parse(json ?? '') as ConversationSummary | ConversationSummary[];
      heard.push(...[data].flat());
      if (name === 'list') lists.push([data].flat().map(({ lastText }) => lastText));
    }
  };
  return { heard, lists, ...feed.open({ tell, fail: (error) => expect.fail(String(error)) }) };
};

const openDesk = async () => {
  const temp = await openTempStore();
  const hub = createHub();
  const reads = { line: 0, list: 0 };
  let gate: { readonly reached: () => void; readonly opened: Promise<void> } | undefined;
  const store = {
    ...temp.store,
    conversation: (id: string) => ((reads.line += 1), temp.store.conversation(id)),
    async lastMessages(ids: readonly string[]) {
      const found = await temp.store.lastMessages(ids);
      const held = gate;
      gate = undefined;
      held?.reached();
      await held?.opened;
      return found;
    },
    conversations: (...asked: Parameters<typeof temp.store.conversations>) => ((reads.list += 1), temp.store.conversations(...asked)),
  };
  const say = async (text: string, at: number): Promise<string> => (await temp.store.accept({ channel: 'web', address: 'v-1', externalId: `e-${at}`, text, language: 'zh' }, at)).conversation.id;
  /** The next reading waits, with what it has read, until it is let go on. */
  const hold = () => {
    const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    gate = { reached: reached.resolve, opened: opened.promise };
    return { reached: reached.promise, open: opened.resolve };
  };
  return { feed: createListFeed({ store, hub }), hub, reads, say, hold, close: () => temp.close() };
};

it('the list tells each line once to everybody when it has changed, and not when it has not', async () => {
  const { feed, hub, reads, say, close } = await openDesk();
  const [first, second] = [pageOf(feed), pageOf(feed)];
  await Promise.all([first.listed, second.listed]);
  const id = await say('你好', 1);
  for (let i = 0; i < 5; i += 1) hub.tell(id);
  await expect.poll(() => second.heard.length).toBe(1);
  expect(first.heard).toMatchObject([{ id, lastText: '你好' }]);
  expect(reads.line).toBe(1);
  hub.tell(id);
  await expect.poll(() => reads.line).toBe(2);
  await say('在吗', 2);
  hub.tell(id);
  await expect.poll(() => first.heard.length).toBe(2);
  expect(second.heard.map(({ lastText }) => lastText)).toEqual(['你好', '在吗']);
  for (const { leave } of [first, second]) leave();
  await close();
});

it('a whole shift that comes at once costs one reading of the list, and whoever comes a little later hears what has changed since', async () => {
  const { feed, hub, reads, say, close } = await openDesk();
  const id = await say('你好', 1);
  const shift = Array.from({ length: 20 }, () => pageOf(feed));
  await Promise.all(shift.map(({ listed }) => listed));
  await say('在吗', 2);
  hub.tell(id);
  await expect.poll(() => shift.every(({ heard }) => heard.at(-1)?.lastText === '在吗')).toBe(true);
  const late = pageOf(feed);
  await late.listed;
  expect(late.lists).toEqual([['你好']]);
  expect(late.heard.at(-1)?.lastText).toBe('在吗');
  // Waiting, with people; with the bot; closed.
  expect(reads.list).toBe(3);
  for (const { leave } of [...shift, late]) leave();
  await close();
});

it('whoever opens the list after everybody has left reads it anew', async () => {
  const { feed, say, close } = await openDesk();
  await say('你好', 1);
  const first = pageOf(feed);
  await first.listed;
  first.leave();
  await say('在吗', 2);
  const second = pageOf(feed);
  await second.listed;
  expect(second.lists).toEqual([['在吗']]);
  second.leave();
  await close();
});

it('a reading that was begun for pages that have all left tells nobody who has come since', async () => {
  const { feed, hub, say, hold, close } = await openDesk();
  const id = await say('你好', 1);
  const first = pageOf(feed);
  await first.listed;
  const gate = hold();
  hub.tell(id);
  await gate.reached;
  first.leave();
  await say('在吗', 2);
  const second = pageOf(feed);
  await second.listed;
  gate.open();
  const other = await say('还在吗', 3);
  hub.tell(other);
  await expect.poll(() => second.heard.at(-1)?.lastText).toBe('还在吗');
  expect(second.heard.map(({ lastText }) => lastText)).toEqual(['在吗', '还在吗']);
  second.leave();
  await close();
});
