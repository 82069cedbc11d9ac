import { fileURLToPath } from 'node:url';
import { conclude } from '#core/actions/conclude.ts';
import type { ActionDefinition } from '#core/actions/definition.ts';
import { settleCall } from '#core/actions/settle.ts';
import type { ActionCall } from '#core/actions/state.ts';
import type { Change } from '#core/change.ts';
import type { Conversation } from '#core/conversation.ts';
import type { ActionReply } from '#core/ports/action-caller.ts';
import type { CustomerOrder } from '#core/protocol.ts';
import { takeTurn, type TurnResult, type TurnTools } from '#core/turn.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { readActions } from '#src/compose-actions.ts';
import { CATALOG, shopClassifier } from '../../intents/shop.ts';
import { COMPANY, conversation, message, MINUTE, NOON, realPolicy } from '../samples.ts';
import { prepareTurns } from '../turns.ts';

const here = (file: string): string => fileURLToPath(new URL(`../../../${file}`, import.meta.url));
/** Articles about what the actions do, and a few others. */
const SHELF = ['delivery-track', 'delivery-late-lost', 'delivery-address-change', 'order-cancel', 'order-unpaid', 'refund-time', 'refund-missing', 'shop-hours', 'invoice-title', 'complaint-how', 'member-points'];

/** Orders of a signed-in customer. */
export const ORDERS: readonly CustomerOrder[] = [
  { number: '20261119-0284', product: '扫地机器人 R7', status: 'paid', date: '2026-11-19' },
  { number: '20261107-0032', product: '空气净化器 A3', status: 'delivered', date: '2026-11-07' },
];

/** The sample's actions, by id. */
export async function sampleActions(): Promise<ReadonlyMap<string, ActionDefinition>> {
  return readActions(here('intents/actions'), { intents: await loadCatalog(CATALOG), policy: await realPolicy() });
}

/** A bot with the shop's real classifier, articles about orders, and the sample's actions. */
export async function prepareTalk(): Promise<TurnTools> {
  const [tools, articles] = [await prepareTurns(), await loadArticles(here('knowledge/articles'))];
  const orders = (id: string): readonly CustomerOrder[] => (id === 'c-two' ? [{ ...ORDERS[0]!, number: '20261118-0001', product: '智能门锁 L2' }, ...ORDERS] : ORDERS);
  return {
    ...tools,
    classifier: await shopClassifier(),
    knowledge: await createKnowledgeBase({ articles: articles.filter(({ id }) => SHELF.includes(id)), embedder: await createEmbedder() }),
    directory: { find: (id) => Promise.resolve({ id, name: '王建国', tier: 'regular', language: 'zh', orders: orders(id), notes: [] }) },
    actions: await sampleActions(),
  };
}

/** One customer's conversation with it, turn by turn; calls are answered by hand. */
export type Talk = {
  /** Says something; several texts are one burst. */
  say(...texts: string[]): Promise<TurnResult>;
  /** The endpoint answers the last call; resolves to what is changed by it. */
  answer(reply: ActionReply): Change;
  /** What Baton has said so far, notes in brackets. */
  readonly said: string[];
  readonly calls: ActionCall[];
  now(): Conversation;
  /** Lets time pass. */
  wait(ms: number): void;
  /** What is said next was written before the last answer could be read. */
  tooEarly(): void;
  /** The choices under the last message. */
  choices(): string[];
};

/** Begins one. */
export function talkTo(tools: TurnTools, more: Partial<Conversation> = {}): Talk {
  let current = conversation(more);
  let time = NOON;
  let choices: string[] = [];
  let unseen = false;
  const [said, calls]: [string[], ActionCall[]] = [[], []];
  const apply = (change: Change): void => {
    const { memory, language, handledSeq, ownership, messages = [], call } = change;
    current = { ...current, ...ownership, ...(memory ? { memory } : {}), ...(language ? { language } : {}), ...(handledSeq ? { handledSeq } : {}) };
    current = { ...current, lastSeq: Math.max(current.lastSeq, current.handledSeq) + messages.length };
    for (const { visibility, text, extras } of messages) {
      said.push(visibility === 'staff' ? `[${text}]` : text);
      choices = (extras?.quickReplies ?? []).map((reply) => reply.text);
    }
    if (call) calls.push(call);
  };
  return {
    said,
    calls,
    now: () => current,
    choices: () => choices,
    wait(ms) {
      time += ms;
    },
    tooEarly() {
      unseen = true;
    },
    async say(...texts) {
      const at = time;
      time += 1_000;
      const before = unseen ? current.handledSeq : Math.max(current.lastSeq, current.handledSeq);
      unseen = false;
      const unhandled = texts.map((text, i) => message({ seq: before + i + 1, text, at }));
      const result = await takeTurn({ token: 1, until: time + MINUTE, conversation: current, handover: undefined, previous: undefined, unhandled }, tools, time);
      apply(result.change);
      return result;
    },
    answer(reply) {
      const call = calls.at(-1);
      const action = tools.actions?.get(call?.action ?? '');
      if (!call || !action) throw new Error('nothing was called');
      const change = settleCall(current, { action, call, conclusion: conclude(action, call, reply), policy: tools.policy, company: COMPANY, safetyPhone: tools.safetyPhone, now: time, newId: () => crypto.randomUUID() });
      apply(change);
      return change;
    },
  };
}
