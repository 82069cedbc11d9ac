import type { PerformanceFigures, PerformanceView } from '#core/protocol.ts';

/** The work of each person and team, for people. */
export function describePerformance({ days, byAgent, byTeam }: PerformanceView): string {
  if (byAgent.length + byTeam.length === 0) return `Nobody has taken a conversation in the last ${days} days.\n`;
  return [`The last ${days} days`, ...byTeam.map(({ name, ...team }) => describe(`team ${name.en}`, team)), ...byAgent.map(({ name, ...agent }) => describe(name, agent))].map((text) => `${text}\n`).join('');
}

function describe(name: string, { taken, passedOn, firstReplyMs, firstReplies, firstRepliesKept, solutions, solutionsKept, ratings, csat, mean }: PerformanceFigures): string {
  return [
    `${name}: taken ${taken}`,
    `passed on ${passedOn}`,
    `first reply ${firstReplyMs === undefined ? '–' : sayMs(firstReplyMs)}`,
    `first replies in time ${sayKept(firstRepliesKept, firstReplies)}`,
    `solved in time ${sayKept(solutionsKept, solutions)}`,
    `ratings ${ratings}${csat === undefined || mean === undefined ? '' : `, CSAT ${sayShare(csat)}, mean ${mean.toFixed(1)}`}`,
  ].join(', ');
}

function sayKept(share: number | undefined, of: number): string {
  return share === undefined ? '–' : `${sayShare(share)} of ${of}`;
}

function sayShare(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function sayMs(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
