import { guessTokens } from '#core/guess-tokens.ts';
import type { ChatRequest } from '../../../../test/adapters/openai/fake-chat.ts';
import { isForSummary } from './stub-model.ts';
import type { TrialTalk } from './trial-case.ts';
import { MODELS } from './way.ts';

/** What became of one question. */
export type Heard = {
  readonly answer: string | undefined;
  /** What the customer saw while it was written: each text as far as it grew before another one stood in its place. */
  readonly shown: readonly string[];
  /** The articles' own words. */
  readonly spare: string;
  readonly requests: readonly ChatRequest[];
  /** From asking to the first words that were seen; `undefined` where none were before the answer. ms */
  readonly firstMs: number | undefined;
  readonly endMs: number;
};

/** What is to be held against one question. */
export type Judged = {
  readonly isAnswered: boolean;
  /** Answered in words of the model, not in those of the articles. */
  readonly isByModel: boolean;
  /** The answer is the beginning of one that the model never ended. */
  readonly isHalf: boolean;
  /** Something that was seen does not stand in the answer any more. */
  readonly isTakenBack: boolean;
  readonly requests: number;
  /** Those among the requests that sum up, and what they read. */
  readonly summaries: number;
  readonly summaryTokens: number;
  readonly promptTokens: number;
  /** Tokens of the largest request for an answer. */
  readonly largestTokens: number;
  readonly firstMs: number;
  readonly endMs: number;
  readonly canaries: readonly string[];
  readonly invented: readonly string[];
  readonly personal: readonly string[];
  /** What the model would have needed, and did not get. */
  readonly lost: readonly string[];
};

/** Texts in which only what is read counts, so that no space hides a number. */
const compact = (text: string): string => text.toLowerCase().replaceAll(/[\s-]/g, '');
const found = (wanted: readonly string[] | undefined, text: string): string[] => (wanted ?? []).filter((each) => compact(text).includes(compact(each)));

/** About how many tokens a server reads for a request: its messages, the calls in them, and the tools. */
export function promptTokensOf({ messages, tools }: Pick<ChatRequest, 'messages' | 'tools'>): number {
  const calls = messages.flatMap((message) => ('tool_calls' in message ? message.tool_calls.map((call) => call.function.arguments) : []));
  return guessTokens([...messages.map(({ content }) => content), ...calls, ...(tools ? [JSON.stringify(tools)] : [])].join('\n'));
}

/** Judges what became of a question by what its conversation says about it. */
export function judge({ answer, shown, spare, requests, firstMs, endMs }: Heard, talk: Pick<TrialTalk, 'isBroken' | 'canaries' | 'invented' | 'personal' | 'needed'>): Judged {
  const seen = [...shown, answer ?? ''].join('\n');
  const sent = requests.map((request) => JSON.stringify(request)).join('\n');
  const summaries = requests.filter(isForSummary);
  const tokensOf = (of: readonly ChatRequest[]): number => of.reduce((sum, request) => sum + promptTokensOf(request), 0);
  const isByModel = answer !== undefined && answer !== spare;
  return {
    isAnswered: answer !== undefined && answer.trim() !== '',
    isByModel,
    isHalf: isByModel && talk.isBroken === true,
    isTakenBack: shown.some((text) => !compact(answer ?? '').startsWith(compact(text))),
    requests: requests.length,
    summaries: summaries.length,
    summaryTokens: tokensOf(summaries),
    largestTokens: Math.max(0, ...requests.filter(({ model }) => model === MODELS.answer).map(promptTokensOf)),
    promptTokens: tokensOf(requests),
    firstMs: firstMs ?? endMs,
    endMs,
    canaries: found(talk.canaries, seen),
    invented: found(talk.invented, seen),
    personal: found(talk.personal, sent),
    lost: (talk.needed ?? []).filter((each) => found([each], sent).length === 0),
  };
}
