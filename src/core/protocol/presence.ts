/** What somebody of the staff says of themselves: takes new conversations, is here but takes none, or is not here. */
export type ChosenPresence = 'available' | 'busy' | 'away';

/** How it is: as they say, `away` while no console of theirs is open, `off_shift` outside of their hours. */
export type Presence = ChosenPresence | 'off_shift';

/** Why it is not as they say. */
export type PresenceReason = 'no_console' | 'off_shift';

/** One's own presence: `presence` event of the console's list stream. Absent fields: nothing was ever chosen. */
export type OwnPresence = {
  readonly presence: Presence;
  readonly chosen?: ChosenPresence;
  readonly because?: PresenceReason;
  /** How conversations come to people now. */
  readonly assign: 'auto' | 'offer' | 'pull';
};

/** Where a waiting customer stands in the order of the queue, see `scoreOf`: whoever has the most comes first. */
export type QueueRank = {
  /** Since when the wait counts, Unix ms. */
  readonly since: number;
  /** Points for each minute of waiting. */
  readonly rate: number;
  /** Points from the beginning, for urgency and mood. */
  readonly headStart: number;
  /** What makes it come earlier or later, most important first. */
  readonly because: readonly ('vip' | 'key' | 'small' | 'urgent' | 'high' | 'low' | 'mood')[];
};
