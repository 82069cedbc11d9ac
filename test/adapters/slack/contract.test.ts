import type { Change } from '#core/change.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import type { DeskSink } from '#core/ports/desk.ts';
import { transition } from '#core/transition.ts';
import { ACTIONS, writeValue } from '#adapters/slack/action-ids.ts';
import { createSlackApi } from '#adapters/slack/slack-api.ts';
import { systemClock } from '#worker/clock.ts';
import { type DeskStep, describeDesk } from '../../contract/desk.contract.ts';
import { countStore } from '../../support/counted.ts';
import { POLICY } from '../../support/small-shop.ts';
import { signatureOf } from './fake/deliver.ts';
import type { FakeOutcome } from './fake/index.ts';
import { openSlackRoom } from './slack-room.ts';

const WU = { id: 'wu', name: '吴', role: 'agent' } as const;
/** What opens a box, and what is put into it. */
const BOXES: Partial<Readonly<Record<DeskStep['kind'], (step: DeskStep) => Readonly<Record<string, string>>>>> = {
  transfer: (step) => (step.kind === 'transfer' && 'agentId' in step.to ? { to: `agent:${step.to.agentId}` } : {}),
  ask: (step) => (step.kind === 'ask' ? { who: step.colleagueId, text: step.text } : {}),
  reply: (step) => (step.kind === 'reply' ? { text: step.text } : {}),
  handBack: () => ({}),
  close: (step) => (step.kind === 'close' ? { reason: step.reason } : {}),
};
const BUTTONS = { claim: 'claim', takeOver: 'takeOver', transfer: 'assign', accept: 'accept', decline: 'decline', release: 'release', join: 'join', leave: 'leave', ask: 'consult', reply: 'reply', handBack: 'handBack', close: 'close' } as const;

describeDesk({
  name: 'Slack',
  async create(parts) {
    let timers = 0;
    const clock = {
      ...systemClock,
      after(ms: number, call: () => void) {
        timers += 1;
        let isOver = false;
        const over = (): void => {
          if (!isOver) timers -= 1;
          isOver = true;
        };
        const cancel = systemClock.after(ms, () => {
          over();
          call();
        });
        return () => {
          over();
          cancel();
        };
      },
    };
    const counted = countStore(parts.store);
    const room = await openSlackRoom({ temp: parts, desk: { clock, store: counted.of, access: { ...parts.access, staff: async () => [...(await parts.access.staff()), WU] } } });
    const { fake, chen, channel, slack } = room;
    const [waiting] = await parts.store.conversations(['bot'], 1);
    if (!waiting) throw new Error('there should be a conversation');
    const handOver: Change = { ownership: transition(waiting, { kind: 'hand_over' }), openHandover: { reason: 'asked', ruleId: 'asks-for-person', words: [], priority: 'normal', team: 'service', dueAt: systemClock.now() + 600_000 } };
    await parts.store.update(waiting.id, () => handOver, systemClock.now());
    // Boxes open only for whoever has the conversation.
    await createDeskCommands(parts.store, systemClock, { policy: () => POLICY, staff: () => parts.access.staff(), article: () => Promise.resolve(undefined) }).claim(waiting.id, chen.staff);
    // A thread with every button, whatever the conversation's state would show.
    const api = await createSlackApi({ token: fake.botToken, apiUrl: fake.apiUrl });
    const button = (id: string) => ({ type: 'button' as const, action_id: id, text: { type: 'plain_text' as const, text: id }, value: writeValue({ conversationId: waiting.id }) });
    const { ts } = await api.call((web) => web.chat.postMessage({ channel: channel.id, text: 'all', blocks: [{ type: 'actions', elements: Object.values(BUTTONS).map((name) => button(ACTIONS[name])) }] }));
    const panel = fake.posts(channel.id).find((post) => post.ts === ts);
    if (!panel) throw new Error('there should be a panel');
    const thread = await parts.deskThreads.open({ desk: 'slack', conversationId: waiting.id, handoverId: 'all', team: 'service', room: channel.id, fromSeq: 1 }, systemClock.now());
    await parts.deskThreads.set(thread.id, { root: panel.ts, endedAt: 1 });
    await parts.deskThreads.putPosts([{ id: 'panel', threadId: thread.id, kind: 'card', room: channel.id, ts: panel.ts, shown: '', state: 'posted', at: 1 }]);
    let isOn = false;
    /** Deliveries before the last step. */
    let mark = 0;
    const take = async (step: DeskStep): Promise<Pick<FakeOutcome, 'ok'>> => {
      if (step.kind === 'note') {
        fake.say(chen.user, channel.id, step.text, { thread: panel });
        await fake.idle();
        return { ok: fake.deliveries.at(-1)?.acked === true };
      }
      const pressed = await fake.press(chen.user, panel, ACTIONS[BUTTONS[step.kind]]);
      const box = BOXES[step.kind];
      if (!box || !pressed.ok) return pressed;
      await fake.until(() => fake.modals(chen.user).length > 0);
      return fake.submit(chen.user, box(step));
    };
    return {
      desk: {
        ...slack.desk,
        async start(sink: DeskSink) {
          await room.start(sink);
          isOn = true;
        },
        stop: () => {
          isOn = false;
          return slack.desk.stop();
        },
      },
      agent: { id: chen.staff.id, name: chen.staff.name },
      async act(_conversationId, step) {
        const before = fake.ephemerals(chen.user).length;
        mark = fake.deliveries.length;
        const outcome = await take(step);
        if (!outcome.ok) return { refused: 'Slack shows that the app did not answer' };
        if (isOn) await room.until(async () => (await slack.status()).waiting.count === 0);
        const told = fake.ephemerals(chen.user)[before];
        return told ? { refused: fake.read(told) } : 'done';
      },
      watch: () => Promise.resolve(),
      seen: () => Promise.resolve([]),
      leftOpen: () => counted.listeners() + timers + fake.sockets.count(),
      lasting: {
        async again() {
          const last = await room.until(() => fake.deliveries.slice(mark).findLast(({ kind, acked }) => kind === 'interactive' && acked));
          const body = new URLSearchParams({ payload: JSON.stringify(last.body) }).toString();
          const answer = await fetch(room.url, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...signatureOf(fake.signingSecret, Math.floor(Date.now() / 1000), body) } });
          if (!answer.ok) throw new Error('it was not taken');
        },
        async shown(conversationId) {
          const cards = (): number => fake.posts(channel.id).filter((post) => post.threadTs === undefined && post.ts !== panel.ts && JSON.stringify(post.blocks).includes(conversationId)).length;
          await room.until(() => cards() > 0 && slack.status().then(({ threads }) => threads.owed === 0));
          return cards();
        },
      },
      close: () => room.close(),
    };
  },
});
