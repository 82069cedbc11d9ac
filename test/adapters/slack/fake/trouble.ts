/** Which calls: one method, or a test of the method's name and arguments; all at first. */
export type Which = string | ((method: string, args: Readonly<Record<string, unknown>>) => boolean);

/** What can go wrong with Slack. Everything stays until `clear()`, or so many `times`. */
export type Trouble = {
  /** Connections to the Web API are torn at once. */
  refuse(times?: number): void;
  /** Calls are taken and not answered until `clear()`; then they go through. */
  stall(which?: Which): void;
  /** Answers with this status and no JSON (503 at first) instead of doing anything. */
  fail(times: number, which?: Which, status?: number): void;
  /** Answers `{ ok: false, error }`. */
  answer(error: string, times: number, which?: Which): void;
  /** 429 with Retry-After in seconds, whatever the rates. */
  limit(times: number, retryAfterSeconds: number, which?: Which): void;
  /** Each call is answered 429 with this probability (seeded), Retry-After 1. */
  random429(probability: number): void;
  /** Does what was asked and tears the connection before the answer. */
  dropAnswers(times: number, which?: Which): void;
  /** Each event is delivered so many times (1 at first). */
  repeatEvents(times: number): void;
  /** Events are held back; `clear()` or the next `releaseEvents` brings them, last first if `reversed`. */
  holdEvents(): void;
  releaseEvents(reversed?: boolean): void;
  /** The bot token is worth nothing any more; tells the app (`tokens_revoked`, `app_uninstalled`) unless `quietly`. */
  revokeToken(quietly?: boolean): void;
  restoreToken(): void;
  removeScope(scope: string): void;
  addScope(scope: string): void;
  clear(): void;
};
