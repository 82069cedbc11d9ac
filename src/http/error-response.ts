import { type BatonErrorCode, toBatonError } from '#core/errors.ts';
import type { ErrorBody } from '#core/protocol.ts';

/** The HTTP status of each error code. */
export const STATUS_OF: Readonly<Record<BatonErrorCode, number>> = {
  invalid_input: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  not_allowed_now: 409,
  stale_lease: 409,
  too_large: 413,
  rate_limited: 429,
  misconfigured: 500,
  internal: 500,
  unavailable: 503,
};

/** An error as an answer. What failed inside is not told to callers. */
export function errorResponse(thrown: unknown): Response {
  const error = toBatonError(thrown);
  const status = STATUS_OF[error.code];
  const isOurs = status < 500 || error.code === 'unavailable';
  const body: ErrorBody = {
    error: {
      code: error.code,
      message: isOurs ? error.message : '出了点问题，请稍后再试。 · Something went wrong on our side. Please try again in a moment.',
      ...(isOurs && error.details.length > 0 ? { details: error.details } : {}),
      ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    },
  };
  const headers: Record<string, string> = error.retryAfterMs === undefined ? {} : { 'Retry-After': String(Math.ceil(error.retryAfterMs / 1000)) };
  return Response.json(body, { status, headers });
}
