import type { ReceiverEvent } from '@slack/bolt';
import type { Clock } from '#core/ports/clock.ts';
import type { EventJournal } from '#core/ports/event-journal.ts';
import { readSlip } from './slip.ts';

/** Name under which Slack's events stand in the journal. */
export const SLACK = 'slack';

/** What is answered at once and not kept. `after`: what is done as soon as it is acknowledged. */
export type AtOnce = { readonly done: true; readonly answer?: Readonly<Record<string, unknown>>; readonly after?: () => Promise<void> };

/** What the intake rests on. */
export type IntakeOptions = {
  readonly journal: EventJournal;
  readonly clock: Clock;
  /** Answers within two seconds what cannot wait: boxes that open, and words that are looked at before they go. `undefined`: it is written down and worked off. */
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
    if (said) {
      await ack(said.answer);
      return said.after?.().catch(onError);
    }
    await journal.put(SLACK, slip.key, slip.lane, JSON.stringify(body), clock.now());
    // The socket may be gone by now; then it is brought again and is known.
    await ack();
    onKept();
  };
}
