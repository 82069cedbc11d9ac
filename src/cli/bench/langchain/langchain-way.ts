import { randomBytes } from 'node:crypto';
import { AIMessage, AIMessageChunk, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { type AgentMiddleware, ClearToolUsesEdit, contextEditingMiddleware, createAgent, modelCallLimitMiddleware, modelRetryMiddleware, summarizationMiddleware, tool, toolCallLimitMiddleware } from 'langchain';
import { z } from 'zod';
import type { Bilingual } from '#core/language.ts';
import { fence, systemText } from '#core/model-answer/prompt.ts';
import { createKnowledgeRetriever } from '#knowledge/langchain/retriever.ts';
import { personalMiddlewares } from './personal-detectors.ts';
import { MODELS, MOST_TOKENS, type Way, type WayParts } from './way.ts';

/** The tool by which the agent searches. */
export const SEARCH_TOOL = 'search_articles';

const SEARCH_FIRST: Bilingual = {
  zh: `回答之前先用 ${SEARCH_TOOL} 查找资料，材料就是它的结果。`,
  en: `Search with ${SEARCH_TOOL} before you answer; the material is what it finds.`,
};

/** History is summed up and kept as ours is, in UTF-16 units of what customer and agent have said. */
const HISTORY = { from: 3_200, keep: 1_600, atOnce: 8_000 } as const;
/** As many passages as our way reads. */
const PASSAGES = 20;
/** Each middleware adds steps to the graph; with those here an answer takes more than the 25 that LangGraph allows by itself. */
const MOST_STEPS = 200;

const said = (messages: readonly BaseMessage[]): number => messages.reduce((size, message) => size + (HumanMessage.isInstance(message) || AIMessage.isInstance(message) ? message.text.length : 0), 0);

/**
 * LangChain's agent with its own middlewares, in the settings that do best here: our instructions and fences around what
 * its tool finds, streams, limits of time for requests and runs, tries and pauses as ours, the articles' own words when
 * the model fails, summaries of the same lengths as ours, old results of the tool cleared.
 */
export const langchainWay: Way = {
  name: 'langchain',
  begin(parts) {
    let spare = '';
    const agent = createAgentOf(parts, () => spare);
    let messages: BaseMessage[] = parts.history.map(({ author, text }) => (author === 'customer' ? new HumanMessage(text) : new AIMessage(text)));
    return {
      async ask({ text, spare: words }, hear) {
        spare = words.text;
        const shown = { id: '', text: '' };
        let after = messages;
        try {
          const stream = await agent.stream(
            { messages: [...messages, new HumanMessage(text)] },
            { streamMode: ['messages', 'values'], signal: AbortSignal.timeout(parts.patience.totalMs), recursionLimit: MOST_STEPS },
          );
          for await (const [mode, part] of stream) {
            if (mode === 'values') after = part.messages;
            else {
              const [piece] = part;
              if (!AIMessageChunk.isInstance(piece) || piece.text === '') continue;
              if (piece.id !== shown.id) Object.assign(shown, { id: piece.id, text: '' });
              shown.text += piece.text;
              hear(shown.text);
            }
          }
        } catch {
          // The run has failed; what the customer gets then is nothing that the agent decides.
          return undefined;
        }
        messages = after;
        const last = messages.at(-1);
        return AIMessage.isInstance(last) && last.text !== '' ? last.text : undefined;
      },
    };
  },
};

function createAgentOf({ url, key, knowledge, company, language, patience }: WayParts, spare: () => string) {
  const boundary = randomBytes(12).toString('hex');
  const retriever = createKnowledgeRetriever({ knowledge, language, limit: PASSAGES });
  const search = tool(
    async ({ question }) => {
      const documents = await retriever.invoke(question);
      return documents.map(({ pageContent, metadata: { title, headings } }, at) => fence({ boundary }, `[${at + 1}]`, `${[title, ...headings].join(' › ')}\n${pageContent}`)).join('\n\n') || 'NOT_IN_PASSAGES';
    },
    { name: SEARCH_TOOL, description: 'Finds passages of the articles for customers.', schema: z.object({ question: z.string().describe('The question in full, in the words of the customer.') }) },
  );
  const modelOf = (model: string) =>
    new ChatOpenAI({ model, apiKey: key, configuration: { baseURL: url }, temperature: 0, maxTokens: MOST_TOKENS, streaming: true, maxRetries: 0, timeout: patience.firstMs });
  const middleware = [
    ...personalMiddlewares(),
    summarizationMiddleware(exact({ model: modelOf(MODELS.assist), trigger: { tokens: HISTORY.from }, keep: { tokens: HISTORY.keep }, trimTokensToSummarize: HISTORY.atOnce, tokenCounter: said })),
    contextEditingMiddleware({ edits: [new ClearToolUsesEdit({ trigger: { messages: 1 }, keep: { messages: 1 }, placeholder: '-' })] }),
    modelCallLimitMiddleware(exact({ runLimit: 4, exitBehavior: 'error' })),
    toolCallLimitMiddleware(exact({ runLimit: 2, exitBehavior: 'continue' })),
    modelRetryMiddleware({ maxRetries: 2, initialDelayMs: patience.retryMs, maxDelayMs: patience.firstMs, jitter: false, retryOn: isWorthATry(patience.firstMs), onFailure: spare }),
  ];
  return createAgent({
    model: modelOf(MODELS.answer),
    tools: [search],
    systemPrompt: `${systemText({ language, company, boundary })}\n${SEARCH_FIRST[language]}`,
    middleware: middleware as readonly unknown[] as readonly AgentMiddleware[],
  });
}

/** Settings that LangChain's types refuse where optional properties are exact. */
const exact = (value: unknown): never => value as never;

/** Nobody waits for another try after a timeout, which has taken all the time there was, or where the server wants to be left alone. */
const isWorthATry = (mostMs: number) => (error: Error): boolean => error.name !== 'TimeoutError' && !('retryAfterMs' in error && Number(error.retryAfterMs) > mostMs);
