import type { Language } from '#core/language.ts';
import type { Message } from '#core/message.ts';
import { sayNotice } from '#adapters/shared/notice-words.ts';
import { type Content, context, section, SECTION_LENGTH, type SlackBlock, TEXT_LENGTH } from '../threads/content.ts';
import { escape, escapeName, toMrkdwn } from '../threads/mrkdwn.ts';
import { cutText, splitText } from '../threads/split.ts';

/** Beginning of the ids of a choice's buttons; the place of the choice follows, for ids must differ within a message. */
export const CHOICE = 'baton_choice_';

/** Slack takes 25 elements in a row of buttons, 75 characters on each and 2,000 as its value. */
const MOST_CHOICES = 25;
const LABEL_LENGTH = 75;
const VALUE_LENGTH = 2_000;
const NAME_LENGTH = 60;
/** Room for the agent's name in front of the words; a name may grow by what is escaped in it. */
const WORDS_LENGTH = SECTION_LENGTH - 320;

/** A message as posts for the customer, at least one where it says anything: long texts need several, and what can be pressed stands below the last. */
export function renderForCustomer(message: Message, language: Language): readonly Content[] {
  const { notice, agentName, quickReplies = [], citations = [] } = message.extras;
  if (notice) {
    const words = sayNotice(notice, language);
    return words === '' ? [] : [{ text: escape(words), blocks: [context(`_${escape(words)}_`)] }];
  }
  const name = message.author === 'agent' && agentName !== undefined ? `*${escapeName(cutText(agentName, NAME_LENGTH))}*\n` : '';
  const parts = message.text === '' ? [] : splitText(message.text, WORDS_LENGTH, (text) => toMrkdwn(text).length).map(toMrkdwn);
  const below = [...sources(citations), ...choices(quickReplies)];
  if (parts.length === 0 && below.length === 0) return [];
  return (parts.length === 0 ? [''] : parts).map((words, i, all) => {
    const shown = i === 0 ? `${name}${words}` : words;
    const isLast = i === all.length - 1;
    return { text: cutText(shown, TEXT_LENGTH), blocks: [...(shown === '' ? [] : [section(shown)]), ...(isLast ? below : [])] };
  });
}

function sources(citations: NonNullable<Message['extras']['citations']>): readonly SlackBlock[] {
  if (citations.length === 0) return [];
  const lines = citations.map(({ number, title, headings }) => `[${number}] ${escapeName([title, ...headings].join(' › '))}`);
  return [context(lines.join('\n'))];
}

function choices(replies: NonNullable<Message['extras']['quickReplies']>): readonly SlackBlock[] {
  const fitting = replies.filter(({ text }) => text.length <= VALUE_LENGTH).slice(0, MOST_CHOICES);
  const others = replies.filter((reply) => !fitting.includes(reply));
  const elements = fitting.map(({ label, text }, i) => ({ type: 'button' as const, action_id: `${CHOICE}${i}`, text: { type: 'plain_text' as const, text: cutText(label, LABEL_LENGTH), emoji: true }, value: text }));
  // What fits on no button can still be written.
  return [...(elements.length === 0 ? [] : [{ type: 'actions' as const, elements }]), ...(others.length === 0 ? [] : [context(others.map(({ label }) => `• ${escape(label)}`).join('\n'))])];
}
