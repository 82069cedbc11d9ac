import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { WorkCount } from '#core/performance/figures.ts';
import type { WorkStore } from '#core/ports/work-store.ts';
import type { Tables } from './tables.ts';

/** PostgreSQL answers with counts as text. */
type Count = number | string;
type Row = { id: string; name: string | null; taken: Count; passed_on: Count; replies: Count; replies_kept: Count; solutions: Count; solutions_kept: Count; median: Count | null };

const countIf = (condition: RawBuilder<unknown>): RawBuilder<number> => sql<number>`sum(case when ${condition} then 1 else 0 end)`;
/** The middle value of each, both middle ones' mean where there are two; `waits` has the columns id and ms. */
const medians = sql`places as (select id, ms, row_number() over (partition by id order by ms) as place, count(*) over (partition by id) as n from waits),
  medians as (select id, avg(ms) as median from places where place in ((n + 1) / 2, (n + 2) / 2) group by id)`;

/** What people have done, from the stints and handovers that are kept. */
export function createWorkStore(db: Kysely<Tables>): WorkStore {
  return {
    async byAgent(from, to) {
      // Whoever took a conversation by calling its customer answered in that moment, which is no wait.
      const waits = sql`select staff_id as id, first_words_at - began_at as ms from own where first_words_at > began_at`;
      // Whoever had it when the customer was answered, or when it ended without an answer, kept the limit or broke it.
      const isTheirReply = sql`h.first_reply_kept is not null and (s.first_words_at = h.first_reply_at or (h.first_reply_at is null and s.is_passed_on = 0 and h.first_reply_kept = 0))`;
      const isTheirSolution = sql`h.solution_kept is not null and s.is_passed_on = 0 and s.ended_at is not null`;
      const { rows } = await sql<Row>`
        with own as (select * from stints where began_at >= ${from} and began_at < ${to}),
        waits as (${waits}),
        ${medians},
        latest as (select staff_id as id, staff_name as name, row_number() over (partition by staff_id order by began_at desc, id desc) as place from own),
        counts as (
          select s.staff_id as id, count(distinct s.handover_id) as taken, sum(s.is_passed_on) as passed_on,
            ${countIf(isTheirReply)} as replies, ${countIf(sql`${isTheirReply} and h.first_reply_kept = 1`)} as replies_kept,
            ${countIf(isTheirSolution)} as solutions, ${countIf(sql`${isTheirSolution} and h.solution_kept = 1`)} as solutions_kept
          from own s inner join handovers h on h.id = s.handover_id group by s.staff_id
        )
        select counts.*, latest.name, medians.median from counts inner join latest on latest.id = counts.id and latest.place = 1 left join medians on medians.id = counts.id`.execute(db);
      return rows.map((row) => ({ ...toCount(row), name: row.name ?? row.id }));
    },
    async byTeam(from, to) {
      const isReply = sql`h.first_reply_kept is not null and (h.first_reply_at is not null or h.first_reply_kept = 0)`;
      const { rows } = await sql<Row>`
        with own as (select * from handovers where opened_at >= ${from} and opened_at < ${to}),
        waits as (select team as id, first_reply_at - opened_at as ms from own where first_reply_at is not null),
        ${medians},
        passed as (select h.team as id, count(*) as n from own h inner join stints s on s.handover_id = h.id and s.is_passed_on = 1 group by h.team),
        counts as (
          select h.team as id, ${countIf(sql`h.claimed_at is not null or h.first_reply_at is not null`)} as taken,
            ${countIf(isReply)} as replies, ${countIf(sql`${isReply} and h.first_reply_kept = 1`)} as replies_kept,
            ${countIf(sql`h.solution_kept is not null`)} as solutions, ${countIf(sql`h.solution_kept = 1`)} as solutions_kept
          from own h group by h.team
        )
        select counts.*, coalesce(passed.n, 0) as passed_on, medians.median from counts left join passed on passed.id = counts.id left join medians on medians.id = counts.id`.execute(db);
      return rows.map(toCount);
    },
  };
}

function toCount({ id, taken, passed_on, replies, replies_kept, solutions, solutions_kept, median }: Row): WorkCount {
  return {
    id,
    taken: Number(taken),
    passedOn: Number(passed_on),
    firstReplyMs: median === null ? undefined : Math.round(Number(median)),
    firstReplies: { kept: Number(replies_kept), of: Number(replies) },
    solutions: { kept: Number(solutions_kept), of: Number(solutions) },
  };
}
