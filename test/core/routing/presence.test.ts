import { describe, expect, it } from 'vitest';
import { calendarSchema } from '#core/time-limits/calendar.ts';
import { policySchema, type Policy } from '#core/policy.ts';
import { presenceOf, type StoredPresence } from '#core/routing/presence.ts';
import { casesSchema } from '#core/cases/rules.ts';
import { findStaffFaults, profileOf, staffPlanSchema } from '#core/routing/staff-plan.ts';
import { MINUTE, NOON } from './people.ts';

const HOUR = 60 * MINUTE;
const POLICY: Policy = {
  ...policySchema.parse({
    rules: [{ id: 'asks', when: { signal: 'person' }, reason: 'asked', priority: 'normal', team: 'service', firstReplyMinutes: 10 }],
    teams: { service: { name: { zh: '客服', en: 'Service' }, hours: { from: '09:00', to: '18:00' } }, vip: { name: { zh: '资深', en: 'Senior' }, hours: { from: '08:00', to: '24:00' } } },
    timeZone: 'Asia/Shanghai',
  }),
  calendar: calendarSchema.parse({
    years: { 2026: { status: 'official', source: 'test', holidays: [{ name: { zh: '节', en: 'Feast' }, from: '2026-11-24' }], makeUpDays: ['2026-11-28'] } },
    teams: { service: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], holidays: 'rest' } },
  }),
};
const hoursOf = (given: unknown, name = 'Li') => profileOf(staffPlanSchema.parse(given), { id: 'id', name }, POLICY).hours;
const SERVICE = { others: { teams: ['service'] } };
const row = (more: Partial<StoredPresence> = {}): StoredPresence => ({ staffId: 'id', chosen: 'available', chosenAt: NOON - HOUR, seenUntil: NOON + 90_000, assignedAt: undefined, ...more });
const at = (now: number, stored: StoredPresence = row({ chosenAt: NOON - 5 * 24 * HOUR, seenUntil: Infinity }), given: unknown = SERVICE) => presenceOf(stored, hoursOf(given), now).presence;
const DAY = 24 * HOUR;

describe('presence', () => {
  it('is what somebody has chosen while a console of theirs is open, and away after', () => {
    expect(presenceOf(row(), hoursOf(SERVICE), NOON)).toEqual({ presence: 'available' });
    expect(presenceOf(row({ chosen: 'busy' }), hoursOf(SERVICE), NOON)).toEqual({ presence: 'busy' });
    expect(presenceOf(row(), hoursOf(SERVICE), NOON + 90_000)).toEqual({ presence: 'away', because: 'no_console' });
    expect(presenceOf(row({ chosen: 'away', seenUntil: Infinity }), hoursOf(SERVICE), NOON)).toEqual({ presence: 'away' });
  });

  it('is away for somebody who has never said anything', () => {
    expect(presenceOf(undefined, hoursOf(SERVICE), NOON)).toEqual({ presence: 'away' });
  });

  it('is off shift at night, at the weekend and on public holidays, and not on make-up days', () => {
    expect(at(NOON + 6 * HOUR)).toBe('off_shift');
    expect(at(NOON + 5 * DAY)).toBe('available');
    expect(at(NOON + 6 * DAY)).toBe('off_shift');
    expect(at(NOON + DAY)).toBe('off_shift');
    expect(at(NOON + 2 * DAY)).toBe('available');
  });

  it('goes by the hours of the person where they have their own, and by those of any of their teams', () => {
    const own = { staff: [{ name: 'Li', teams: ['service'], works: { days: ['tue'], holidays: 'work', hours: [{ from: '12:00', to: '20:00' }] } }] };
    expect([at(NOON, undefined, own), at(NOON + DAY, undefined, own), at(NOON + DAY + 7 * HOUR, undefined, own)]).toEqual(['off_shift', 'available', 'available']);
    expect(at(NOON + 8 * HOUR, undefined, { others: { teams: ['service', 'vip'] } })).toBe('available');
  });

  it('counts what is chosen after the shift as overtime, but no page that was left open', () => {
    const evening = NOON + 7 * HOUR;
    expect(at(evening, row({ chosenAt: evening - MINUTE, seenUntil: Infinity }))).toBe('available');
    expect(at(evening, row({ chosenAt: NOON, seenUntil: Infinity }))).toBe('off_shift');
    expect(at(evening + DAY * 3, row({ chosenAt: evening, seenUntil: Infinity }))).toBe('off_shift');
  });
});

describe('the plan of the staff', () => {
  it('lets everybody serve every team in both languages where it says nothing', () => {
    expect(profileOf(staffPlanSchema.parse({}), { id: 'x', name: 'Wu' }, POLICY)).toMatchObject({ teams: ['service', 'vip'], languages: ['zh', 'en'], capacity: 5, skills: {}, customers: [] });
  });

  it('knows people by name, and by id where two have the same', () => {
    const plan = staffPlanSchema.parse({ staff: [{ name: 'Li', capacity: 2 }, { name: 'Li', id: 'two', capacity: 7 }] });
    expect([profileOf(plan, { id: 'one', name: 'Li' }, POLICY).capacity, profileOf(plan, { id: 'two', name: 'Li' }, POLICY).capacity, profileOf(plan, { id: 'x', name: 'Wu' }, POLICY).capacity]).toEqual([2, 7, 5]);
  });

  it('knows whose the tasks of a department are: as it is listed, else whoever serves its team', () => {
    const cases = casesSchema.parse({ team: 'service', authority: { agent: 200, lead: null }, departments: { repairs: { name: { zh: '维修部', en: 'Repairs' } }, gifts: { name: { zh: '礼品部', en: 'Gifts' }, team: 'vip' } }, causes: {} });
    const plan = staffPlanSchema.parse({ staff: [{ name: 'Li', departments: ['gifts'] }, { name: 'Sun', departments: [] }, { name: 'He', teams: ['vip'] }] });
    const of = (name: string) => profileOf(plan, { id: name, name }, { ...POLICY, cases }).departments;
    expect([of('Li'), of('Sun'), of('He'), of('Wu')]).toEqual([['gifts'], [], ['gifts'], ['repairs', 'gifts']]);
    expect(profileOf(plan, { id: 'He', name: 'He' }, POLICY).departments).toEqual([]);
    expect(findStaffFaults(staffPlanSchema.parse({ staff: [{ name: 'Li', departments: ['toString', 'repairs'] }] }), { ...POLICY, cases }, new Set(), [])).toEqual(['staff.yaml: Li: departments: "toString" is not a department of cases.yaml.']);
    // Without cases nobody has tasks.
    expect(findStaffFaults(staffPlanSchema.parse({ staff: [{ name: 'Li', departments: ['repairs'] }] }), { ...POLICY, cases: undefined }, new Set(), [])).toEqual([]);
  });

  it('names every fault', () => {
    const plan = staffPlanSchema.parse({ staff: [{ name: 'Li', teams: ['nobody'], skills: { aircon: 3, flying: 1 } }] });
    expect(findStaffFaults(plan, POLICY, new Set(['asked', 'repair-request']), ['aircon-k3'])).toEqual(['staff.yaml: Li: teams: "nobody" is not a team of policy.yaml.', 'staff.yaml: Li: skills: "flying" is no reason, intent or product.']);
    expect(findStaffFaults(staffPlanSchema.parse({ staff: [{ name: 'Li', skills: { aircon: 1, 'aircon-k3': 1, 'repair-request': 1, repair: 1 } }] }), POLICY, new Set(['repair-request']), ['aircon-k3'])).toEqual(['staff.yaml: Li: skills: "repair" is no reason, intent or product.']);
    expect(staffPlanSchema.safeParse({ staff: [{ name: 'Li', customers: ['c-1'] }, { name: 'Wu', customers: ['c-2', 'c-1'] }] }).error?.issues.map(({ message }) => message)).toEqual(['"c-1" is a customer of Li already']);
    const wrong = staffPlanSchema.safeParse({ staff: [{ name: 'Li', backup: 'Li', skills: { x: 6 } }, { name: 'Li', backup: 'Wu' }] });
    expect(wrong.error?.issues.map(({ path }) => path.join('.'))).toEqual(expect.arrayContaining(['staff.0.skills.x']));
    expect(staffPlanSchema.safeParse({ staff: [{ name: 'Li', backup: 'Li' }, { name: 'Li', backup: 'Wu' }] }).error?.issues.map(({ path }) => path.join('.'))).toEqual(['staff.0.backup', 'staff.1', 'staff.1.backup']);
  });
});
