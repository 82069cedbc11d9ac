import type { ErrorBody, Language } from '#core/protocol.ts';
import { say } from './i18n.ts';

/** A request that the server refused, or (status 0) that never reached it. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

/** The error that an answer stands for; an answer that is not Baton's own (a proxy's page) still becomes one. */
export async function errorOf(response: Response): Promise<ApiError> {
  try {
    const body: unknown = await response.json();
    if (isErrorBody(body)) return new ApiError(response.status, body.error.code, body.error.message);
    return new ApiError(response.status, 'unknown', '');
  } catch (cause) {
    return new ApiError(response.status, 'unknown', '', { cause });
  }
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && 'message' in error && typeof error.message === 'string';
}

/** May the same request succeed if it is simply sent again? */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504);
}

/** The part of a message in the reader's language: the server writes both, parted by " · ", where it does not know the reader. */
export function partFor(message: string, language: Language): string | undefined {
  return message
    .split(' · ')
    .map((part) => part.trim())
    .find((part) => part !== '' && isChinese(part) === (language === 'zh'));
}

/** A Chinese sign says about as much as three letters; names of the other language do not tip the balance. */
function isChinese(text: string): boolean {
  const signs = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const letters = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return signs * 3 > letters;
}

function inBrackets(sentence: string, aside: string, language: Language): string {
  if (aside === '') return sentence;
  return language === 'zh' ? `${sentence}（${aside}）` : `${sentence} (${aside})`;
}

/** What to tell the reader about a failure: one kind sentence with the next step. */
export function sayError(error: unknown, language: Language): string {
  if (!(error instanceof ApiError)) return say('errorServer', language);
  const own = partFor(error.message, language);
  switch (error.status) {
    case 0:
      return say('errorNetwork', language);
    case 400:
      return own ?? say('errorInput', language);
    case 401:
      return say('signedOut', language);
    case 403:
      return say('errorForbidden', language);
    case 404:
      return say('errorNotFound', language);
    case 409:
      // The server knows who was faster; its words are worth more than ours even in the other language.
      return own ?? inBrackets(say(error.code === 'not_allowed_now' ? 'errorNotNow' : 'errorConflict', language), error.message, language);
    case 413:
      return own ?? say('errorTooLong', language);
    case 429:
      return say('errorBusy', language);
    default:
      return say('errorServer', language);
  }
}
