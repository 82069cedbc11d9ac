/** A message on the screen: its cursor, and where it is readable, in pixels of the list. */
export type SeenPlace = { readonly cursor: number; readonly top: number };

/**
 * Up to which cursor everything has been in sight when the list shows what is above `fold`; 0 for nothing. A message that
 * was changed has a later cursor than what stands below it, so that what counts is the first one that was not in sight.
 */
export function seenUpTo(places: readonly SeenPlace[], fold: number): number {
  const hidden = Math.min(...places.filter(({ top }) => top > fold).map(({ cursor }) => cursor));
  return Math.max(0, ...places.map(({ cursor }) => cursor).filter((cursor) => cursor < hidden));
}
