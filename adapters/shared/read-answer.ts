/** Text of a response that is read no further than it should be. */
export type LimitedText = {
  /** Longer answers are not read to their end, bytes. */
  readonly most: number;
  /** Whether bytes that are not UTF-8 are an error, and not replaced. */
  readonly fatal?: boolean;
  /** What is thrown for an answer that is too long. */
  readonly tooLong: () => Error;
};

/** The text of an answer. Throws what `tooLong` gives, what reading throws, and, where `fatal`, `TypeError` for what is not UTF-8. */
export async function readAnswer(response: Response, { most, fatal = false, tooLong }: LimitedText): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal });
  let text = '';
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > most) throw tooLong();
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

/** How long to wait before another try, ms, where the answer says so in seconds (RFC 9110, section 10.2.3). */
export function readRetryAfter({ headers }: Response): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
