import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatonError } from '#core/errors.ts';
import type { Agent, Desk, DeskSink, PassOn } from '#core/ports/desk.ts';
import type { DeskNews } from '#core/ports/store.ts';
import type { CloseReason } from '#core/protocol.ts';
import { openTempStore, type TempStore } from '../support/temp-store.ts';

/** What a person of the staff does at a desk. */
export type DeskStep =
  | { readonly kind: 'claim' | 'takeOver' | 'accept' | 'decline' | 'release' | 'join' | 'leave' | 'handBack' }
  | { readonly kind: 'transfer'; readonly to: PassOn }
  | { readonly kind: 'ask'; readonly colleagueId: string; readonly text: string; readonly commandId: string }
  | { readonly kind: 'reply' | 'note'; readonly text: string; readonly commandId: string }
  | { readonly kind: 'close'; readonly reason: CloseReason };

/** A desk with somebody at it. */
export type DeskHarness = {
  readonly desk: Desk;
  /** Who sits there. */
  readonly agent: Agent;
  /** That person takes a step; resolves to what the desk answers: `done`, or the words with which it was refused. */
  act(conversationId: string, step: DeskStep): Promise<'done' | { readonly refused: string }>;
  /** The person looks at the desk from now on. */
  watch(): Promise<void>;
  /** News that the person has seen, oldest first: resolves when there are this many. */
  seen(count: number): Promise<DeskNews[]>;
  /** What is open at this moment: subscriptions, listeners, timers, streams. */
  leftOpen(): number;
  /**
   * Of a desk that keeps what people do until it has taken effect: it gives steps ids of its own, repeats them by itself, and
   * shows how conversations stand instead of the news itself.
   */
  readonly lasting?: {
    /** The step that was taken last comes once more, as its platform repeats it. */
    again(): Promise<void>;
    /** Resolves when the person sees the conversation; how often it stands there. */
    shown(conversationId: string): Promise<number>;
  };
  close(): Promise<void>;
};

/** A desk as its contract needs it. */
export type DeskUnderTest = {
  readonly name: string;
  /** A desk over a store; not yet started. */
  readonly create: (parts: TempStore) => Promise<DeskHarness>;
};

const STEPS: readonly DeskStep[] = [
  { kind: 'claim' },
  { kind: 'takeOver' },
  { kind: 'transfer', to: { agentId: 'wu' } },
  { kind: 'accept' },
  { kind: 'decline' },
  { kind: 'release' },
  { kind: 'join' },
  { kind: 'leave' },
  { kind: 'ask', colleagueId: 'wu', text: '这种情况能退吗？', commandId: 'command-3' },
  { kind: 'reply', text: '您好，我是陈静 😀', commandId: 'command-1' },
  { kind: 'note', text: '客户很着急', commandId: 'command-2' },
  { kind: 'handBack' },
  { kind: 'close', reason: 'resolved' },
];

/** How many words a step has; what comes after them is the id of its command. */
const WORDS: Readonly<Partial<Record<DeskStep['kind'], number>>> = { transfer: 1, ask: 2, reply: 1, note: 1, handBack: 1, close: 1 };
const wordsOf = ({ kind, more }: { readonly kind: string; readonly more: readonly unknown[] }): readonly unknown[] => more.slice(0, WORDS[kind as DeskStep['kind']] ?? 0);
const idOf = ({ kind, more }: { readonly kind: string; readonly more: readonly unknown[] }): unknown => more[WORDS[kind as DeskStep['kind']] ?? 0];

/** What every desk promises. */
export function describeDesk({ name, create }: DeskUnderTest): void {
  describe(`${name} keeps what a desk promises`, () => {
    let temp: TempStore;
    let harness: DeskHarness;
    let conversationId: string;
    let taken: { readonly kind: string; readonly conversationId: string; readonly agent: Agent; readonly more: readonly unknown[] }[];
    let fault: BatonError | undefined;
    const record =
      (kind: string) =>
      async (id: string, { id: agentId, name: agentName }: Agent, ...more: unknown[]): Promise<void> => {
        if (fault) throw fault;
        taken.push({ kind, conversationId: id, agent: { id: agentId, name: agentName }, more });
        await Promise.resolve();
      };
    const sink: DeskSink = {
      claim: record('claim'),
      takeOver: record('takeOver'),
      transfer: record('transfer'),
      accept: record('accept'),
      decline: record('decline'),
      opened: record('opened'),
      release: record('release'),
      reply: record('reply'),
      note: record('note'),
      edit: record('edit'),
      retract: record('retract'),
      ask: record('ask'),
      join: record('join'),
      leave: record('leave'),
      handBack: record('handBack'),
      awaitCustomer: record('awaitCustomer'),
      callbackDone: record('callbackDone'),
      callbackMissed: record('callbackMissed'),
      callbackMoved: record('callbackMoved'),
      callbackContact: () => Promise.resolve({ way: 'phone', contact: '' }),
      close: record('close'),
      removeColleague: () => Promise.resolve(0),
    };

    beforeEach(async () => {
      temp = await openTempStore();
      taken = [];
      fault = undefined;
      const { conversation } = await temp.store.accept({ channel: 'web', address: 'v-1', externalId: 'first', text: '我要投诉', language: 'zh' }, Date.UTC(2026, 10, 23));
      conversationId = conversation.id;
      harness = await create(temp);
    });
    afterEach(async () => {
      await harness.close();
      await temp.close();
    });
    const news = (id: string, kind: DeskNews['kind'] = 'customer_message'): DeskNews => ({ id, kind, conversationId });

    it('has a name that can be part of a target', () => {
      expect(harness.desk.name).toMatch(/^[a-z][a-z0-9-]*$/);
    });

    it('hands on each step as it was taken, with who took it', async () => {
      await harness.desk.start(sink);
      for (const step of STEPS) expect(await harness.act(conversationId, step)).toBe('done');
      const by = { conversationId, agent: { id: harness.agent.id, name: harness.agent.name } };
      const given = STEPS.map((step) => ('commandId' in step ? step.commandId : undefined));
      if (harness.lasting) expect(new Set(taken.map(idOf).filter((id) => typeof id === 'string' && id !== '')).size).toBe(STEPS.length);
      else expect(taken.map(idOf)).toEqual(given);
      expect(taken.map((step) => ({ ...step, more: wordsOf(step) }))).toEqual([
        { kind: 'claim', ...by, more: [] },
        { kind: 'takeOver', ...by, more: [] },
        { kind: 'transfer', ...by, more: [{ agentId: 'wu' }] },
        { kind: 'accept', ...by, more: [] },
        { kind: 'decline', ...by, more: [] },
        { kind: 'release', ...by, more: [] },
        { kind: 'join', ...by, more: [] },
        { kind: 'leave', ...by, more: [] },
        { kind: 'ask', ...by, more: ['wu', '这种情况能退吗？'] },
        { kind: 'reply', ...by, more: ['您好，我是陈静 😀'] },
        { kind: 'note', ...by, more: ['客户很着急'] },
        { kind: 'handBack', ...by, more: [{}] },
        { kind: 'close', ...by, more: ['resolved'] },
      ]);
    });

    it.each(['conflict', 'not_allowed_now', 'not_found', 'unavailable', 'too_large'] as const)('tells the person when a step is refused: %s', async (code) => {
      await harness.desk.start(sink);
      fault = new BatonError(code, '陈静 has just taken this conversation.');
      if (harness.lasting && code === 'unavailable') {
        const acted = harness.act(conversationId, { kind: 'claim' });
        await harness.lasting.again();
        fault = undefined;
        expect(await acted).toBe('done');
        expect(taken.map(({ kind }) => kind)).toEqual(['claim']);
        return;
      }
      for (const step of STEPS) expect(await harness.act(conversationId, step)).toEqual({ refused: expect.stringContaining('陈静 has just taken') });
      fault = undefined;
      expect(await harness.act(conversationId, { kind: 'claim' })).toBe('done');
    });

    it('takes the same step again with the same command id, so that it can take effect once', async () => {
      await harness.desk.start(sink);
      const step: DeskStep = { kind: 'reply', text: '好的', commandId: 'command-1' };
      await harness.act(conversationId, step);
      if (harness.lasting) {
        await harness.lasting.again();
        expect(new Set(taken.map((each) => JSON.stringify([wordsOf(each), idOf(each)]))).size).toBe(1);
        return;
      }
      await harness.act(conversationId, step);
      expect(taken.map(({ more }) => more)).toEqual([
        ['好的', 'command-1'],
        ['好的', 'command-1'],
      ]);
    });

    it('tells the news in order, and again under the same id when it is told again', async () => {
      await harness.desk.start(sink);
      await harness.watch();
      const told = [news('n-1', 'handover'), news('n-2'), news('n-2'), news('n-3', 'owner_changed')];
      for (const item of told) await harness.desk.tell(item);
      if (harness.lasting) return expect(await harness.lasting.shown(conversationId)).toBe(1);
      expect((await harness.seen(told.length)).map(({ id, kind, conversationId: about }) => ({ id, kind, conversationId: about }))).toEqual(told);
    });

    it('takes news while nobody is there', async () => {
      await harness.desk.start(sink);
      await expect(harness.desk.tell(news('n-1', 'handover'))).resolves.toBeUndefined();
    });

    it('takes nothing in after it has stopped, and leaves nothing open', async () => {
      const before = harness.leftOpen();
      await harness.desk.start(sink);
      await harness.watch();
      await harness.desk.tell(news('n-1'));
      await (harness.lasting ? harness.lasting.shown(conversationId) : harness.seen(1));
      await harness.desk.stop();
      expect(harness.leftOpen()).toBe(before);
      expect(await harness.act(conversationId, { kind: 'claim' })).toMatchObject({ refused: expect.any(String) });
      expect(taken).toEqual([]);
      await expect(harness.desk.stop()).resolves.toBeUndefined();
    });
  });
}
