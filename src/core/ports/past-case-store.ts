import type { BriefCorrection } from '../brief/marks.ts';
import type { CloseReason } from '../protocol.ts';
import type { UnderstoodMessage } from './store.ts';

/** A handover that a person answered and that has ended. */
export type PastHandover = {
  readonly id: string;
  readonly conversationId: string;
  readonly segment: number;
  /** Who it is in the directory, where that is known. */
  readonly customerId: string | undefined;
  readonly customerName: string;
  /** Why it was closed; `undefined` where it was handed back, or the conversation was opened again since. */
  readonly closeReason: CloseReason | undefined;
  /** What the customer has set right in what was passed on, in order. */
  readonly corrections: readonly BriefCorrection[];
  /** How the customer rated that segment, 1 to 5. */
  readonly rating: number | undefined;
  readonly openedAt: number;
  readonly endedAt: number;
  /** What customer and agents said in that segment, in order; no notes. */
  readonly lines: readonly UnderstoodMessage[];
};

/** What became of earlier handovers, for reading. Times are Unix ms. */
export type PastCaseStore = {
  /** Those that ended at `since` or later, the newest first, `limit` at most. */
  recent(since: number, limit: number): Promise<readonly { readonly id: string; readonly endedAt: number }[]>;
  /** Those with these ids, with what was said; ids that are gone are left out. */
  read(ids: readonly string[]): Promise<readonly PastHandover[]>;
};
