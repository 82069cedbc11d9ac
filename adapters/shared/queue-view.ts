import type { Handover } from '#core/conversation.ts';
import type { Store } from '#core/ports/store.ts';

/** The open handovers, read once for all who ask until something changes. */
export type QueueView = {
  read(): Promise<readonly Handover[]>;
  /** Reads anew from now on. */
  forget(): void;
};

/** With a thousand customers waiting, everybody's place comes from one read instead of a thousand. */
export function createQueueView(store: Pick<Store, 'openHandovers'>): QueueView {
  let reading: Promise<readonly Handover[]> | undefined;
  return {
    read() {
      const mine = (reading ??= store.openHandovers());
      // A read that failed is not kept.
      mine.catch(() => {
        if (reading === mine) reading = undefined;
      });
      return mine;
    },
    forget() {
      reading = undefined;
    },
  };
}
