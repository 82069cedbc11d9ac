import { parseArgs } from 'node:util';
import { createCareReports, type ChurnReport } from '#core/care/reports.ts';
import type { CareFigure, CareFigures } from '#core/care/figures.ts';
import { BatonError, toBatonError } from '#core/errors.ts';
import { readPerformance } from '#core/performance/report.ts';
import { openStore } from '#store/open-store.ts';
import { systemClock } from '#worker/clock.ts';
import path from 'node:path';
import { readProcessConfig } from '../config.ts';
import { readPolicy } from '../policy-file.ts';
import type { Command } from './command.ts';
import { describePerformance } from './performance-report.ts';

/** How the reports of this file are called. */
export const CARE_USAGE = `npm run -s baton -- report churn [--limit 50] [--months 6] [--json]
  Customers who may be leaving, with reasons (intents/care.yaml), and the churn rate of each month's new customers.
npm run -s baton -- report satisfaction [--days 30] [--json]
  CSAT, NPS and the share of customers who answered, by agent, team and bot.
npm run -s baton -- report performance [--days 30] [--json]
  The work of each person and team: conversations taken and passed on, the median time to the first words (of a person
  since they took it, of a team since the handover), limits kept (of so many), ratings.
`;

/** `baton report churn|satisfaction|performance`. Answers 0, or 2 when called wrongly. */
export const runCareReports: Command = async (args, out) => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { limit: { type: 'string', default: '50' }, months: { type: 'string', default: '6' }, days: { type: 'string', default: '30' }, json: { type: 'boolean', default: false } },
    });
    const [limit, months, days] = [values.limit, values.months, values.days].map(Number) as [number, number, number];
    const [what] = positionals;
    if (positionals.length !== 1 || (what !== 'churn' && what !== 'satisfaction' && what !== 'performance') || ![limit, months, days].every((count) => Number.isInteger(count) && count >= 1 && count <= 10_000)) {
      out.warn(CARE_USAGE);
      return 2;
    }
    const config = readProcessConfig();
    const policy = await readPolicy(path.join(config.INTENTS_DIR, 'policy.yaml'));
    const opened = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, desks: [], onTrouble: () => undefined });
    try {
      const reports = createCareReports({ care: opened.care, policy: () => policy, clock: systemClock });
      if (what === 'churn') {
        const report = await reports.churn({ limit, months: Math.min(months, 60) });
        out.write(values.json ? `${JSON.stringify(report)}\n` : describeChurn(report));
      } else if (what === 'performance') {
        const report = await readPerformance({ ...opened, policy: () => policy, clock: systemClock }, days);
        out.write(values.json ? `${JSON.stringify(report)}\n` : describePerformance(report));
      } else {
        const report = await reports.figures(days);
        out.write(values.json ? `${JSON.stringify(report)}\n` : describeFigures(report, days));
      }
      return 0;
    } finally {
      await opened.store.close();
    }
  } catch (thrown) {
    if (!(thrown instanceof TypeError) && !(thrown instanceof BatonError)) throw thrown;
    out.warn(`${toBatonError(thrown).message}\n`);
    return 2;
  }
};

function describeChurn({ risks, count, months, lostAfterDays }: ChurnReport): string {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return [
    `${count} customers may be leaving${count > risks.length ? `; the first ${risks.length}:` : count === 0 ? '.' : ':'}`,
    ...risks.map(({ score, customerName, customerId, conversationId, lastContactAt, isLost, because }) => `${score.toFixed(1).padStart(6)}  ${customerName || 'a visitor'} (${customerId ?? conversationId})  last contact ${day(lastContactAt)}${isLost ? ', lost' : ''}\n        ${because.map((why) => `${why.because.zh} · ${why.because.en} [${why.kind}, ${why.cause}]`).join('\n        ')}`),
    '',
    `New customers of each month, and how many are lost (no contact for ${lostAfterDays} days):`,
    ...months.map(({ month, newlyActive, lost, returned, rate, winBack, isOpen }) => `${month}  ${String(newlyActive).padStart(6)} new  ${String(lost).padStart(6)} lost  ${rate === undefined ? '–' : sayShare(rate)}${isOpen ? ' so far' : ''}${winBack === undefined ? '' : `  ${returned} came back (${sayShare(winBack)})`}`),
  ].map((line) => `${line}\n`).join('');
}

function describeFigures({ byAgent, byTeam, bot, ...all }: CareFigures, days: number): string {
  const line = (name: string, { asked, answered, answerShare, csat, nps }: CareFigure): string =>
    `${name}: asked ${asked}, answered ${answered}${answerShare === undefined ? '' : ` (${sayShare(answerShare)})`}, CSAT ${csat === undefined ? '–' : sayShare(csat)}, NPS ${nps === undefined ? '–' : Math.round(nps)}\n`;
  return [`The last ${days} days\n`, line('all', all), line('bot', bot), ...byTeam.map((team) => line(`team ${team.id}`, team)), ...byAgent.map((agent) => line(agent.name, agent))].join('');
}

function sayShare(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
