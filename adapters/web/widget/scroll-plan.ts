/** A scrolling list as it is now, px: where it stands, how much of it can be seen, how long it is. */
export type Frame = { readonly top: number; readonly view: number; readonly height: number };

/** A message in the list: whose it is, and its place, px from the beginning of the list. */
export type PlacedMessage = { readonly own: boolean; readonly top: number; readonly height: number };

/** What made the list change: the reader wrote, an answer came, or anything else (somebody types, a state, a new size). */
export type Happened = 'own' | 'reply' | 'other';

/** How much of what came before stays in sight above an answer that is longer than the view. */
const ABOVE_REPLY_PX = 56;

/** Where the last message is shown best: an answer from its start, and wholly where it fits; anything else at the end. */
function placeOf({ view, height }: Frame, messages: readonly PlacedMessage[]): number {
  const last = messages.at(-1);
  const end = Math.max(0, height - view);
  if (!last || last.own) return end;
  const above = last.height > view ? ABOVE_REPLY_PX : Math.min(ABOVE_REPLY_PX, view - last.height);
  return Math.max(0, Math.min(end, last.top - above));
}

/**
 * Where a list of messages in their order scrolls to, px; undefined when it stays. What the reader wrote always comes into sight. An answer is
 * shown from its start if the reader `follows` (has not scrolled up). Everything else keeps the end in sight for a
 * follower, as far as that does not move the start of the last answer out of the view.
 */
export function scrollTarget(happened: Happened, frame: Frame, messages: readonly PlacedMessage[], follows: boolean): number | undefined {
  const end = Math.max(0, frame.height - frame.view);
  if (happened === 'own') return end;
  if (!follows) return undefined;
  const place = placeOf(frame, messages);
  // Further down than the start of the answer the reader has got by scrolling, and is not taken back there.
  return happened === 'other' && frame.top > place + 1 ? end : place;
}
