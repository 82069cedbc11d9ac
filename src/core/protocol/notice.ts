import type { LimitName, Priority } from './desk.ts';
import type { ContactWay } from './waiting.ts';

/**
 * Something that happened, told by the system; each page words it in its reader's language. `reason` of a handover is
 * for staff: customers get an empty one.
 */
export type SystemNotice =
  | { readonly kind: 'handed_over'; readonly reason: string; readonly open: boolean; readonly opensAt?: number }
  | { readonly kind: 'claimed'; readonly agentName: string }
  /** A colleague goes on where `from` was. */
  | { readonly kind: 'transferred'; readonly agentName: string; readonly from: string }
  /** `agentName` passes the conversation on to a team that takes it up next. */
  | { readonly kind: 'released'; readonly agentName: string; readonly team?: { readonly zh: string; readonly en: string }; readonly open: boolean; readonly opensAt?: number }
  /** A lead writes beside the owner, and no longer does. */
  | { readonly kind: 'joined' | 'left'; readonly agentName: string }
  /** For staff only: `from` offers the conversation to a colleague, and how that ended without acceptance. */
  | { readonly kind: 'offered'; readonly agentName: string; readonly from: string }
  | { readonly kind: 'offer_ended'; readonly agentName: string; readonly why: 'declined' | 'withdrawn' | 'late' }
  /**
   * For staff only: how Baton brought the conversation to somebody, or took it back: given to, or offered to them, who let
   * it pass, did not open it in time, or are not there.
   */
  | { readonly kind: 'routed'; readonly what: 'assigned' | 'offered' | 'declined' | 'late' | 'away' | 'silent'; readonly agentName: string; readonly because?: { readonly zh: string; readonly en: string } }
  /** For staff only: a time limit is near, or was broken (and the priority raised). `dueAt` is Unix ms. */
  | { readonly kind: 'limit_near'; readonly clock: LimitName; readonly dueAt: number }
  | { readonly kind: 'limit_broken'; readonly clock: LimitName; readonly dueAt: number; readonly raisedTo?: Priority }
  /** For staff only: the agent needs an answer of the customer to go on. */
  | { readonly kind: 'awaits_customer'; readonly agentName: string }
  /** The customer has waited longer than was said. */
  | { readonly kind: 'wait_longer' }
  /** The customer was reached as agreed. */
  | { readonly kind: 'callback_done'; readonly agentName: string; readonly way: ContactWay }
  /** Nobody was reached (`missed`, the last time with `isLast`), or a colleague needs another time (`moved`): when it is tried next. */
  | { readonly kind: 'callback_missed' | 'callback_moved'; readonly agentName: string; readonly way: ContactWay; readonly from: number; readonly until: number; readonly isTimed: boolean; readonly isLast?: true }
  /** For staff only: a callback is due, or late; somebody has looked at the number. */
  | { readonly kind: 'callback_due' | 'callback_late'; readonly way: ContactWay; readonly until: number }
  | { readonly kind: 'contact_seen'; readonly agentName: string; readonly way: ContactWay }
  /** For staff only: a visit or care message of this name was not sent, because its time was over or the order has another state. */
  | { readonly kind: 'not_sent'; readonly name: { readonly zh: string; readonly en: string }; readonly why: 'too-late' | 'order-moved-on' }
  /** For staff only: what the customer would now be told of the case, in the customer's language, left to whoever has the conversation. */
  | { readonly kind: 'case_words'; readonly caseId: string; readonly words: string }
  | { readonly kind: 'handed_back'; readonly agentName: string }
  | { readonly kind: 'closed'; readonly by: 'agent' | 'customer'; readonly agentName?: string }
  | { readonly kind: 'reopened' };
