import type { Generated } from 'kysely';

/** Threads of handovers at desks; `place` orders them, `talker` is JSON. */
export type DeskThreadsTable = {
  place: Generated<number>;
  id: string;
  desk: string;
  conversation_id: string;
  handover_id: string;
  team: string | null;
  room: string;
  root: string | null;
  from_seq: number;
  talker: string | null;
  moved_from: string | null;
  owed_since: number | null;
  fault: string | null;
  retry_at: number;
  ended_at: number | null;
  holder: string | null;
  lease_until: number | null;
};

/** Posts in them, in the order of `place`; `marks` is a JSON list. */
export type DeskPostsTable = {
  place: Generated<number>;
  id: string;
  thread_id: string;
  kind: string;
  room: string;
  ts: string | null;
  from_seq: number | null;
  to_seq: number | null;
  part: number | null;
  ref: string | null;
  shown: string;
  marks: string | null;
  state: string;
  at: number;
};
