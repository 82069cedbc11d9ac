import { expect } from 'vitest';
import type { LanguageModel, ModelReply, ModelRequest } from '#core/ports/language-model.ts';
import { guessTokens } from '#core/guess-tokens.ts';
import type { ModelAnswerInput, ModelAnswerTools } from '#core/model-answer/answer-with-model.ts';
import { createSummaries } from '#core/model-answer/summaries.ts';
import type { FoundPassage } from '#core/passage.ts';
import { createMemoryBudget } from '../../support/memory-budget.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { COMPANY } from '../samples.ts';

/** The secret of every call in these tests. */
export const BOUNDARY = 'k3v9x1q7m5z2t8w4';

/** A model that says what a function says, in pieces of a few signs, and keeps what it was asked. */
export type SayingModel = LanguageModel & { readonly requests: ModelRequest[] };

/** Makes one; `more` changes what it says of how it ended. */
export function modelThatSays(words: (request: ModelRequest) => string, more: Partial<ModelReply> = {}): SayingModel {
  const requests: ModelRequest[] = [];
  return {
    requests,
    write(request, onPiece = () => undefined) {
      requests.push(request);
      const text = words(request);
      for (const piece of text.match(/[^]{1,5}/gu) ?? []) onPiece(piece);
      const prompt = request.messages.map(({ content }) => content).join('\n');
      return Promise.resolve({ text, finish: 'stop', model: `stub-${request.use}`, tokensIn: guessTokens(prompt), tokensOut: guessTokens(text), isCounted: true, ms: 5, ...more });
    },
  };
}

/** What an answer is made with, where nothing may fail unless a test says so. */
export function answerTools(model: LanguageModel, more: Partial<ModelAnswerTools> = {}): ModelAnswerTools & { readonly clock: TestClock } {
  return {
    model,
    budget: createMemoryBudget({ visitorTokens: 0, tokens: 0, cost: 0 }),
    prices: { in: 2, out: 8 },
    mask: (text) => text.replaceAll(/1\d{10}/g, (phone) => `${phone.slice(0, 3)}****${phone.slice(-4)}`),
    company: COMPANY,
    newBoundary: () => BOUNDARY,
    summaries: createSummaries(),
    onFailure: (error) => expect.fail(String(error)),
    ...more,
    clock: createTestClock(),
  };
}

/** A passage in English. */
export const english = (text: string, more: Partial<FoundPassage> = {}): FoundPassage => ({
  id: 'refund-time/en#1', articleId: 'refund-time', language: 'en', audience: 'customer', title: 'When your refund arrives', headings: [], text, score: 0.9, ...more,
});

/** A question on refunds with the passages' own answer. */
export const question = (more: Partial<ModelAnswerInput> = {}): ModelAnswerInput => ({
  conversationId: 'c-1',
  visitor: 'v-1',
  people: [],
  text: 'How long does a refund take?',
  history: [],
  language: 'en',
  passages: [
    english('A refund takes 1–7 working days: Alipay 1–3 working days, credit cards 5–7. It goes back the way you paid.'),
    english('Ask us on 400-000-5218 when it has not arrived after 7 working days.', { id: 'refund-missing/en#1', articleId: 'refund-missing', title: 'A refund that is missing', headings: ['Call us'] }),
  ],
  extract: { text: 'A refund takes 1–7 working days. [1]', citations: [{ number: 1, articleId: 'refund-time', language: 'en', title: 'When your refund arrives', headings: [] }] },
  ...more,
});
