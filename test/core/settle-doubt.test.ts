import { describe, expect, it } from 'vitest';
import { settleDoubts } from '#core/settle-doubt.ts';
import type { LanguageModel } from '#core/ports/language-model.ts';
import type { Understanding } from '#core/understanding.ts';
import { answerTools, modelThatSays } from './model-answer/tools.ts';
import { INTENTS, understanding } from './samples.ts';

const TWO = [{ id: 'refund-status', confidence: 0.4 }, { id: 'thanks', confidence: 0.35 }];
const doubtful = understanding({ isAmbiguous: true, intents: TWO, signals: [{ kind: 'complaint', words: ['投诉'], confidence: 1 }] });

/** What is understood when the classifier says this and the model that. */
const read = (model: LanguageModel, said: Understanding = doubtful, failures: unknown[] = []) =>
  settleDoubts({ understand: () => Promise.resolve(said) }, { ...answerTools(model, { onFailure: (error) => void failures.push(error) }), intents: INTENTS }).understand('我的手机13800138000，那笔怎么样了', 'zh');

describe('a message between two intents', () => {
  it('is what the model chooses of them', async () => {
    const settled = await read(modelThatSays(() => '2'));
    expect(settled.intents.map(({ id }) => id)).toEqual(['thanks', 'refund-status']);
    expect(settled).toMatchObject({ isAmbiguous: false, intents: [{ confidence: 0.75 }, { confidence: 0.4 }], signals: doubtful.signals });
  });

  it.each(['0', '7', 'refund', '2 because I was told so', ''])('stays as it was when the model says "%s"', async (words) => {
    expect(await read(modelThatSays(() => words))).toBe(doubtful);
  });

  it('stays as it was when the model fails, and somebody hears of it', async () => {
    const failures: unknown[] = [];
    expect(await read({ write: () => Promise.reject(new Error('down')) }, doubtful, failures)).toBe(doubtful);
    expect(failures).toHaveLength(1);
  });

  it('is sent without what belongs to a person, as material, with what the intents are', async () => {
    const model = modelThatSays(() => '1');
    await read(model);
    const sent = JSON.stringify(model.requests);
    expect(sent).not.toContain('13800138000');
    expect(sent).toContain(INTENTS.get('refund-status')?.name.zh);
  });
});

it('asks no model where there is no doubt', async () => {
  const model = modelThatSays(() => '2');
  for (const said of [understanding({ intents: TWO }), understanding({ isAmbiguous: true, intents: TWO.slice(0, 1) }), understanding({ isOutOfScope: true, intents: [] })]) expect(await read(model, said)).toBe(said);
  expect(model.requests).toEqual([]);
});
