import type { Language } from '../language.ts';

/** Something that was said before a customer came here. */
export type PastLine = {
  /** The outside's own id of it, or one that is made of its place and words: the same line is taken once. */
  readonly externalId: string;
  readonly by: 'customer' | 'bot';
  readonly text: string;
};

/** A customer whom a bot elsewhere passes on to people. */
export type OutsideHandover = {
  readonly channel: string;
  readonly address: string;
  /** What the bot calls the customer; empty where it does not know. */
  readonly name: string;
  readonly language: Language;
  /** Why, in the words of the bot; may be empty. */
  readonly reason: string;
  /** Everything that was said there, oldest first. */
  readonly past: readonly PastLine[];
};

/** Baton as the human desk of somebody else's bot. */
export type OutsideDesk = {
  /**
   * Opens a conversation that waits for a person at once, with what was said before; the policy chooses team and priority. Resolves
   * when it is stored. One that waits or is with a person already only gets the lines that are new. Throws `unavailable`, `too_large`.
   */
  begin(handover: OutsideHandover): Promise<void>;
  /** The other side has ended it: nothing happens where it is closed already, or never was. */
  end(channel: string, address: string): Promise<void>;
};
