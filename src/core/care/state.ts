import type { CustomerRecord } from '../ports/customer-directory.ts';

/** What a customer can be asked after a conversation. */
export type SurveyKind = 'rating' | 'nps' | 'visit';

/** Who had served when a question was asked. */
export type ServedBy = { readonly agentId?: string; readonly agentName?: string; readonly team?: string };

/** The question that waits for the customer's answer. */
export type AskedQuestion = ServedBy & {
  /** `consent`: whether care messages are welcome. */
  readonly kind: SurveyKind | 'consent';
  /** Id of the plan of a return visit; empty for others. */
  readonly plan: string;
  /** The segment that it is about. */
  readonly segment: number;
  readonly at: number;
  /** Which question of a return visit comes next, from 0. */
  readonly step: number;
  /** Answers to the questions before, by their id. */
  readonly answers?: Readonly<Record<string, string>>;
  /** An answer so far was bad. */
  readonly isBad?: true;
  readonly isAnswered?: true;
  readonly isReminded?: true;
  /** The customer has spoken of something else since: words no longer count as an answer, a form does. */
  readonly isOver?: true;
};

/** What a conversation remembers of care; it outlives segments. */
export type CareState = {
  /** The question that the customer's next words may answer. */
  readonly asked?: AskedQuestion;
  /** The latest question for a rating; a form can answer it at any time. */
  readonly rating?: AskedQuestion;
  /** Consent has been asked for: never again. */
  readonly wasInvited?: true;
};

/** What consent is given for. */
export const CONSENT_SCOPES = ['care', 'birthday'] as const;
/** What consent is given for: care messages, and wishes on the birthday. */
export type ConsentScope = (typeof CONSENT_SCOPES)[number];

/** A question that was asked, to be kept. Of one segment, kind and plan there is one. */
export type NewSurvey = ServedBy & { readonly segment: number; readonly kind: SurveyKind; readonly plan: string };

/** Which question an answer belongs to. */
export type SurveyAnswer = {
  readonly segment: number;
  readonly kind: SurveyKind;
  readonly plan: string;
  readonly score?: number;
  /** Ids of the chips. */
  readonly reasons?: readonly string[];
  readonly comment?: string;
  readonly answers?: Readonly<Record<string, string>>;
};

/** Why a person is to call a customer. */
export type FollowUpCause = {
  readonly kind: SurveyKind | 'churn';
  readonly plan?: string;
  readonly score?: number;
  readonly reasons?: readonly string[];
  readonly comment?: string;
  readonly answers?: Readonly<Record<string, string>>;
};

/** A call that a person is to make. */
export type NewFollowUp = {
  readonly id: string;
  readonly segment: number;
  readonly cause: FollowUpCause;
  /** Whose task it is; nobody's yet where the team or the leads take it. */
  readonly owner?: { readonly id: string; readonly name: string };
  readonly team: string;
  /** The person who served is the cause: only leads take it. */
  readonly forLeads: boolean;
  /** Unix ms. */
  readonly dueAt: number;
};

/** What happens to a follow-up; refused where it is done already. */
export type FollowUpTouch = {
  readonly id: string;
  /** What whoever acts has seen; refused where a colleague has acted since. */
  readonly seen?: { readonly ownerId: string | undefined; readonly tries: number };
  /** Whose it is from now on. */
  readonly owner?: { readonly id: string; readonly name: string } | 'team';
  readonly late?: true;
  /** The customer was not reached; the next try is due then. */
  readonly nextTryAt?: number;
  readonly done?: { readonly outcome: 'done' | 'not_reached'; readonly result: string; readonly by: string };
  /** A word on a try that failed. */
  readonly note?: string;
};

/** What a change does to care; all in its transaction. */
export type CareChange = {
  readonly state?: CareState;
  readonly asked?: NewSurvey;
  readonly reminded?: Pick<NewSurvey, 'segment' | 'kind' | 'plan'>;
  readonly answered?: SurveyAnswer;
  readonly followUp?: NewFollowUp;
  readonly touchFollowUp?: FollowUpTouch;
  /** Something was sent unasked. The same occasion is never sent twice to one customer. */
  readonly sent?: { readonly occasion: string };
  readonly consent?: readonly { readonly scope: ConsentScope; readonly isGiven: boolean; readonly wording: string }[];
};

/** What is known of a customer where something is to be sent unasked, over all their conversations. */
export type CareHistory = {
  /** When something was sent unasked, Unix ms, of the last 31 days at least. */
  readonly sentAt: readonly number[];
  /** The occasion of this timer has been sent. */
  readonly wasSent: boolean;
  /** The latest word on each scope; absent where none was given. */
  readonly consent: Readonly<Partial<Record<ConsentScope, boolean>>>;
  /** A handover, a case or a conversation with a person is open. */
  readonly hasOpenMatter: boolean;
  readonly lastNpsAt: number | undefined;
  readonly lastWrittenAt: number | undefined;
};

/** The same with what the directory says; `unknown` where it cannot be asked. */
export type CareFacts = CareHistory & { readonly record: CustomerRecord | 'unknown' | undefined };

/** A follow-up as it is kept. */
export type FollowUp = NewFollowUp & {
  readonly conversationId: string;
  readonly customerKey: string;
  readonly customerName: string;
  readonly openedAt: number;
  readonly lateAt?: number;
  readonly tries: number;
  readonly note?: string;
  readonly done?: { readonly outcome: 'done' | 'not_reached'; readonly result: string; readonly by: string; readonly at: number };
};
