const OPEN = '<think>';
const CLOSE = '</think>';

/** Reads a stream of pieces and gives back what of each is meant for readers. */
export type ThinkingFilter = {
  /** What can be shown after this piece; a mark that is cut in two is held back until the rest is there. */
  push(piece: string): string;
  /** What was held back, when nothing follows any more. */
  end(): string;
};

/**
 * Takes out what some open models think before they answer, between `<think>` and `</think>` at the very beginning
 * (servers that know these models send it apart, as `reasoning_content`). A thought without an end is all thought.
 */
export function createThinkingFilter(): ThinkingFilter {
  let held = '';
  let state: 'start' | 'thinking' | 'answer' = 'start';
  const push = (piece: string): string => {
    if (state === 'answer') return piece;
    held += piece;
    const begun = held.trimStart();
    if (state === 'start') {
      if (OPEN.startsWith(begun.slice(0, OPEN.length)) && begun.length < OPEN.length) return '';
      state = begun.startsWith(OPEN) ? 'thinking' : 'answer';
      if (state === 'answer') return release();
    }
    const at = held.indexOf(CLOSE);
    if (at < 0) return '';
    state = 'answer';
    held = held.slice(at + CLOSE.length).trimStart();
    return release();
  };
  const release = (): string => {
    const text = held;
    held = '';
    return text;
  };
  return { push, end: () => (state === 'thinking' ? '' : release()) };
}
