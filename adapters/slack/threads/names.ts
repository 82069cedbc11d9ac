import type { Language, Priority } from '#core/protocol.ts';
import { MOODS, nameOf, PRIORITIES, VISITOR } from '#core/protocol.ts';

/** What a customer is called; whom nobody has named is told from others by the end of the conversation's id, as in the console. */
export function nameCustomer({ id, customerName }: { readonly id: string; readonly customerName: string }, language: Language): string {
  return customerName.trim() || `${VISITOR[language]} ${id.replaceAll(/[^a-z0-9]/gi, '').slice(-4)}`;
}

const PRIORITY_SIGNS: Readonly<Record<Priority, string>> = { urgent: '🔴', high: '🟠', normal: '🟢', low: '⚪' };
const MOOD_SIGNS: Readonly<Record<string, string>> = { angry: '😠', worried: '😟', disappointed: '😞', confused: '😕', urgent: '😣', pleased: '🙂', neutral: '😐' };

/** The name of a priority, with a sign that is seen at a glance. */
export function namePriority(priority: Priority, language: Language): string {
  return `${PRIORITY_SIGNS[priority]} ${PRIORITIES[priority][language]}`;
}

/** The name of a mood, with a sign that is seen at a glance. */
export function nameMood(mood: string, language: Language): string {
  return [MOOD_SIGNS[mood], nameOf(MOODS, mood, language)].filter(Boolean).join(' ');
}
