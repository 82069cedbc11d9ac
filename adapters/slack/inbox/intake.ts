import type { ReceiverEvent } from '@slack/bolt';
import type { Clock } from '#core/ports/clock.ts';
import type { EventJournal } from '#core/ports/event-journal.ts';
import { readSlip } from './slip.ts';

/** Name under which Slack's events stand in the journal. */
export const SLACK = 'slack';

/** What is answered at once. `done`: nothing more is to be done; otherwise it is written down and worked off. */
export type AtOnce = { readonly done: boolean; readonly answer?: Readonly<Record<string, unknown>> };

/** What the intake rests on. */
export type IntakeOptions = {
  readonly journal: EventJournal;
  readonly clock: Clock;
  /** Answers within two seconds what cannot wait: boxes that open, and words that are looked at before they go. `undefined` where nothing is. */
  readonly atOnce: (body: Readonly<Record<string, unknown>>) => Promise<AtOnce | undefined>;
  /** Told what changes nothing that is kept, such as that somebody looks at Home. */
  readonly passing: (body: Readonly<Record<string, unknown>>) => Promise<void>;
  /** There is something new in the journal. */
  readonly onKept: () => void;
  readonly onError: (error: unknown) => void;
};

/**
 * Takes in what the receivers have verified: writes it down and acknowledges it only then. What cannot be written down is not
 * acknowledged (it throws `unavailable`), so that Slack brings it again.
 */
export function createIntake({ journal, clock, atOnce, passing, onKept, onError }: IntakeOptions): (event: ReceiverEvent) => Promise<void> {
  return async ({ body, ack }) => {
    const slip = readSlip(body);
    if (slip.kind === 'ignore') return ack();
    if (slip.kind === 'passing') {
      await ack();
      return passing(body).catch(onError);
    }
    const said = await atOnce(body);
    if (said?.done) return ack(said.answer);
    await journal.put(SLACK, slip.key, slip.lane, JSON.stringify(body), clock.now());
    // The socket may be gone by now; then it is brought again and is known.
    await ack(said?.answer);
    onKept();
  };
}
