import type { Conversation } from '../conversation.ts';
import type { Bilingual } from '../language.ts';
import type { Agent } from '../ports/desk.ts';

/** A colleague, by id and by the name that stood at the time. */
export type Person = { readonly id: string; readonly name: string };

/** A conversation that its owner wants to pass to a colleague, or that Baton offers to somebody, who has not answered yet. */
export type Offer = {
  /** Its owner; absent where it waits. */
  readonly from?: Person;
  readonly to: Person;
  /** Who asks them to take what waits; absent where Baton has chosen them. */
  readonly by?: Person;
  /** Why Baton has chosen them. */
  readonly because?: Bilingual;
  /** Unix ms. */
  readonly at: number;
  /** From then on it can no longer be accepted, Unix ms. */
  readonly until: number;
};

/** What goes on among colleagues beside the conversation; it ends with the ownership unless a step says otherwise. */
export type DeskState = {
  readonly offer?: Offer;
  /** Colleagues whose advice is awaited. */
  readonly asked?: readonly Person[];
  /** Leads who write to the customer beside the owner. */
  readonly joined?: readonly Person[];
  /** Since when its owner has it because Baton chose them, and why; until then they must have opened it, where they have not (Unix ms). */
  readonly assigned?: { readonly at: number; readonly until?: number; readonly because: Bilingual };
  /** Who has let it pass while it waits, and when, Unix ms. */
  readonly tried?: readonly { readonly id: string; readonly at: number }[];
  /** Since when it waits again after somebody had it, Unix ms. */
  readonly waitsAgainSince?: number;
};

/** How long a colleague has to accept an offered conversation, ms: the customer is with its owner meanwhile. */
export const OFFER_MS = 2 * 60_000;

/** The offer that can still be accepted. */
export function openOffer({ desk }: Pick<Conversation, 'desk'>, now: number): Offer | undefined {
  return desk?.offer !== undefined && desk.offer.until > now ? desk.offer : undefined;
}

/** Does this lead write beside the owner? */
export function hasJoined({ desk }: Pick<Conversation, 'desk'>, id: string): boolean {
  return desk?.joined?.some((person) => person.id === id) ?? false;
}

/** Is this colleague's advice awaited? */
export function isAsked({ desk }: Pick<Conversation, 'desk'>, id: string): boolean {
  return desk?.asked?.some((person) => person.id === id) ?? false;
}

/** People with one more; the one who was there already comes with the new name. */
export function withPerson(people: readonly Person[] | undefined, { id, name }: Agent): readonly Person[] {
  return [...withoutPerson(people, id), { id, name }];
}

/** People without one of them. */
export function withoutPerson(people: readonly Person[] | undefined, id: string): readonly Person[] {
  return (people ?? []).filter((person) => person.id !== id);
}

/** What is left open when one colleague takes over from another: questions and leads beside, without the new owner. */
export function keptFor({ desk }: Pick<Conversation, 'desk'>, ownerId: string): DeskState {
  return { asked: withoutPerson(desk?.asked, ownerId), joined: withoutPerson(desk?.joined, ownerId) };
}

/** People who have let a conversation pass are remembered while it waits; the latest of them. */
const REMEMBERED = 20;

/** Who has let it pass, with one more. */
export function withTried(tried: DeskState['tried'] = [], id: string, at: number): NonNullable<DeskState['tried']> {
  return [...tried.filter((other) => other.id !== id), { id, at }].slice(-REMEMBERED);
}
