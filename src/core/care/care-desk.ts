import { BatonError } from '../errors.ts';
import type { Bilingual } from '../language.ts';
import { type PerformanceSources, readPerformance } from '../performance/report.ts';
import type { PerformanceView } from '../performance/view.ts';
import type { Consent } from '../ports/care-store.ts';
import type { Agent } from '../ports/desk.ts';
import { cleanText } from '../text.ts';
import { createFollowUpDesk, type FollowUpDesk, type FollowUpParts } from './follow-up-commands.ts';
import { type CareReports, createCareReports } from './reports.ts';
import type { ConsentScope, FollowUp } from './state.ts';
import type { CareReportView, FollowUpView } from './view.ts';

/** Where staff see what comes after conversations. Who may do what is checked by the parts. */
export type CareDesk = {
  readonly followUps: FollowUpDesk;
  readonly reports: CareReports;
  /** Follow-ups with the names of their reasons, plans and teams, and whether their owner has gone. */
  view(followUps: readonly FollowUp[]): Promise<FollowUpView[]>;
  /** Satisfaction of the last days and churn, for leads. */
  report(days: number): Promise<CareReportView>;
  /** The work of each person and team in the last days, for leads. */
  performance(days: number): Promise<PerformanceView>;
  /** What a customer has said on consent, latest first. Throws `not_found` for the conversation. */
  consents(conversationId: string): Promise<Consent[]>;
  /** Stores what a customer has said elsewhere, such as on the telephone, with the words agreed to. Throws `not_found`, `invalid_input` without words. */
  noteConsent(conversationId: string, agent: Agent, given: { readonly scope: ConsentScope; readonly isGiven: boolean; readonly wording: string }): Promise<void>;
};

const RISKS_SHOWN = 50;
const MONTHS_SHOWN = 6;

/** The desk over the store. */
export function createCareDesk(parts: FollowUpParts & Pick<PerformanceSources, 'work'>): CareDesk {
  const { store, care, clock, policy } = parts;
  const reports = createCareReports(parts);
  const teamName = (id: string): Bilingual => policy().teams[id]?.name ?? { zh: id, en: id };
  const find = async (id: string) => {
    const conversation = await store.conversation(id);
    if (!conversation) throw new BatonError('not_found', 'There is no such conversation.');
    return conversation;
  };
  const followUpDesk = createFollowUpDesk(parts);
  return {
    followUps: followUpDesk,
    reports,
    async view(followUps) {
      const left = await followUpDesk.left(followUps);
      const rules = policy().care;
      return followUps.map(({ id, conversationId, customerName, cause, owner, team, forLeads, openedAt, dueAt, lateAt, tries, note, done }) => {
        const plan = rules?.visits.find((each) => each.id === cause.plan);
        return {
          id,
          conversationId,
          customerName,
          kind: cause.kind,
          ...(plan ? { plan: plan.name } : {}),
          ...(cause.score === undefined ? {} : { score: cause.score }),
          reasons: (cause.reasons ?? []).map((ticked) => rules?.survey.reasons.find((reason) => reason.id === ticked)?.name ?? { zh: ticked, en: ticked }),
          ...(cause.comment === undefined ? {} : { comment: cause.comment }),
          answers: Object.entries(cause.answers ?? {}).map(([asked, answer]) => ({ question: plan?.questions.find((question) => question.id === asked)?.text ?? { zh: asked, en: asked }, answer })),
          ...(owner ? { owner, isOwnerGone: left.has(id) } : {}),
          team: teamName(team),
          forLeads,
          openedAt,
          dueAt,
          ...(lateAt === undefined ? {} : { lateAt }),
          tries,
          ...(note === undefined ? {} : { note }),
          ...(done ? { done } : {}),
        };
      });
    },
    async report(days) {
      const { byAgent, byTeam, bot, ...all } = await reports.figures(days);
      const churn = policy().care ? await reports.churn({ limit: RISKS_SHOWN, months: MONTHS_SHOWN }) : undefined;
      return {
        days,
        all,
        bot,
        byAgent,
        byTeam: byTeam.map(({ id, ...figure }) => ({ ...figure, name: teamName(id) })),
        ...(churn
          ? {
              churn: {
                ...churn,
                risks: churn.risks.map(({ customerName, customerId, conversationId, tier, score, isLost, lastContactAt, because }) => ({ customerName, ...(customerId === undefined ? {} : { customerId }), conversationId, tier, score, isLost, lastContactAt, because: because.map((why) => why.because) })),
              },
            }
          : {}),
      };
    },
    performance: (days) => readPerformance(parts, days),
    async consents(conversationId) {
      const { id, customerId } = await find(conversationId);
      return care.consents(customerId ?? id);
    },
    async noteConsent(conversationId, agent, { scope, isGiven, wording }) {
      const words = cleanText(wording);
      await store.update(conversationId, () => ({ care: { consent: [{ scope, isGiven, wording: `${words} (${agent.name})` }] } }), clock.now(), { by: agent.id });
    },
  };
}
