/** One message of what a model is given. */
export type ModelMessage = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string };

/** What a model is asked to write. */
export type ModelRequest = {
  readonly messages: readonly ModelMessage[];
  /** `answer` for words that a customer reads, `assist` for small work such as rewriting a question; a server may use another model for each. */
  readonly use: 'answer' | 'assist';
  /** Most tokens of what is written. */
  readonly maxTokens: number;
  /** Ends the work; what was written by then is lost. */
  readonly signal?: AbortSignal;
};

/** What a model has written, and what it took. */
export type ModelReply = {
  /** All pieces together. */
  readonly text: string;
  /** Why it ended: all is said (`stop`), the limit of tokens was reached (`length`), or anything else. */
  readonly finish: 'stop' | 'length' | 'other';
  /** Name of the model as its server gives it. */
  readonly model: string;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** Has the server counted the tokens? Otherwise they are guessed from the texts. */
  readonly isCounted: boolean;
  /** From asking to the last piece. */
  readonly ms: number;
};

/** A language model, wherever it runs. */
export type LanguageModel = {
  /**
   * Writes what is asked for; `onPiece` gets every piece as it comes, in order, and none after the promise has settled.
   * Throws `unavailable` when the model cannot be reached, is too slow for the first piece or between two, ends without
   * saying that it has ended, or was stopped by `signal`; `retryAfterMs` says when a later try may succeed, where that is
   * known. Throws `misconfigured` when it refuses the key or does not know the model. Whoever has had pieces before an
   * error must forget them.
   */
  write(request: ModelRequest, onPiece?: (piece: string) => void): Promise<ModelReply>;
};
