import type { CallTemplate } from '../actions/definition.ts';

/** A call that is to be made: its template, the values of its blanks, and the key under which it takes effect once. */
export type ActionRequest = {
  readonly call: CallTemplate;
  /** Values of `{…}`; absent ones are empty. */
  readonly values: Readonly<Record<string, string>>;
  /** The same at every try of the same call (draft-ietf-httpapi-idempotency-key-header). */
  readonly key: string;
};

/** What the endpoint answered: its status and, where the body is JSON, that. */
export type ActionReply = { readonly status: number; readonly body: unknown };

/** Calls endpoints of the operator. */
export type ActionCaller = {
  /**
   * Makes one try. Throws `unavailable` when no answer of use came (no connection, too late, 408, 425, 429, 5xx, or a
   * body that breaks off), with `retryAfterMs` where the endpoint names it; the call may have taken effect all the same.
   * Throws `misconfigured` when a variable is missing.
   */
  call(request: ActionRequest): Promise<ActionReply>;
};
