import type { AnsweredBy } from './answered-by.ts';
import type { Change } from './change.ts';
import type { Conversation } from './conversation.ts';
import type { Decision } from './decision.ts';
import { isOpen, opensAt, sayMinutes, sayTime } from './hours.ts';
import type { Intent } from './intent.ts';
import type { Bilingual, Language } from './language.ts';
import type { NewMessage } from './message.ts';
import type { Policy } from './policy.ts';
import type { ComposedAnswer } from './ports/knowledge-base.ts';
import { transition } from './transition.ts';
import { didNotHelpReply, fill, HANDOVER_OPENING, personReply, WORDING } from './wording.ts';

/** What a decision needs to be put into words. */
export type Expression = {
  readonly conversation: Conversation;
  readonly decision: Decision;
  readonly language: Language;
  /** The answer of the knowledge base for the decision's passages, when there are any. */
  readonly answer: (ComposedAnswer & { readonly answeredBy?: AnsweredBy }) | undefined;
  readonly intent: Intent | undefined;
  readonly policy: Policy;
  /** The company's line for dangers, answered at any hour. */
  readonly safetyPhone: string;
  /** The order number that the customer has named, if one. */
  readonly order: string | undefined;
  /** Name of the company, for the disclosure that an AI answers; absent where the channel has said so itself. */
  readonly introduceAs: Bilingual | undefined;
  /** Unix ms. */
  readonly now: number;
};

/** The part of a change that a decision makes: new owner, handover, words. Nobody is told of a person unless the same change stores the handover. */
export type ExpressedDecision = Pick<Change, 'ownership' | 'openHandover' | 'messages' | 'news' | 'agentName'>;

/** Puts a decision into words, in the customer's language; pure. */
export function express(expression: Expression): ExpressedDecision {
  const { decision, language } = expression;
  switch (decision.kind) {
    case 'stay_silent':
      return { news: ['customer_message'] };
    case 'hand_over':
      return expressHandover(expression, decision);
    case 'clarify':
      return {
        messages: say(expression, fill(WORDING.clarify, language), {
          quickReplies: [
            ...decision.topics.map(({ title }) => ({ label: title, text: title })),
            personReply(language),
          ],
        }),
      };
    case 'answer':
      return { messages: expressAnswer(expression, decision), ...(expression.conversation.state === 'bot' ? {} : { news: ['customer_message'] }) };
  }
}

function expressAnswer(expression: Expression, decision: Extract<Decision, { kind: 'answer' }>): NewMessage[] {
  const { language, answer, intent } = expression;
  switch (decision.reason) {
    case 'found':
    case 'several':
    case 'chosen':
      return answer
        ? say(expression, answer.text, {
            citations: answer.citations,
            ...(answer.answeredBy ? { answeredBy: answer.answeredBy } : {}),
            quickReplies: expression.conversation.state === 'bot' ? [didNotHelpReply(language), personReply(language)] : [],
          })
        : say(expression, fill(WORDING.notFound, language), { quickReplies: [personReply(language)] });
    case 'talk':
      return say(expression, fill(intent?.reply ?? WORDING.askAgain, language));
    case 'did_not_help':
      return say(expression, fill(WORDING.didNotHelp, language), { quickReplies: [personReply(language)] });
    case 'not_found':
      return say(expression, fill(WORDING.notFound, language), { quickReplies: [personReply(language)] });
    case 'order_only':
      return say(expression, fill(WORDING.orderOnly, language, { order: expression.order ?? '' }), { quickReplies: [personReply(language)] });
    case 'danger':
      return say(expression, fill(HANDOVER_OPENING.danger, language, { safetyPhone: expression.safetyPhone }));
    case 'noted':
      return say(expression, fill(WORDING.noted, language));
    case 'passed_on':
      return say(expression, fill(WORDING.passedOn, language));
    case 'ask_again':
      return say(expression, fill(WORDING.askAgain, language));
  }
}

function expressHandover(expression: Expression, decision: Extract<Decision, { kind: 'hand_over' }>): ExpressedDecision {
  const { conversation, language, policy, now, answer } = expression;
  const { rule } = decision;
  const team = policy.teams[rule.team];
  if (!team) return {};
  const isTeamThere = isOpen(team.hours, now, policy.timeZone);
  const backAt = opensAt(team.hours, now, policy.timeZone);
  const dueAt = backAt + rule.firstReplyMinutes * 60_000;
  const promise = isTeamThere
    ? fill(WORDING.handoverOpen, language, { team: inSentence(team.name[language]), limit: sayMinutes(rule.firstReplyMinutes)[language] })
    : fill(WORDING.handoverClosed, language, { team: inSentence(team.name[language]), opens: sayTime(backAt, now, policy.timeZone)[language] });
  const opening = fill(HANDOVER_OPENING[rule.reason], language, { safetyPhone: expression.safetyPhone });
  return {
    ownership: transition(conversation, { kind: 'hand_over' }),
    agentName: undefined,
    openHandover: {
      reason: rule.reason,
      ruleId: rule.id,
      words: decision.words,
      priority: rule.priority,
      team: rule.team,
      dueAt,
    },
    messages: [
      ...say(expression, `${opening}${language === 'en' ? ' ' : ''}${promise}`),
      ...(answer ? say({ ...expression, introduceAs: undefined }, `${fill(WORDING.meanwhile, language)}\n\n${answer.text}`, { citations: answer.citations }) : []),
      {
        author: 'system',
        visibility: 'all',
        text: '',
        extras: { notice: { kind: 'handed_over', reason: rule.reason, open: isTeamThere, ...(isTeamThere ? {} : { opensAt: backAt }) } },
      },
    ],
    news: ['handover'],
  };
}

function say(expression: Expression, text: string, extras: NonNullable<NewMessage['extras']> = {}): NewMessage[] {
  const { introduceAs, language } = expression;
  const introduced = introduceAs ? `${fill(WORDING.aiDisclosure, language, { company: introduceAs[language] })}\n\n${text}` : text;
  return [{ author: 'bot', visibility: 'all', text: introduced, extras }];
}

/** A name inside a sentence: "Complaints team" loses its capital, "VIP service" keeps it. */
function inSentence(name: string): string {
  return /^[A-Z][^A-Z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
