import { beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '#core/conversation.ts';
import { takeTurn, type TurnTools } from '#core/turn.ts';
import { withCase } from '#core/cases/follow.ts';
import { stepCase } from '#core/cases/step.ts';
import { CASE_POLICY, CHEN, contextAt } from '../cases/sample-cases.ts';
import { NOON } from '../samples.ts';
import { lease, prepareTurns, textsOf } from '../turns.ts';

let tools: TurnTools;
beforeAll(async () => {
  tools = await prepareTurns();
});

/** A turn on messages of which the last brings a photo. */
const withPhoto = (texts: readonly string[], more: Partial<Conversation> = {}) => {
  const given = lease(texts, more);
  const unhandled = given.unhandled.map((message, i) => (i === texts.length - 1 ? { ...message, extras: { files: [{ id: 'f-1', name: '面板.png', type: 'image/png', size: 9 }] } } : message));
  return takeTurn({ ...given, unhandled }, tools, NOON);
};

describe('a photo', () => {
  it.each([
    ['zh', /看不了图片和文件里的内容/, '转人工'],
    ['en', /can't look into pictures or files/, 'Talk to a person'],
  ] as const)('without a word (%s): the bot says that it cannot see it, and offers a person', async (language, words, person) => {
    const result = await withPhoto([''], { language });
    expect(textsOf(result)).toEqual([expect.stringMatching(words)]);
    expect(result.change.messages?.[0]?.extras?.quickReplies?.map(({ text }) => text)).toEqual([person]);
    expect(result).toMatchObject({ decision: { kind: 'answer', reason: 'files' }, change: { handledSeq: 1, understandings: [] } });
    expect(result.change).not.toHaveProperty('ownership');
  });

  it('is never a question that was not understood, however often it comes', async () => {
    let memory: Conversation['memory'] | undefined;
    for (let i = 0; i < 4; i += 1) {
      const { change, decision } = await withPhoto([''], memory ? { memory, handledSeq: i } : {});
      expect(decision.reason).toBe('files');
      memory = change.memory;
    }
    expect(memory).toMatchObject({ notUnderstood: 0, sentiments: [] });
  });

  it('beside a question: the question is answered, with a word on the photo', async () => {
    const result = await withPhoto(['退款多久能到账']);
    expect(result.decision).toMatchObject({ kind: 'answer', reason: 'found' });
    expect(textsOf(result)[0]).toMatch(/您发来的文件我打不开，同事能看到。$/);
  });

  it('beside a complaint: a person takes over as ever', async () => {
    const result = await withPhoto(['面板裂了，我要投诉']);
    expect(result.decision).toMatchObject({ kind: 'hand_over', reason: 'complaint' });
    expect(textsOf(result)[0]).toMatch(/您发来的文件，同事也会看到。$/);
  });

  it('of a VIP: a person takes over as ever', async () => {
    expect((await withPhoto([''], { customerId: 'c-1001' })).decision).toMatchObject({ kind: 'hand_over', reason: 'vip' });
  });

  it('goes to the evidence of the case that is open, once, and of no other', async () => {
    const open = stepCase(undefined, { kind: 'open', by: CHEN, facts: {}, evidence: [], owner: CHEN }, contextAt(NOON));
    const { change } = await withPhoto([''], { state: 'human', agentId: 'a-1', case: open });
    const standing = { conversation: lease([''], { case: open }).conversation, policy: CASE_POLICY, now: NOON };
    const stored = withCase(change, standing).case?.result?.record;
    expect(stored?.evidence).toMatchObject([{ kind: 'message', value: '1' }]);
    const again = withCase(change, { ...standing, conversation: { ...standing.conversation, ...(stored ? { case: stored } : {}) } });
    expect(again.case?.result?.record.evidence ?? stored?.evidence).toHaveLength(1);
    // It was closed while the customer's message was read.
    expect(() => withCase(change, { ...standing, conversation: { ...standing.conversation, case: { ...open, state: 'closed' } } })).not.toThrow();
    expect((await withPhoto([''], { case: { ...open, state: 'closed' } })).change).not.toHaveProperty('case');
    expect((await withPhoto([''])).change).not.toHaveProperty('case');
  });

  it('leaves the bot silent while a person has the conversation, and staff are told', async () => {
    const result = await withPhoto([''], { state: 'human', agentId: 'a-1' });
    expect(textsOf(result)).toEqual([]);
    expect(result.change.news).toContain('customer_message');
  });
});
