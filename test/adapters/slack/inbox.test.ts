import { describe, expect, it } from 'vitest';
import { BatonError } from '#core/errors.ts';
import type { EventJournal, JournalEntry } from '#core/ports/event-journal.ts';
import { createIntake } from '#adapters/slack/inbox/intake.ts';
import { toPlainText } from '#adapters/slack/inbox/plain-text.ts';
import { createInboxPump } from '#adapters/slack/inbox/pump.ts';
import { readSlip } from '#adapters/slack/inbox/slip.ts';
import { inLanguage } from '#adapters/slack/tell.ts';
import { openJournal } from '#store/journal.ts';
import { createTestClock } from '../../support/test-clock.ts';

const message = (more: Record<string, unknown>, id = 'Ev1') => ({ type: 'event_callback', event_id: id, event: { type: 'message', channel: 'C1', ts: '2.0', user: 'U1', text: 'x', ...more } });

describe('what comes from Slack', () => {
  it.each([
    ['a reply', message({ thread_ts: '1.0' }), { kind: 'journal', key: 'Ev1', lane: 'thread:C1:1.0' }],
    ['an edit in the same thread', message({ subtype: 'message_changed', message: { ts: '2.0', thread_ts: '1.0', user: 'U1' } }), { kind: 'journal', key: 'Ev1', lane: 'thread:C1:1.0' }],
    ['a deletion in the same thread', message({ subtype: 'message_deleted', deleted_ts: '2.0', previous_message: { thread_ts: '1.0' } }), { kind: 'journal', key: 'Ev1', lane: 'thread:C1:1.0' }],
    ['a post of an app', message({ bot_id: 'B1' }), { kind: 'ignore' }],
    ['an edit of an app', message({ subtype: 'message_changed', message: { ts: '2.0', bot_id: 'B1' } }), { kind: 'ignore' }],
    ['a changed topic', message({ subtype: 'channel_topic' }), { kind: 'ignore' }],
    ['a look at Home', { type: 'event_callback', event_id: 'Ev2', event: { type: 'app_home_opened', user: 'U1' } }, { kind: 'passing' }],
    ['a press', { type: 'block_actions', trigger_id: 'T1', user: { id: 'U1' }, channel: { id: 'C1' }, message: { ts: '1.0' }, actions: [{ action_id: 'a' }] }, { kind: 'journal', key: 'press:T1', lane: 'thread:C1:1.0' }],
    ['a box that was warned of and sent again', { type: 'view_submission', user: { id: 'U1' }, view: { id: 'V2', root_view_id: 'V1' } }, { kind: 'journal', key: 'view:V1', lane: 'user:U1' }],
    ['a command', { command: '/baton', trigger_id: 'T2', user_id: 'U1' }, { kind: 'journal', key: 'command:T2', lane: 'user:U1' }],
    ['nonsense', ['x'], { kind: 'ignore' }],
  ])('%s has its place', (_name, body, slip) => {
    expect(readSlip(body)).toEqual(slip);
  });

  it('is acknowledged only when it is on disk', async () => {
    let isThere = false;
    const order: string[] = [];
    const journal = {
      put: () => {
        order.push('put');
        return isThere ? Promise.resolve('new') : Promise.reject(new BatonError('unavailable', 'the disk is full'));
      },
    } as unknown as EventJournal;
    const take = createIntake({ journal, clock: createTestClock(), atOnce: () => Promise.resolve(undefined), passing: () => Promise.resolve(), onKept: () => order.push('kept'), onError: () => undefined });
    const ack = (): Promise<void> => {
      order.push('ack');
      return Promise.resolve();
    };
    await expect(take({ body: message({ thread_ts: '1.0' }), ack })).rejects.toMatchObject({ code: 'unavailable' });
    isThere = true;
    await take({ body: message({ thread_ts: '1.0' }), ack });
    expect(order).toEqual(['put', 'put', 'ack', 'kept']);
  });
});

describe('the journal is worked off', () => {
  const run = async (work: (entry: JournalEntry, clock: ReturnType<typeof createTestClock>) => Promise<void>, entries: readonly (readonly [key: string, lane: string])[]) => {
    const clock = createTestClock();
    const journal = openJournal(':memory:', { onDamage: () => undefined });
    for (const [key, lane] of entries) await journal.put('slack', key, lane, '{}', clock.now());
    const given: string[] = [];
    const errors: unknown[] = [];
    const pump = createInboxPump({ journal, source: 'slack', clock, work: (entry) => work(entry, clock), onGivenUp: ({ key }) => Promise.resolve(void given.push(key)), onError: (error) => void errors.push(error) });
    for (let i = 0; i < 400 && (await journal.waiting('slack')).count > 0; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(500);
    }
    await pump.stop();
    expect(errors).toEqual([]);
    return { given, waiting: (await journal.waiting('slack')).count, timers: clock.waiting() };
  };

  it('in order within a thread, though the first of it fails for a while, and other threads go on meanwhile', async () => {
    const done: string[] = [];
    let fails = 3;
    const result = await run(({ key }) => {
      if (key === 'a1' && fails-- > 0) return Promise.reject(new BatonError('unavailable', 'not now'));
      done.push(key);
      return Promise.resolve();
    }, [['a1', 'a'], ['a2', 'a'], ['b1', 'b']]);
    expect(done).toEqual(['b1', 'a1', 'a2']);
    expect(result).toEqual({ given: [], waiting: 0, timers: 0 });
  });

  it('without what can never be done, which is given up and told', async () => {
    const { given, waiting } = await run(({ key }) => (key === 'bad' ? Promise.reject(new Error('it breaks')) : Promise.resolve()), [['bad', 'a'], ['good', 'a']]);
    expect({ given, waiting }).toEqual({ given: ['bad'], waiting: 0 });
  });
});

describe('a text of Slack', () => {
  it('becomes plain: names, links, emoji and signs as people read them', async () => {
    const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'emoji', name: 'cn', unicode: '1f1e8-1f1f3' }] }] }];
    const plain = await toPlainText('<@U1> 看 <https://x.example/a?b=1&amp;c=2|说明> 和 <https://y.example> :cn: :unknown: 1 &lt; 2 &amp; <!here> <mailto:a@b.example|a@b.example>', blocks, () => Promise.resolve('陈静'));
    expect(plain).toBe('@陈静 看 说明 (https://x.example/a?b=1&c=2) 和 https://y.example 🇨🇳 :unknown: 1 < 2 & @here a@b.example');
  });

  it('of ours is told in the language of whoever reads it', () => {
    expect(inLanguage('已经有人了。 · Somebody has it.', 'en')).toBe('Somebody has it.');
    expect(inLanguage('已经有人了。 · Somebody has it.', 'zh')).toBe('已经有人了。');
    expect(inLanguage('no · halves · here', 'en')).toBe('no · halves · here');
  });
});
