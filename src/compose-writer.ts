import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Conversation } from '#core/conversation.ts';
import { namesIn } from '#core/known-names.ts';
import type { Bilingual } from '#core/language.ts';
import type { Live } from '#core/live.ts';
import type { Mask } from '#core/mask.ts';
import type { Message } from '#core/message.ts';
import { answerWithModel } from '#core/model-answer/answer-with-model.ts';
import type { AskTools } from '#core/model-answer/ask.ts';
import { completeQuestion } from '#core/model-answer/full-question.ts';
import type { HistoryLine } from '#core/model-answer/prompt.ts';
import { createSummaries } from '#core/model-answer/summaries.ts';
import type { AnswerWriter } from '#core/ports/answer-writer.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { BudgetLimits, ModelBudget } from '#core/ports/model-budget.ts';
import type { QuestionCompleter } from '#core/ports/question-completer.ts';
import type { Store } from '#core/ports/store.ts';
import type { Config } from './config.ts';

/** What a writer is made with. */
type WriterParts = { readonly store: Store; readonly live: Live; readonly clock: Clock; readonly log: Logger; readonly company: Bilingual; readonly mask: Mask; readonly isNeverSaid?: (text: string) => boolean };

/** What calls of a model are made with. */
export type ModelTools = AskTools & { readonly mask: Mask; readonly newBoundary: () => string };

/** So many of the latest messages are read of what went before. */
const MOST_HISTORY = 60;

/** What calls of the model are made with, one budget for all; `undefined` where the settings name no model. */
export async function composeModel(config: Config, { clock, log, mask, budget }: Pick<WriterParts, 'clock' | 'log' | 'mask'> & { readonly budget: (limits: BudgetLimits) => ModelBudget }): Promise<ModelTools | undefined> {
  if (config.OPENAI_MODEL === '') return undefined;
  // A visitor without a name is somebody new with every session.
  if (config.OPENAI_COST_PER_DAY === 0 && config.OPENAI_TOKENS_PER_DAY === 0) log.warn('nothing limits what the language model takes in a day in all: set OPENAI_TOKENS_PER_DAY, or OPENAI_COST_PER_DAY with the prices');
  // Loaded only where it is asked for.
  const { createOpenAiLanguageModel } = await import('#adapters/openai/language-model.ts');
  return {
    model: createOpenAiLanguageModel({
      baseUrl: config.OPENAI_BASE_URL || 'https://api.openai.com/v1',
      apiKey: config.OPENAI_API_KEY,
      model: config.OPENAI_MODEL,
      smallModel: config.OPENAI_SMALL_MODEL,
      clock,
    }),
    budget: budget({ visitorTokens: config.OPENAI_VISITOR_TOKENS_PER_DAY, tokens: config.OPENAI_TOKENS_PER_DAY, cost: config.OPENAI_COST_PER_DAY }),
    prices: { in: config.OPENAI_PRICE_IN, out: config.OPENAI_PRICE_OUT },
    newBoundary: () => randomBytes(12).toString('hex'),
    clock,
    mask,
    onFailure: (error: unknown) => log.warn({ err: error }, 'the language model failed; Baton goes on without it'),
  };
}

/** A writer of answers, and completer of questions, by a model. */
export function composeWriter(model: ModelTools, { store, live, company, isNeverSaid }: Pick<WriterParts, 'store' | 'live' | 'company' | 'isNeverSaid'>): AnswerWriter & QuestionCompleter {
  const tools = { ...model, company, ...(isNeverSaid ? { isNeverSaid } : {}), summaries: createSummaries() };
  const historyOf = ({ id, segment }: Conversation, fromSeq: number): Promise<readonly HistoryLine[]> =>
    store.transcript(id, MOST_HISTORY).then((all) => all.flatMap(({ message }) => (message.segment === segment && message.seq < fromSeq ? toLine(message) : [])), () => []);
  /** Work that is stopped as soon as the conversation has another owner. */
  const whileOurs = async <T>({ id, epoch }: Conversation, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const taken = new AbortController();
    const look = (): void => void store.conversation(id).then((now) => now?.epoch !== epoch && taken.abort()).catch(tools.onFailure);
    const unsubscribe = store.subscribe((changed, news) => changed === id && (news === 'changed' || news === 'elsewhere') && look());
    look();
    try {
      return await work(taken.signal);
    } finally {
      unsubscribe();
    }
  };
  return {
    async complete({ conversation, fromSeq, text, language }) {
      const history = await historyOf(conversation, fromSeq);
      return whileOurs(conversation, (signal) => completeQuestion({ text, language, people: namesIn(conversation), history, visitor: visitorOf(conversation), signal }, tools));
    },
    async write({ conversation, fromSeq, ...answer }) {
      const { id, epoch } = conversation;
      const history = await historyOf(conversation, fromSeq);
      const tell = async (draft: string): Promise<void> => {
        // Not a word of the bot once a person owns the conversation, not even of a draft.
        if ((await store.conversation(id))?.epoch === epoch) live.tellTyping(id, { who: 'bot', draft, epoch });
      };
      const onDraft = (draft: string): void => void tell(draft).catch(tools.onFailure);
      return whileOurs(conversation, (signal) => answerWithModel({ ...answer, conversationId: id, people: namesIn(conversation), visitor: visitorOf(conversation), history, onDraft, signal }, tools));
    },
  };
}

function visitorOf({ customerId, address }: Conversation): string {
  return customerId ?? address;
}

function toLine({ seq, author, text, visibility }: Message): HistoryLine[] {
  return author === 'system' || visibility !== 'all' || text === '' ? [] : [{ seq, author, text }];
}
