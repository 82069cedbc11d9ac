import type { AccessStore } from '#core/ports/access-store.ts';
import type { ChannelAdapter } from '#core/ports/channel-adapter.ts';
import type { DeskThreads } from '#core/ports/desk-threads.ts';
import type { FileStore, NewFile } from '#core/ports/file-store.ts';
import type { Store } from '#core/ports/store.ts';
import type { TestClock } from '../../support/test-clock.ts';

/** How a channel answers the outside world: the message is taken, or it is not and may come again. */
export type Answer = 'acknowledged' | 'refused';

/** Ways in which somebody pretends to be the outside world. */
export const FORGERIES = ['forged', 'missing', 'stale', 'made with another secret'] as const;
/** One of them. */
export type Forgery = (typeof FORGERIES)[number];

/** What can be wrong at the other end of a channel. */
export type Trouble =
  /** It refuses everything for so long, and says so. */
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  /** So many tries meet nobody: no connection, or a fault on the other side. */
  | { readonly kind: 'away'; readonly times: number }
  /** It takes the next message, and its answer gets lost. */
  | { readonly kind: 'answer lost' }
  /** It refuses the next message for good. */
  | { readonly kind: 'refused' };

/** Somebody whom a channel reaches. */
export type Person = {
  /** Where that person is reached. */
  readonly address: string;
  /** The person says something, under an id of the outside world where the channel has such; resolves to how the channel answers. */
  say(text: string, outsideId?: string): Promise<Answer>;
  /** Everything that the person can read or press, one text per message as it stands now, oldest first: resolves when there are this many. */
  read(count: number): Promise<string[]>;
};

/** What a harness can do beyond saying and reading, where its channel has such a thing. */
export type Hands = {
  /** Somebody says something with credentials that are no good. */
  forge(text: string, how: Forgery): Promise<Answer>;
  /** What the channel itself has posted, or another program, comes in from the outside world; resolves when the channel has dealt with it. */
  echo(text: string, whose: 'own' | 'of another program'): Promise<void>;
  /** Another person on the same channel. */
  neighbour(): Promise<Person>;
  /** The person changes what they said under this id. */
  change(outsideId: string, text: string): Promise<Answer>;
  /** The person takes it back. */
  remove(outsideId: string): Promise<Answer>;
  /** The person sends files, with words or without. */
  attach(files: readonly NewFile[], text: string, outsideId?: string): Promise<Answer>;
  /** The files that have reached the person, oldest first: resolves when there are this many. */
  received(count: number): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]>;
  /** Something is wrong at the other end from now on; answers how often a message has been tried there since. */
  trouble(trouble: Trouble): { readonly tries: () => number };
};

/** What a channel may lack: one of the hands, or ids of the outside world that stay the same when a message comes again. */
export type Lackable = keyof Hands | 'outsideIds';

/** A channel with somebody at its other end. */
export type ChannelHarness = Person & {
  readonly channel: ChannelAdapter;
  readonly hands: Readonly<Partial<Hands>>;
  /** What is open at this moment: subscriptions, listeners, timers, streams. */
  leftOpen(): number;
  close(): Promise<void>;
};

/** What a channel is made over: a store that is empty, and a clock that stands still until the contract moves it. */
export type ChannelParts = { readonly store: Store; readonly access: AccessStore; readonly files: FileStore; readonly deskThreads: DeskThreads; readonly clock: TestClock };

/** A channel as its contract needs it. */
export type ChannelUnderTest = {
  readonly name: string;
  /** What there is none of on this channel, each with the reason in a few words. The contract then asserts what it does instead; whatever is not named here must be there. */
  readonly lacks: Readonly<Partial<Record<Lackable, string>>>;
  /** A channel over a store; not yet started. */
  readonly create: (parts: ChannelParts) => Promise<ChannelHarness>;
};

/** A hand of a harness. Throws when the harness has none, though its channel does not say that it lacks it. */
export function handOf<H extends keyof Hands>(harness: ChannelHarness, hand: H): Hands[H] {
  const found = harness.hands[hand];
  if (!found) throw new Error(`The harness has no ${hand}(): write one, or say under lacks.${hand} why there is none.`);
  return found;
}
