import { BatonError } from '../errors.ts';
import { guessTokens } from '../guess-tokens.ts';
import type { Clock } from '../ports/clock.ts';
import type { LanguageModel, ModelReply, ModelRequest } from '../ports/language-model.ts';
import type { ModelBudget } from '../ports/model-budget.ts';
import type { Taken } from '../ports/question-completer.ts';

/** What a million tokens cost, in the operator's currency; 0 where it is not known. */
export type ModelPrices = { readonly in: number; readonly out: number };

/** What calls are made with. */
export type AskTools = {
  readonly model: LanguageModel;
  readonly budget: ModelBudget;
  readonly clock: Clock;
  readonly prices: ModelPrices;
  /** A call or its bookkeeping failed: worth a line in the log, never a reason to leave a customer without an answer. */
  readonly onFailure: (error: unknown) => void;
};

/** Makes the calls for one answer, within the budget, and adds up what they take. */
export type Asker = {
  /**
   * One call with a limit of time, ms. Throws `rate_limited` when the budget does not allow it, and whatever the model
   * throws. What was spent is charged in every case; of a call that failed it is guessed.
   */
  ask(request: Omit<ModelRequest, 'signal'>, limitMs: number, onPiece?: (piece: string, stop: () => void) => void): Promise<ModelReply>;
  /** Ends all calls that are under way. */
  stop(): void;
  taken(): Taken;
};

const MILLION = 1_000_000;
const NOTHING: Taken = { model: undefined, tokensIn: 0, tokensOut: 0, isCounted: true, cost: 0 };

/** Begins an answer for a visitor; `before` is what calls for it have taken already. */
export function createAsker({ model, budget, clock, prices, onFailure }: AskTools, visitor: string, before: Taken = NOTHING): Asker {
  const running = new Set<AbortController>();
  let taken = before;
  const costOf = (tokensIn: number, tokensOut: number): number => (tokensIn * prices.in + tokensOut * prices.out) / MILLION;
  return {
    async ask(request, limitMs, onPiece) {
      const prompt = guessTokens(request.messages.map(({ content }) => content).join('\n'));
      const need = { tokens: prompt + request.maxTokens, cost: costOf(prompt, request.maxTokens), at: clock.now() };
      if (!(await budget.take(visitor, need, need.at))) throw new BatonError('rate_limited', 'The budget for the language model is used up for today.');
      const controller = new AbortController();
      running.add(controller);
      const stop = (): void => controller.abort();
      const stopped = Promise.withResolvers<never>();
      controller.signal.addEventListener('abort', () => stopped.reject(new BatonError('unavailable', 'The language model was stopped: it took too long, or nothing more was needed.')));
      const cancel = clock.after(limitMs, stop);
      let written = '';
      let reply: ModelReply | undefined;
      try {
        const writing = model.write({ ...request, signal: controller.signal }, (piece) => {
          if (controller.signal.aborted) return;
          written += piece;
          onPiece?.(piece, stop);
        });
        // Nobody waits for a model that does not heed the signal.
        reply = await Promise.race([writing, stopped.promise]);
        return reply;
      } finally {
        cancel();
        running.delete(controller);
        const [tokensIn, tokensOut] = [reply?.tokensIn ?? prompt, reply?.tokensOut ?? guessTokens(written)];
        const cost = costOf(tokensIn, tokensOut);
        taken = {
          model: reply?.model ?? taken.model,
          tokensIn: taken.tokensIn + tokensIn,
          tokensOut: taken.tokensOut + tokensOut,
          isCounted: taken.isCounted && reply?.isCounted === true,
          cost: taken.cost + cost,
        };
        await budget.settle(visitor, need, { tokens: tokensIn + tokensOut, cost }, clock.now()).catch(onFailure);
      }
    },
    stop() {
      for (const controller of running) controller.abort();
    },
    taken: () => taken,
  };
}
