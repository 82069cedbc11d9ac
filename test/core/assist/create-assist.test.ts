import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAssist, type AssistTools } from '#core/assist/create-assist.ts';
import type { AnsweredBy } from '#core/answered-by.ts';
import type { AnswerToWrite, WrittenAnswer } from '#core/ports/answer-writer.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { createSmallKnowledge } from '../../support/small-shop.ts';
import { conversation, handover, INTENTS } from '../samples.ts';
import { type Line, transcriptOf } from './lines.ts';

const CHEN = { id: 'chen', name: '陈静' };
const LEAD = { id: 'lan', name: '林岚', role: 'lead' } as const;
const BY: AnsweredBy = { by: 'model', verdict: 'checked', cut: [], tokensIn: 1, tokensOut: 1, isCounted: true, cost: 0, ms: 1 };
const QUESTION: Line = ['customer', 'How long does a refund take?', { language: 'en', intents: [] }];

let knowledge: KnowledgeBase;
let lines: readonly Line[];
let written: AnswerToWrite[];
let failures: unknown[];
let fireTimers: () => void;
beforeEach(async () => {
  knowledge = await createSmallKnowledge();
  [lines, written, failures] = [[QUESTION], [], []];
});
afterEach(() => fireTimers());

const create = (tools: Partial<AssistTools> = {}) => {
  const timers: (() => void)[] = [];
  fireTimers = () => timers.forEach((fire) => fire());
  return createAssist({
    store: {
      conversation: (id) => Promise.resolve(id === 'c-1' ? conversation({ state: 'human', agentId: CHEN.id, agentName: CHEN.name, epoch: 3 }) : undefined),
      transcript: () => Promise.resolve([...transcriptOf(...lines)]),
      handovers: () => Promise.resolve([handover()]),
    },
    knowledge,
    intents: INTENTS,
    similar: () => Promise.resolve([]),
    clock: { after: (_ms, fire) => (timers.push(fire), () => undefined) },
    onFailure: (error) => failures.push(error),
    ...tools,
  });
};
const writer = (answer: Partial<WrittenAnswer> = {}): AssistTools['writer'] => ({
  write(asked) {
    written.push(asked);
    return Promise.resolve({ text: 'Your refund takes 5–7 working days. [1]', citations: asked.extract.citations, answeredBy: BY, ...answer });
  },
});

describe('assistance', () => {
  it('is for the owner and for leads', async () => {
    const assist = create();
    expect((await assist.assist('c-1', CHEN, 'en')).drafts).toHaveLength(1);
    expect((await assist.assist('c-1', LEAD, 'en')).drafts).toHaveLength(1);
    await expect(assist.assist('c-1', { id: 'wu', name: '吴迪' }, 'en')).rejects.toMatchObject({ code: 'not_allowed_now' });
    await expect(assist.write('c-1', { id: 'wu', name: '吴迪' }, 1)).rejects.toMatchObject({ code: 'not_allowed_now' });
    await expect(assist.assist('c-2', CHEN, 'en')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('does not wait for similar cases that take long, and goes on where a part fails', async () => {
    const slow = create({ similar: () => new Promise(() => undefined) }).assist('c-1', CHEN, 'en');
    await new Promise((resume) => setImmediate(resume));
    fireTimers();
    expect(await slow).toMatchObject({ similar: [], drafts: [{ by: 'articles' }] });
    expect(await create({ similar: () => Promise.reject(new Error('down')) }).assist('c-1', CHEN, 'en')).toMatchObject({ similar: [], drafts: [{ by: 'articles' }] });
    expect(failures).toHaveLength(1);
  });

  it('has no draft where nothing is asked', async () => {
    lines = [];
    expect(await create({ writer: writer() }).assist('c-1', CHEN, 'en')).toMatchObject({ seq: 0, drafts: [], canWrite: false });
  });
});

describe("a model's draft", () => {
  it('is made of customer articles and of what everybody could read, once for each question', async () => {
    const assist = create({ writer: writer() });
    expect((await assist.assist('c-1', CHEN, 'en')).canWrite).toBe(true);
    expect(written).toEqual([]);
    expect(await assist.write('c-1', CHEN, 1)).toEqual({ draft: { text: 'Your refund takes 5–7 working days.', citations: [expect.objectContaining({ articleId: 'refund-time', language: 'en' })], fit: 'sure', by: 'model' } });
    await assist.write('c-1', LEAD, 1);
    expect(written).toHaveLength(1);
    expect(written[0]).toMatchObject({ language: 'en', fromSeq: 1, text: QUESTION[1] });
    expect(written[0]?.passages.every(({ audience, language }) => audience === 'customer' && language === 'en')).toBe(true);
  });

  it("is none where the model's words did not stand the check, or no model is there", async () => {
    expect(await create({ writer: writer({ answeredBy: { ...BY, by: 'extract', verdict: 'too_little_left' } }) }).write('c-1', CHEN, 1)).toEqual({});
    expect(await create().write('c-1', CHEN, 1)).toEqual({});
  });

  it('is none for an older question, also when the customer writes while it is made', async () => {
    const slow: AssistTools['writer'] = {
      write: async (asked) => {
        lines = [QUESTION, ['agent', 'One moment.'], ['customer', 'What are your shop opening hours?', { language: 'en', intents: [] }]];
        return (await writer()?.write(asked)) ?? { ...asked.extract, answeredBy: BY };
      },
    };
    const assist = create({ writer: slow });
    expect(await assist.write('c-1', CHEN, 1)).toEqual({});
    expect(written).toHaveLength(1);
    expect(await assist.write('c-1', CHEN, 1)).toEqual({});
    expect(written).toHaveLength(1);
  });
});
