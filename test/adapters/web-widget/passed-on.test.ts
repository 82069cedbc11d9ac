import { describe, expect, it } from 'vitest';
import { BRIEF_POINTS, POINT_NAMES, type PassedOn } from '#core/protocol.ts';
import { changedPoints, toDrafts } from '#adapters/web/widget/passed-on-draft.ts';
import { PASSED_ON_WORDS } from '#adapters/web/widget/passed-on-words.ts';

const PASSED_ON: PassedOn = { points: [{ point: 'request', value: '退款没到' }, { point: 'order', value: '20261107-0032' }, { point: 'phone', value: '138****1001' }, { point: 'other', value: '周末不在家' }], isRight: false };

describe('what a customer edits', () => {
  it('has a field for each point and one for the rest; what is masked begins empty', () => {
    expect(toDrafts(PASSED_ON)).toEqual([{ point: 'request', text: '退款没到' }, { point: 'order', text: '20261107-0032' }, { point: 'phone', text: '' }, { point: 'other', text: '' }]);
  });

  it('is sent only where it was changed, and never empty', () => {
    const drafts = [{ point: 'request', text: '' }, { point: 'order', text: ' 20261107-0033 ' }, { point: 'phone', text: '' }, { point: 'other', text: '' }] as const;
    expect(changedPoints(PASSED_ON, drafts)).toEqual([{ point: 'order', text: '20261107-0033' }]);
    expect(changedPoints(PASSED_ON, toDrafts(PASSED_ON))).toEqual([]);
  });

  it('has the same words in both languages, and a name for every point', () => {
    expect(Object.keys(PASSED_ON_WORDS.zh)).toEqual(Object.keys(PASSED_ON_WORDS.en));
    expect(BRIEF_POINTS.every((point) => POINT_NAMES[point].zh !== '' && POINT_NAMES[point].en !== '')).toBe(true);
  });
});
