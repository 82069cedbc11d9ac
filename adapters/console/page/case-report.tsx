import { useEffect, useState } from 'preact/hooks';
import type { CaseReport, CaseReportRow } from '#core/protocol.ts';
import { caseApi } from './case-api.ts';
import { sayMoney } from './case-words.ts';
import { sayError } from './errors.ts';
import { useWords } from './use-words.tsx';

const DAYS = 30;
const HOUR_MS = 3600_000;

/** For leads: what complaints came from, how fast they were closed, and what they cost. */
export function CaseReportPart() {
  const { language, t } = useWords();
  const [report, setReport] = useState<CaseReport>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => void caseApi.report(DAYS).then(setReport, setProblem), []);
  if (problem !== undefined) return <p class="problem" role="alert">{sayError(problem, language)}</p>;
  if (!report) return <p role="status">{t('casesLooking')}</p>;
  return (
    <>
      <p class="muted">{t('caseReportIntro', { days: DAYS })}</p>
      <ReportTable title={t('caseByCause')} rows={[...report.byCause, report.total]} currency={report.currency} />
      <ReportTable title={t('caseByProduct')} rows={report.byProduct} currency={report.currency} />
      <ReportTable title={t('caseByDepartment')} rows={report.byDepartment} currency={report.currency} />
      <p><a class="button small" href={caseApi.csv(DAYS)} download="cases.csv">{t('caseReportCsv')}</a></p>
    </>
  );
}

function ReportTable({ title, rows, currency }: { title: string; rows: readonly CaseReportRow[]; currency: string }) {
  const { language, t } = useWords();
  return (
    <table class="case-report">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{t('caseCount')}</th>
          <th scope="col">{t('caseClosedCount')}</th>
          <th scope="col">{t('caseLateShare')}</th>
          <th scope="col">{t('caseMedian')}</th>
          <th scope="col">{t('caseCompensationSum')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={`${row.id}-${i}`}>
            <th scope="row">{row.name[language]}</th>
            <td>{row.count}</td>
            <td>{row.closed}</td>
            <td>{Math.round(row.lateShare * 100)}%</td>
            <td>{row.medianCloseMs === undefined ? '–' : t('caseHours', { hours: (row.medianCloseMs / HOUR_MS).toFixed(1) })}</td>
            <td>{sayMoney(row.compensation, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
