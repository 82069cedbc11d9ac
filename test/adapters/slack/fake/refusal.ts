/** What the Web API answers instead of doing what was asked: `{ ok: false, error, … }`. */
export class Refusal extends Error {
  readonly error: string;
  readonly more: Readonly<Record<string, unknown>>;

  /** `error`: Slack's word. `messages`: what was wrong with the arguments, as in `response_metadata.messages`. */
  constructor(error: string, more: Readonly<Record<string, unknown>> & { readonly messages?: readonly string[] } = {}) {
    const { messages, ...rest } = more;
    super(messages === undefined ? error : `${error}: ${messages.join('; ')}`);
    this.error = error;
    this.more = messages === undefined ? rest : { ...rest, response_metadata: { messages: messages.map((text) => `[ERROR] ${text}`) } };
  }
}

/** Answered with status 429. */
export class RateLimited extends Error {
  /** Whole seconds, at least 1. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super('ratelimited');
    this.retryAfter = Math.max(1, Math.ceil(retryAfter));
  }
}
