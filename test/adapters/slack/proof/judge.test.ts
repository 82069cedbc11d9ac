import { expect, test } from 'vitest';
import { findLeaks, judge, type Said } from './judge.ts';

const said = (...marks: string[]): Said[] => marks.map((mark) => ({ mark, lane: 't' }));
const standing = (...texts: string[]) => new Map([['t', texts]]);

test('a history in which everything stands once and in order is fine, also with several in one post', () => {
  expect(judge({ acknowledged: said('#1#', '#2#', '#3#'), standing: standing('#1# hello\n#2# you', 'nothing', '#3#') })).toEqual([]);
});

test('an acknowledged message that is nowhere is found', () => {
  expect(judge({ acknowledged: said('#1#', '#2#'), standing: standing('#1#') })).toEqual(['t: #2# is lost']);
});

test('a doubled post is found', () => {
  expect(judge({ acknowledged: said('#1#', '#2#'), standing: standing('#1#', '#2#', '#1#') })).toContain('t: #1# stands there 2 times');
});

test('a swapped pair is found', () => {
  expect(judge({ acknowledged: said('#1#', '#2#', '#3#'), standing: standing('#2#', '#1#', '#3#') })).toEqual(['t: #2# stands where #1# should']);
});

test('what stands in the wrong thread is lost in one and a stranger in the other', () => {
  expect(judge({ acknowledged: said('#1#'), standing: new Map([['u', ['#1#']]]) })).toEqual(['t: #1# is lost', 'u: #1# was never said here']);
});

test('what was never acknowledged may stand there or not, but not twice', () => {
  expect(judge({ acknowledged: said('#1#'), unacknowledged: said('#2#'), standing: standing('#1#', '#2#') })).toEqual([]);
  expect(judge({ acknowledged: said('#1#'), unacknowledged: said('#2#'), standing: standing('#1#') })).toEqual([]);
  expect(judge({ acknowledged: said('#1#'), unacknowledged: said('#2#'), standing: standing('#2#', '#1#', '#2#') })).toEqual(['t: #2# stands there 2 times']);
});

test('a note that has reached the customer is found', () => {
  expect(findLeaks(said('#n1#', '#n2#'), ['您好', 'psst #n2#'])).toEqual(['#n2# has reached the customer']);
});
