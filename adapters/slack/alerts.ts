import type { FollowUp } from '#core/care/state.ts';
import type { OpenCase } from '#core/cases/view.ts';
import type { Conversation } from '#core/conversation.ts';
import { isBatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import type { DeskNews } from '#core/ports/store.ts';
import { shorten } from '#core/text.ts';
import { ACTIONS } from './action-ids.ts';
import { ALERTS } from './alert-words.ts';
import type { SlackContext } from './context.ts';
import { HOME } from './home/words.ts';
import { escapeText } from './tell.ts';
import { escapeName } from './threads/mrkdwn.ts';
import { nameCustomer } from './threads/names.ts';
import { chooseRoom } from './threads/rooms.ts';

/** Alerts about what stands in no thread: cases and follow-ups. */
export type Alerts = {
  /**
   * Posts an alert where somebody sees it: to the colleague whom it concerns, to the leads, or in the room of a team. Other
   * news are nothing to it. Throws `unavailable` and `rate_limited` to be told again; nobody then reads it twice.
   */
  tell(news: DeskNews): Promise<void>;
};

type Reader = { readonly channel: string; readonly language: Language };

/** What was told to whom is remembered of so many posts, the latest. */
const REMEMBERED = 1_000;
const SUMMARY_LENGTH = 140;

/** Alerts over the store and Slack. */
export function createAlerts(context: Pick<SlackContext, 'access' | 'api' | 'people' | 'store' | 'file' | 'followUpsOf' | 'openCasesOf' | 'publicUrl' | 'onError'>): Alerts {
  const { access, api, people, store, file, onError } = context;
  const told = new Set<string>();

  const colleague = async (staffId: string): Promise<Reader[]> => {
    const slackId = await people.slackIdOf(staffId);
    return slackId === undefined ? [] : [{ channel: slackId, language: (await people.find(slackId)).language }];
  };
  const leads = async (): Promise<Reader[]> => (await Promise.all((await access.staff()).filter(({ role }) => role === 'lead').map(({ id }) => colleague(id)))).flat();
  const readersOf = async ({ agentId, kind }: DeskNews, conversation: Conversation, followUp: FollowUp | undefined): Promise<Reader[]> => {
    if (agentId !== undefined) return colleague(agentId);
    // Whoever served is the cause, or nobody knows: not for the room.
    if (kind === 'case' || followUp === undefined || followUp.forLeads) return leads();
    const room = chooseRoom(file.rooms, { tier: conversation.tier, team: followUp.team });
    return room ? [room] : leads();
  };
  const post = async ({ channel, language }: Reader, id: string, words: (language: Language) => string, conversation: Conversation): Promise<void> => {
    const key = `${id} ${channel}`;
    if (told.has(key)) return;
    const text = words(language);
    const url = `${context.publicUrl()}/console/#conversation=${conversation.id}`;
    const block = { type: 'section', text: { type: 'mrkdwn', verbatim: true, text }, accessory: { type: 'button', action_id: ACTIONS.open, text: { type: 'plain_text', text: HOME.open[language] }, url } };
    try {
      await api.call((web) => web.chat.postMessage({ channel, text, blocks: [block] as never }));
    } catch (error) {
      if (isBatonError(error, 'unavailable', 'rate_limited')) throw error;
      // A room or a person that is gone; the others get theirs.
      onError(error);
    }
    if (told.size >= REMEMBERED) told.delete(told.values().next().value ?? '');
    told.add(key);
  };
  return {
    async tell(news) {
      const { kind, conversationId } = news;
      if (kind !== 'case' && kind !== 'follow_up' && kind !== 'follow_up_late') return;
      const conversation = await store.conversation(conversationId);
      if (!conversation) return;
      const followUp = kind === 'case' ? undefined : (await context.followUpsOf?.(conversationId))?.at(-1);
      const record = kind === 'case' ? (await context.openCasesOf?.({ conversationId }))?.[0] : undefined;
      const words = (language: Language): string => (kind === 'case' ? sayCase(record, conversation, news.agentId === undefined, language) : sayFollowUp(kind, followUp, conversation, language));
      for (const reader of await readersOf(news, conversation, followUp)) await post(reader, news.id, words, conversation);
    },
  };
}

function sayCase(record: OpenCase | undefined, conversation: Conversation, isForLeads: boolean, language: Language): string {
  const words = record === undefined ? ALERTS.caseMoved : isForLeads && record.awaitsApproval ? ALERTS.approval : record.isLate ? ALERTS.caseLate : ALERTS.caseNews;
  return fillIn(words[language], { id: record?.id ?? '', name: escapeName(nameCustomer(conversation, language)), summary: escapeText(shorten(record?.summary ?? '', SUMMARY_LENGTH)) });
}

function sayFollowUp(kind: 'follow_up' | 'follow_up_late', followUp: FollowUp | undefined, conversation: Conversation, language: Language): string {
  const words = kind === 'follow_up_late' ? ALERTS.followUpLate : followUp ? ALERTS.followUp : ALERTS.followUpSoon;
  const due = followUp ? `<!date^${Math.floor(followUp.dueAt / 1_000)}^{date_short_pretty} {time}|${new Date(followUp.dueAt).toISOString().slice(0, 16).replace('T', ' ')} UTC>` : '';
  return fillIn(words[language], { name: escapeName(nameCustomer(conversation, language)), due });
}

function fillIn(words: string, values: Readonly<Record<string, string>>): string {
  return words.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
