import * as z from 'zod';
import type { Language, Tier } from '#core/protocol.ts';

const ROOM = z.union([z.string().min(1).transform((channel) => ({ channel })), z.strictObject({ channel: z.string().min(1), language: z.enum(['zh', 'en']).optional() })]);

/** Which channel of Slack the handovers of a team or tier go to: its id, or with the language of its cards. */
export const ROOMS_SCHEMA = z.strictObject({
  /** Before the teams: customers of this tier. */
  tiers: z.partialRecord(z.enum(['vip', 'key', 'regular', 'small']), ROOM).default({}),
  teams: z.record(z.string().min(1), ROOM).default({}),
});

/** A channel of Slack where cards are posted. */
export type Room = { readonly channel: string; readonly language: Language };

/** Where handovers go. `fallback`: every other one, and those whose own room is lost. */
export type Rooms = {
  readonly tiers: Readonly<Partial<Record<Tier, Room>>>;
  readonly teams: Readonly<Record<string, Room>>;
  readonly fallback: Room | undefined;
};

/** The rooms of a file that has been checked; `fallback` is a channel's id or empty. */
export function readRooms(file: z.infer<typeof ROOMS_SCHEMA>, fallback: string, language: Language): Rooms {
  const room = ({ channel, ...own }: z.infer<typeof ROOM>): Room => ({ channel, language: 'language' in own ? (own.language ?? language) : language });
  const all = (rooms: Readonly<Record<string, z.infer<typeof ROOM> | undefined>>): Record<string, Room> => Object.fromEntries(Object.entries(rooms).flatMap(([name, each]) => (each ? [[name, room(each)]] : [])));
  return { tiers: all(file.tiers), teams: all(file.teams), fallback: fallback === '' ? undefined : { channel: fallback, language } };
}

/** The room of a handover: its customer's tier, then its team, then the fallback; `undefined` where there is none. */
export function chooseRoom({ tiers, teams, fallback }: Rooms, { tier, team }: { readonly tier: Tier; readonly team: string }): Room | undefined {
  return tiers[tier] ?? (Object.hasOwn(teams, team) ? teams[team] : undefined) ?? fallback;
}

/** Every room once. */
export function allRooms({ tiers, teams, fallback }: Rooms): readonly string[] {
  return [...new Set([...Object.values(tiers), ...Object.values(teams), ...(fallback ? [fallback] : [])].map(({ channel }) => channel))];
}

/** The language of a room's cards: that of the first place that names it. */
export function languageOf({ tiers, teams, fallback }: Rooms, channel: string, otherwise: Language): Language {
  return [...Object.values(tiers), ...Object.values(teams), ...(fallback ? [fallback] : [])].find((room) => room.channel === channel)?.language ?? otherwise;
}
