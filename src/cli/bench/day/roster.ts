import { stringify } from 'yaml';

/** One agent's day. Hours are local, `24:00` is midnight. */
export type Shift = { readonly name: string; readonly team: 'service' | 'complaints' | 'vip'; readonly from: string; readonly to: string };

/**
 * Of ten agents: who serves which team, and when. Every team is covered whenever policy.yaml says that it is there. Half of
 * them take complaints, as customers of all moods bring more of those than of anything else that needs a person.
 */
const TEN: readonly Omit<Shift, 'name'>[] = [
  { team: 'service', from: '09:00', to: '17:00' },
  { team: 'complaints', from: '08:00', to: '17:00' },
  { team: 'complaints', from: '13:00', to: '22:00' },
  { team: 'service', from: '13:00', to: '21:00' },
  { team: 'vip', from: '08:00', to: '16:00' },
  { team: 'vip', from: '16:00', to: '24:00' },
  { team: 'complaints', from: '09:00', to: '18:00' },
  { team: 'complaints', from: '11:00', to: '20:00' },
  { team: 'complaints', from: '13:00', to: '22:00' },
  { team: 'service', from: '11:00', to: '20:00' },
];
/** Conversations that an agent has at once. */
export const CAPACITY = 3;

/** So many agents on shifts. */
export function makeRoster(agents: number): readonly Shift[] {
  return Array.from({ length: agents }, (_, i) => ({ ...TEN[i % TEN.length]!, name: `坐席${String(i + 1).padStart(2, '0')}` }));
}

/** The roster as `staff.yaml`. The complaints team helps out nowhere; people of the VIP team serve everybody when no VIP waits. */
export function toStaffFile(roster: readonly Shift[]): string {
  return stringify({
    staff: roster.map(({ name, team, from, to }) => ({ name, teams: team === 'vip' ? ['vip', 'service'] : [team], capacity: CAPACITY, works: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], hours: [{ from, to }] } })),
  });
}
