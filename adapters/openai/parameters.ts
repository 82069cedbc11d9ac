import { BadRequestError } from 'openai';

/** What a request carries that not every server takes. */
export type OptionalParameter = 'temperature' | 'max_tokens' | 'stream_options';

const ALL: readonly OptionalParameter[] = ['temperature', 'max_tokens', 'stream_options'];

/** The optional parameters of a request, without those that this server has refused. A refused `max_tokens` goes by its newer name. */
export function optionalParameters(maxTokens: number, refused: ReadonlySet<OptionalParameter>): Record<string, unknown> {
  return {
    ...(refused.has('temperature') ? {} : { temperature: 0 }),
    ...(refused.has('max_tokens') ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(refused.has('stream_options') ? {} : { stream_options: { include_usage: true } }),
  };
}

/**
 * The optional parameter that a server has just refused (status 400, named as `param` or in the message), such as
 * `max_tokens` or a `temperature` by newer models of OpenAI; `undefined` when it refuses something else.
 */
export function refusedParameter(error: unknown, refused: ReadonlySet<OptionalParameter>): OptionalParameter | undefined {
  if (!(error instanceof BadRequestError)) return undefined;
  return ALL.find((name) => !refused.has(name) && (error.param === name || error.message.includes(name)));
}
