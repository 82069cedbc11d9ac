/** What went wrong, as one word a program can act on. Status codes and wording belong to the edges. */
export type BatonErrorCode =
  | 'invalid_input'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'rate_limited'
  | 'stale_lease'
  | 'not_allowed_now'
  | 'unavailable'
  | 'misconfigured'
  | 'internal';

/** The one error of the project. `message` names the thing, the place and the way out, and may be shown to the caller. */
export class BatonError extends Error {
  readonly code: BatonErrorCode;
  /** When a later try may succeed, ms from now. */
  readonly retryAfterMs: number | undefined;
  /** What faults were found, one sentence each, when there are several. */
  readonly details: readonly string[];

  constructor(
    code: BatonErrorCode,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number; details?: readonly string[] } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'BatonError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.details = options.details ?? [];
  }
}

/** Is this the project's own error, with one of the codes if any are named? */
export function isBatonError(error: unknown, ...codes: BatonErrorCode[]): error is BatonError {
  return error instanceof BatonError && (codes.length === 0 || codes.includes(error.code));
}

/** Any thrown value as a BatonError; what is not ours becomes `internal` and keeps its cause. */
export function toBatonError(error: unknown): BatonError {
  if (error instanceof BatonError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new BatonError('internal', `Something failed inside Baton: ${reason}`, { cause: error });
}
