import { randomBytes } from 'node:crypto';
import { createOpenAiLanguageModel } from '#adapters/openai/language-model.ts';
import { createMask, PERSONAL } from '#core/mask.ts';
import { answerWithModel, type ModelAnswerTools } from '#core/model-answer/answer-with-model.ts';
import { cleanPassages } from '#core/model-answer/clean-passages.ts';
import { createSummaries } from '#core/model-answer/summaries.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { systemClock } from '#worker/clock.ts';
import { MODELS, type Way } from './way.ts';

/** Baton's own path from the question to the words of the answer, put together as `compose-writer.ts` does it. */
export const ourWay: Way = {
  name: 'ours',
  begin({ url, key, knowledge, company, language, history: before, patience }) {
    const tools: ModelAnswerTools = {
      model: createOpenAiLanguageModel({ baseUrl: url, apiKey: key, model: MODELS.answer, smallModel: MODELS.assist, clock: systemClock, limits: patience, retryDelayMs: patience.retryMs }),
      budget: { take: () => Promise.resolve(true), settle: () => Promise.resolve() },
      clock: systemClock,
      prices: { in: 0, out: 0 },
      // Failures are what the trial is about; the judge counts what they lead to.
      onFailure: () => undefined,
      mask: createMask(createEntityFinder([]), PERSONAL),
      company,
      newBoundary: () => randomBytes(12).toString('hex'),
      summaries: createSummaries(),
      limitMs: patience.totalMs,
    };
    const history = [...before];
    return {
      async ask({ text, spare }, hear) {
        const passages = cleanPassages((await knowledge.search({ text, language, audience: 'customer' })).passages);
        const answer = await answerWithModel({ conversationId: 'c-1', visitor: 'v-1', text, language, people: [], history: [...history], passages, extract: spare, onDraft: hear }, tools);
        for (const [author, said] of [['customer', text], ['bot', answer.text]] as const) history.push({ seq: history.length + 1, author, text: said });
        return answer.text;
      },
    };
  },
};
