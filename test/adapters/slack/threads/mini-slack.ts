import type { Handover } from '#core/conversation.ts';
import type { DeskPost } from '#core/ports/desk-threads.ts';
import type { StaffMessage } from '#core/protocol.ts';
import type { Content } from '#adapters/slack/threads/content.ts';
import { hashOf } from '#adapters/slack/threads/content.ts';
import { planThread } from '#adapters/slack/threads/plan.ts';
import type { Op } from '#adapters/slack/threads/ops.ts';
import type { Sight } from '#adapters/slack/threads/sight.ts';
import { EMPTY_MEMORY } from '#core/conversation.ts';

/** The moment at which everything in these tests begins, Unix ms. */
export const NOW = Date.UTC(2026, 10, 23, 4);

const HANDOVER: Handover = {
  id: 'h-1', conversationId: 'c-1', segment: 1, reason: 'complaint', ruleId: 'complains', words: ['投诉'], priority: 'high', team: 'service',
  openedAt: NOW, dueAt: NOW + 30 * 60_000, claimedAt: undefined, firstReplyAt: undefined, endedAt: undefined, outcome: undefined,
};

/** A thread and everything about it, to be changed at will. */
export type MutableSight = { -readonly [Key in keyof Sight]: Sight[Key] } & { posts: DeskPost[]; messages: StaffMessage[] };

/** A handover that has just been opened, with no message yet. */
export function createSight(more: Partial<Sight> = {}): MutableSight {
  return {
    thread: { id: 't-1', desk: 'slack', conversationId: 'c-1', handoverId: 'h-1', team: 'service', room: 'C1', root: undefined, fromSeq: 1, talker: undefined, movedFrom: undefined, owedSince: undefined, fault: undefined, retryAt: 0, endedAt: undefined },
    conversation: {
      id: 'c-1', channel: 'web', address: 'v-1', state: 'waiting', epoch: 1, segment: 1, language: 'zh', customerId: 'u-1', customerName: '王女士', tier: 'vip', agentId: undefined, agentName: undefined, memory: EMPTY_MEMORY,
      handledSeq: 0, lastSeq: 0, closeReason: undefined, closedBy: undefined, rating: undefined, ratingComment: undefined, createdAt: NOW, updatedAt: NOW,
    },
    handover: HANDOVER,
    summary: { id: 'c-1', state: 'waiting', channel: 'web', customerName: '王女士', tier: 'vip', language: 'zh', lastText: '', lastAt: NOW },
    brief: undefined,
    team: { zh: '客服组', en: 'Customer service' },
    earlierLink: undefined,
    consoleLink: undefined,
    language: 'zh',
    now: NOW,
    ...more,
    posts: [...(more.posts ?? [])],
    messages: [...(more.messages ?? [])],
  };
}

/** A message by somebody; its `seq` is the next one. */
export function say(sight: MutableSight, author: StaffMessage['author'], text: string, more: Partial<StaffMessage> = {}): StaffMessage {
  const seq = (sight.messages.at(-1)?.seq ?? 0) + 1;
  const message: StaffMessage = { id: `m-${seq}`, seq, author, text, at: NOW + seq, visibility: 'all', status: 'sent', segment: 1, ...(author === 'agent' ? { agentName: '李雷', agentId: 's-1' } : {}), ...more };
  sight.messages.push(message);
  return message;
}

/** Changes a message that was said. */
export function change(sight: MutableSight, seq: number, more: Partial<StaffMessage>): void {
  sight.messages = sight.messages.map((message) => (message.seq === seq ? { ...message, ...more } : message));
}

/** What stands in the mini Slack: content by `ts`, in order. */
export type Standing = Map<string, Content>;

let made = 0;

/** Does one thing that is owed. `crash`: before Slack had it, or after, and before that was noted. */
export function perform(op: Op, sight: MutableSight, standing: Standing, crash?: 'before' | 'after'): void {
  const put = (post: DeskPost): void => {
    const at = sight.posts.findIndex(({ id }) => id === post.id);
    if (at < 0) sight.posts.push(post);
    else sight.posts[at] = post;
  };
  if (op.kind === 'post' || op.kind === 'upload') {
    const begun: DeskPost = op.post ?? { ...op.what, id: `p-${++made}`, threadId: 't-1', room: 'C1', ts: undefined, shown: op.kind === 'post' ? op.shown : '', state: 'sending', at: sight.now };
    put(begun);
    const content = op.kind === 'post' ? op.content : { text: `file:${op.file.name}`, blocks: [] };
    const ts = `ts-${begun.id}`;
    if (crash === 'before') return;
    if (!standing.has(ts)) standing.set(ts, content);
    if (crash === 'after') return;
    const shown = op.kind !== 'post' ? '' : op.what.kind === 'talk' ? op.shown : hashOf(standing.get(ts) ?? content);
    put({ ...begun, ts, state: 'posted', shown });
    if (begun.kind === 'card') sight.thread = { ...sight.thread, root: ts };
    return;
  }
  const { ts = '' } = op.post;
  if (op.kind === 'update') {
    standing.set(ts, op.content);
    put({ ...op.post, shown: op.shown, at: sight.now });
  } else if (op.kind === 'react') put({ ...op.post, marks: op.how === 'add' ? [...(op.post.marks ?? []), op.mark] : (op.post.marks ?? []).filter((mark) => mark !== op.mark) });
  else {
    standing.delete(ts);
    put({ ...op.post, state: 'removed' });
  }
}

/** Does everything that is owed. Throws when there is no end to it. */
export function settle(sight: MutableSight, standing: Standing): void {
  for (let round = 0; round < 500; round++) {
    const plan = planThread(sight);
    sight.posts.push(...plan.links);
    if (plan.clearsTalker) sight.thread = { ...sight.thread, talker: undefined };
    const [op] = plan.ops;
    if (!op && !plan.clearsTalker && plan.links.length === 0) return;
    if (op) perform(op, sight, standing);
  }
  throw new Error('something is owed again and again');
}

/** Everything that people read in the thread: texts of blocks, in order, with file posts. */
export function readAll(standing: Standing): string {
  return [...standing.values()].map(({ text, blocks }) => (blocks.length === 0 ? text : texts(blocks).join('\n'))).join('\n---\n');
}

function texts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'text' && typeof inner === 'string' ? [inner] : texts(inner)));
}
