import type { BriefPoint, PassedOn } from '#core/protocol.ts';

/** A point as the customer edits it. */
export type PointDraft = { readonly point: BriefPoint; readonly text: string };

/** The points to be edited, one field each, and one for everything else. Masked values begin empty: nobody edits asterisks. */
export function toDrafts({ points }: PassedOn): readonly PointDraft[] {
  return [...points.filter(({ point }) => point !== 'other').map(({ point, value }) => ({ point, text: isMasked(value) ? '' : value })), { point: 'other', text: '' }];
}

/** What was changed; what was emptied stays as it was. */
export function changedPoints(passedOn: PassedOn, drafts: readonly PointDraft[]): readonly PointDraft[] {
  const before = toDrafts(passedOn);
  return drafts.flatMap(({ point, text }, at) => (text.trim() === '' || text.trim() === before[at]?.text.trim() ? [] : [{ point, text: text.trim() }]));
}

const isMasked = (value: string): boolean => value.includes('***');
