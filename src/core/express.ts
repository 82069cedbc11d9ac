import type { Closing } from './actions/closing.ts';
import { wordStep } from './actions/express-step.ts';
import type { AnsweredBy } from './answered-by.ts';
import type { Change } from './change.ts';
import type { Conversation, Handover } from './conversation.ts';
import type { Decision } from './decision.ts';
import { sayMinutes, sayTime } from './hours.ts';
import type { Intent } from './intent.ts';
import type { Bilingual, Language } from './language.ts';
import type { NewMessage } from './message.ts';
import type { Policy, PolicyRule } from './policy.ts';
import type { ComposedAnswer } from './ports/knowledge-base.ts';
import { startClock } from './time-limits/clocks.ts';
import { limitFor } from './time-limits/limits.ts';
import { isTeamThere, teamBackAt } from './time-limits/team-time.ts';
import { transition } from './transition.ts';
import { agree, askForContact, askForNearer } from './waiting/agree.ts';
import { answerWaiting } from './waiting/answer.ts';
import { longerTimer } from './waiting/callback-timers.ts';
import type { Outlook } from './waiting/outlook.ts';
import { callBy } from './waiting/promise-time.ts';
import { sayHandover } from './waiting/say-handover.ts';
import { didNotHelpReply, fill, HANDOVER_OPENING, personReply, WORDING } from './wording.ts';

/** What a decision needs to be put into words. */
export type Expression = {
  readonly conversation: Conversation;
  readonly decision: Decision;
  readonly language: Language;
  /** The answer of the knowledge base for the decision's passages, when there are any. */
  readonly answer: (ComposedAnswer & { readonly answeredBy?: AnsweredBy }) | undefined;
  /** Questions beside the answered ones on which nothing was found, in the customer's words. */
  readonly missed?: readonly string[];
  /** Said under an answer: what a business action could do, or where one had stopped. */
  readonly closing?: Closing | undefined;
  readonly intent: Intent | undefined;
  readonly policy: Policy;
  /** The company's line for dangers, answered at any hour. */
  readonly safetyPhone: string;
  /** The order number that the customer has named, if one. */
  readonly order: string | undefined;
  /** The open handover, where the customer waits. */
  readonly handover?: Handover | undefined;
  /** How long waiting takes: for whoever waits, or is about to. */
  readonly outlook?: Outlook | undefined;
  /** Name of the company, for the disclosure that an AI answers; absent where the channel has said so itself. */
  readonly introduceAs: Bilingual | undefined;
  /** Unix ms. */
  readonly now: number;
};

/** The part of a change that a decision makes: new owner, handover, words. Nobody is told of a person unless the same change stores the handover. */
export type ExpressedDecision = Pick<Change, 'ownership' | 'openHandover' | 'touchHandover' | 'timers' | 'messages' | 'news' | 'agentName'>;

/** Puts a decision into words, in the customer's language; pure. */
export function express(expression: Expression): ExpressedDecision {
  const { decision, language } = expression;
  switch (decision.kind) {
    case 'stay_silent':
      return { news: ['customer_message'] };
    case 'hand_over':
      return expressHandover(expression, decision);
    case 'act': {
      const words = wordStep(decision.step, language);
      return words ? { messages: say(expression, words.text, { quickReplies: words.quickReplies }) } : {};
    }
    case 'clarify':
      return {
        messages: say(expression, fill(WORDING.clarify, language), {
          quickReplies: [
            ...decision.topics.map(({ title }) => ({ label: title, text: title })),
            personReply(language),
          ],
        }),
      };
    case 'answer': {
      const { handover, outlook, conversation, policy, now } = expression;
      if (decision.reason === 'waiting' && handover) return answerWaiting({ ask: decision.ask, conversation, handover, language, outlook, policy, now });
      return { messages: expressAnswer(expression, decision), ...(expression.conversation.state === 'bot' ? {} : { news: ['customer_message'] }) };
    }
  }
}

function expressAnswer(expression: Expression, decision: Extract<Decision, { kind: 'answer' }>): NewMessage[] {
  const { language, answer, intent } = expression;
  switch (decision.reason) {
    case 'found':
    case 'several':
    case 'chosen':
      return answer
        ? say(expression, closed(withMissed(answer.text, expression), expression), {
            citations: answer.citations,
            ...(answer.answeredBy ? { answeredBy: answer.answeredBy } : {}),
            quickReplies: expression.conversation.state === 'bot' ? [...(expression.closing?.quickReplies ?? []).filter(({ text }) => text !== personReply(language).text), didNotHelpReply(language), personReply(language)] : [],
          })
        : say(expression, fill(WORDING.notFound, language), { quickReplies: [personReply(language)] });
    case 'talk':
      return say(expression, closed(fill(intent?.reply ?? WORDING.askAgain, language), expression), expression.closing ? { quickReplies: expression.closing.quickReplies } : {});
    case 'did_not_help':
      return say(expression, fill(WORDING.didNotHelp, language), { quickReplies: [personReply(language)] });
    case 'not_found':
      return say(expression, fill(WORDING.notFound, language), { quickReplies: [personReply(language)] });
    case 'order_only':
      return say(expression, fill(WORDING.orderOnly, language, { order: expression.order ?? '' }), { quickReplies: [personReply(language)] });
    case 'files':
      return say(expression, fill(WORDING.filesOnly, language), { quickReplies: [personReply(language)] });
    case 'danger':
      return say(expression, fill(HANDOVER_OPENING.danger, language, { safetyPhone: expression.safetyPhone }));
    case 'noted':
      return say(expression, fill(WORDING.noted, language));
    case 'passed_on':
      return say(expression, fill(WORDING.passedOn, language));
    case 'waiting':
    case 'ask_again':
      return say(expression, fill(WORDING.askAgain, language));
    case 'case_settled':
      // What is said of the case is said with it.
      return [];
  }
}

/** Is the customer told, under this answer, on which of their questions nothing was found? */
export function tellsMissed(decision: Decision): boolean {
  return decision.kind === 'answer' && (decision.reason === 'found' || decision.reason === 'several');
}

function withMissed(text: string, { decision, missed = [], language, conversation }: Expression): string {
  if (missed.length === 0 || !tellsMissed(decision)) return text;
  const questions = missed.map((question) => `“${question}”`).join(language === 'zh' ? '和' : ' and ');
  return `${text}\n\n${fill(conversation.state === 'bot' ? WORDING.missed : WORDING.missedWhileWaiting, language, { questions })}`;
}

function closed(text: string, { closing }: Expression): string {
  return closing ? `${text}\n\n${closing.text}` : text;
}

function expressHandover(expression: Expression, decision: Extract<Decision, { kind: 'hand_over' }>): ExpressedDecision {
  const { conversation, language, policy, now, answer } = expression;
  const { rule } = decision;
  const team = policy.teams[rule.team];
  if (!team) return {};
  const isThere = isTeamThere(policy, rule.team, now);
  const backAt = teamBackAt(policy, rule.team, now);
  const { limit, dueAt } = firstReplyOf(rule, conversation, policy, now);
  const agreed = decision.ask?.kind === 'callback' ? agree(decision.ask, { team: rule.team, by: callBy({ tier: conversation.tier, priority: rule.priority, dueAt }), language, policy, now }) : undefined;
  const expected = expression.outlook?.expected;
  const handed = isThere
    ? sayHandover({ language, team: inSentence(team.name[language]), limit: sayLimit(dueAt, limit?.ms, expression), dueAt, now, outlook: expression.outlook })
    : fill(WORDING.handoverClosed, language, { team: inSentence(team.name[language]), opens: sayTime(backAt, now, policy.timeZone)[language] });
  const asks = decision.ask?.kind === 'needs_contact' ? askForContact(decision.ask.way, language) : decision.ask?.kind === 'too_far' ? askForNearer(language) : undefined;
  const needs = asks === undefined ? '' : `${language === 'en' ? ' ' : ''}${asks}`;
  const promise = agreed?.text ?? `${handed}${needs}`;
  // What is agreed on begins with a yes of its own.
  const opening = agreed && rule.reason === 'asked' ? '' : `${fill(HANDOVER_OPENING[rule.reason], language, { safetyPhone: expression.safetyPhone })}${language === 'en' ? ' ' : ''}`;
  return {
    ownership: transition(conversation, { kind: 'hand_over' }),
    agentName: undefined,
    openHandover: {
      reason: rule.reason,
      ruleId: rule.id,
      words: decision.words,
      priority: rule.priority,
      team: rule.team,
      // By when is what the customer is told.
      dueAt: agreed?.callback.until ?? dueAt,
      ...(agreed ? { callback: agreed.callback } : {}),
    },
    ...(expected?.toMinutes === undefined || agreed ? {} : { timers: longerTimer(policy, rule.team, expected.toMinutes * MINUTE_MS, now) }),
    messages: [
      ...say(expression, `${opening}${promise}`),
      ...(answer ? say({ ...expression, introduceAs: undefined }, `${fill(WORDING.meanwhile, language)}\n\n${answer.text}`, { citations: answer.citations }) : []),
      {
        author: 'system',
        visibility: 'all',
        text: '',
        extras: { notice: { kind: 'handed_over', reason: rule.reason, open: isThere, ...(isThere ? {} : { opensAt: backAt }) } },
      },
    ],
    news: ['handover'],
  };
}

/** By when a person should answer, by the rule that fires. */
function firstReplyOf(rule: PolicyRule, { tier }: Conversation, policy: Policy, now: number) {
  const limit = limitFor(policy, 'firstReply', { ...rule, ruleId: rule.id, tier });
  return { limit, dueAt: limit ? startClock({ policy, team: rule.team }, limit, now).dueAt : teamBackAt(policy, rule.team, now) + rule.firstReplyMinutes * MINUTE_MS };
}

/** The handover that a rule would open now, to find its place in the queue. */
export function handoverFor(rule: PolicyRule, conversation: Conversation, policy: Policy, now: number): Handover {
  const { reason, priority, team, id: ruleId } = rule;
  const nothing = { claimedAt: undefined, firstReplyAt: undefined, endedAt: undefined, outcome: undefined };
  return { id: '', conversationId: conversation.id, segment: conversation.segment, reason, ruleId, words: [], priority, team, openedAt: now, dueAt: firstReplyOf(rule, conversation, policy, now).dueAt, ...nothing };
}

/** By when: a span where it passes without a break, otherwise the moment, so that nobody reads more into it than is meant. */
function sayLimit(dueAt: number, span: number | undefined, { language, policy, now }: Expression): string {
  if (span === undefined || dueAt - now === span) return fill(WITHIN, language, { span: sayMinutes(Math.max(1, Math.round((dueAt - now) / MINUTE_MS)))[language] });
  return fill(BY, language, { moment: sayTime(dueAt, now, policy.timeZone)[language] });
}

const MINUTE_MS = 60_000;
const WITHIN: Bilingual = { zh: '{span}内', en: 'within {span}' };
const BY: Bilingual = { zh: '最迟{moment}', en: '{moment} at the latest' };

function say(expression: Expression, text: string, extras: NonNullable<NewMessage['extras']> = {}): NewMessage[] {
  const { introduceAs, language } = expression;
  const introduced = introduceAs ? `${fill(WORDING.aiDisclosure, language, { company: introduceAs[language] })}\n\n${text}` : text;
  return [{ author: 'bot', visibility: 'all', text: introduced, extras }];
}

/** A name inside a sentence: "Complaints team" loses its capital, "VIP service" keeps it. */
function inSentence(name: string): string {
  return /^[A-Z][^A-Z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
