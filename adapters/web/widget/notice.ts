import type { Language, SystemNotice } from '#core/protocol.ts';
import { WORDINGS } from './i18n.ts';
import { backAt, promiseText } from './time.ts';

/** What a notice says to its reader; `now` is Unix ms, `companyZone` the company's time zone where it is known. */
export function noticeText(notice: SystemNotice, language: Language, now: number, companyZone: string | undefined): string {
  const words = WORDINGS[language];
  switch (notice.kind) {
    case 'handed_over':
      if (notice.open) return words.noticeHandedOver;
      return notice.opensAt === undefined ? words.noticeHandedOverClosedUnknown : words.noticeHandedOverClosed(backAt(notice.opensAt, now, language, companyZone));
    case 'claimed':
      return words.noticeClaimed(notice.agentName);
    case 'transferred':
      return words.noticeTransferred(notice.agentName, notice.from);
    case 'released': {
      const team = notice.team?.[language] ?? words.otherColleague;
      return notice.opensAt === undefined ? words.noticeReleased(notice.agentName, team) : words.noticeReleasedClosed(notice.agentName, team, backAt(notice.opensAt, now, language, companyZone));
    }
    case 'joined':
      return words.noticeJoined(notice.agentName);
    case 'left':
      return words.noticeLeft(notice.agentName);
    case 'offered':
    case 'offer_ended':
    case 'routed':
    case 'limit_near':
    case 'limit_broken':
    case 'awaits_customer':
      // Among colleagues; never sent to customers.
      return '';
    case 'callback_due':
    case 'callback_late':
    case 'contact_seen':
    case 'not_sent':
    case 'case_words':
      return '';
    case 'wait_longer':
      return words.noticeLonger;
    case 'callback_done':
      return words.noticeCalled(notice.agentName);
    case 'callback_missed':
      return notice.isLast ? words.noticeNotReached : words.noticeMissed(notice.agentName, promiseText(notice, language, now, companyZone));
    case 'callback_moved':
      return words.noticeMoved(notice.agentName, promiseText(notice, language, now, companyZone));
    case 'handed_back':
      return words.noticeHandedBack(notice.agentName);
    case 'closed':
      return notice.by === 'agent' ? words.noticeClosedByAgent(notice.agentName ?? words.agent) : words.noticeClosedByCustomer;
    case 'reopened':
      return words.noticeReopened;
  }
}
