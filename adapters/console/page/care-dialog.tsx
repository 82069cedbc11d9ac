import { useEffect, useState } from 'preact/hooks';
import type { CareFigureView, CareReportView } from '#core/protocol.ts';
import { api } from './api.ts';
import { type CareTextKey, sayCare, sayShare } from './care-words.ts';
import { Dialog } from './dialog.tsx';
import { sayError } from './errors.ts';
import { PerformanceTable } from './performance-table.tsx';
import { sayMoment } from './time.ts';
import { useWords } from './use-words.tsx';

/** For leads: satisfaction by who served, the work of each person and team, customers who may be leaving, and the churn rate. */
export function CareDialog({ onOpen, onClose }: { onOpen: (conversationId: string) => void; onClose: () => void }) {
  const { language } = useWords();
  const [view, setView] = useState<CareReportView>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    api.care().then(setView, setProblem);
  }, []);
  const t = (key: CareTextKey, values?: Readonly<Record<string, string | number>>) => sayCare(key, language, values);
  return (
    <Dialog title={t('report')} onClose={onClose}>
      {problem !== undefined && <p class="problem" role="alert">{sayError(problem, language)}</p>}
      {view === undefined && problem === undefined && <p role="status">{t('loading')}</p>}
      {view !== undefined && (
        <div class="care-report">
          <p class="muted">{t('reportIntro', { days: view.days })}</p>
          <table class="care-table">
            <thead>
              <tr>{(['who', 'asked', 'answered', 'csat', 'npsShort'] as const).map((key) => <th key={key} scope="col">{t(key)}</th>)}</tr>
            </thead>
            <tbody>
              <FigureRow name={t('everybody')} figure={view.all} />
              <FigureRow name={t('bot')} figure={view.bot} />
              {view.byTeam.map((team) => <FigureRow key={team.name.zh} name={team.name[language]} figure={team} />)}
              {view.byAgent.map((agent, i) => <FigureRow key={`${agent.name}${i}`} name={agent.name} figure={agent} />)}
            </tbody>
          </table>
          <PerformanceTable />
          {view.churn && <Churn churn={view.churn} t={t} onOpen={(id) => { onOpen(id); onClose(); }} />}
        </div>
      )}
      <div class="dialog-actions">
        <button type="button" class="button quiet" onClick={onClose}>{t('close')}</button>
      </div>
    </Dialog>
  );
}

function FigureRow({ name, figure }: { name: string; figure: CareFigureView }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{figure.asked}</td>
      <td>{figure.answered} ({sayShare(figure.answerShare)})</td>
      <td>{sayShare(figure.csat)}</td>
      <td>{figure.nps === undefined ? '–' : Math.round(figure.nps)}</td>
    </tr>
  );
}

function Churn({ churn, t, onOpen }: { churn: NonNullable<CareReportView['churn']>; t: (key: CareTextKey, values?: Readonly<Record<string, string | number>>) => string; onOpen: (conversationId: string) => void }) {
  const { language } = useWords();
  const now = Date.now();
  return (
    <>
      <h3>{t('risks')}</h3>
      {churn.risks.length === 0 && <p>{t('risksNone')}</p>}
      <ol class="care-list">
        {churn.risks.map((risk) => (
          <li key={risk.conversationId} class="care-row">
            <p>
              <button type="button" class="button small quiet" onClick={() => onOpen(risk.conversationId)}>{risk.customerName || t('unnamed')}</button>
              {risk.because.map((why) => <span key={why.zh} class="care-chip">{why[language]}</span>)}
            </p>
            <p class="muted">{t('lastContact', { at: sayMoment(risk.lastContactAt, now, language) })}{risk.isLost && ` · ${t('lost')}`}</p>
          </li>
        ))}
      </ol>
      {churn.count > churn.risks.length && <p class="muted">{t('risksMore', { count: churn.count - churn.risks.length })}</p>}
      <h3>{t('churnRate', { days: churn.lostAfterDays })}</h3>
      <table class="care-table">
        <thead>
          <tr>{(['month', 'newlyActive', 'lostCount', 'rate', 'winBack'] as const).map((key) => <th key={key} scope="col">{t(key)}</th>)}</tr>
        </thead>
        <tbody>
          {churn.months.map(({ month, newlyActive, lost, rate, winBack, isOpen }) => (
            <tr key={month}>
              <th scope="row">{month}</th>
              <td>{newlyActive}</td>
              <td>{lost}</td>
              <td>{sayShare(rate)} {isOpen && t('stillOpen')}</td>
              <td>{sayShare(winBack)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
