import type { BriefHistory } from '../protocol.ts';

/** What is known of all conversations of a customer beside one, for briefs. */
export type ReadHistory = (customerId: string, butId: string) => Promise<BriefHistory>;
