import { isApiError } from '@botpress/client';
import { BatonError } from '#core/errors.ts';

/** How long to wait where somebody has to mend the token, the plan or the limits first, ms. */
const MENDING_MS = 60_000;
/** How long to wait where Botpress says that it is too much and not for how long, ms. */
const BUSY_MS = 5_000;

/** What became of a call besides the error that the client makes of it. */
export type CallNote = { readonly status?: number; readonly retryAfterMs?: number };

/**
 * What a failed call of Botpress means here: `rate_limited` and `unavailable` are tried again – also a token that was
 * revoked, for it can be mended – `not_found` is a conversation that is gone, and `invalid_input` something that will
 * never be taken.
 */
export function toBotpressFault(error: unknown): BatonError {
  if (error instanceof BatonError) return error;
  if (!isApiError(error)) return new BatonError('unavailable', `Botpress cannot be reached: ${reasonOf(error)}.`, { cause: error });
  const { status, retryAfterMs } = noteOf(error.metadata);
  const message = `Botpress says ${error.type}: ${error.message}`;
  const options = { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  switch (error.type) {
    case 'RateLimited':
    case 'LimitExceeded':
      return new BatonError('rate_limited', message, { cause: error, retryAfterMs: retryAfterMs ?? BUSY_MS });
    case 'Unauthorized':
    case 'Forbidden':
    case 'PaymentRequired':
    case 'QuotaExceeded':
      return new BatonError('unavailable', `${message}. Check BOTPRESS_TOKEN and BOTPRESS_BOT_ID.`, { cause: error, retryAfterMs: MENDING_MS });
    case 'ResourceNotFound':
    case 'ResourceGone':
    case 'ReferenceNotFound':
      return new BatonError('not_found', message, options);
    case 'PayloadTooLarge':
      return new BatonError('too_large', message, options);
    case 'Internal':
    case 'OperationTimeout':
    case 'ResourceLockedConflict':
      return new BatonError('unavailable', message, options);
    case 'Unknown':
    case 'Runtime':
      return new BatonError(status !== undefined && status >= 400 && status < 500 && status !== 408 ? 'invalid_input' : 'unavailable', message, options);
    case 'AlreadyExists':
    case 'BreakingChanges':
    case 'InvalidDataFormat':
    case 'InvalidIdentifier':
    case 'InvalidJsonSchema':
    case 'InvalidPayload':
    case 'InvalidQuery':
    case 'MethodNotFound':
    case 'ReferenceConstraint':
    case 'RelationConflict':
    case 'UnsupportedMediaType':
      return new BatonError('invalid_input', message, options);
  }
}

function noteOf(metadata: unknown): CallNote {
  if (typeof metadata !== 'object' || metadata === null || !('baton' in metadata)) return {};
  return metadata.baton as CallNote;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
