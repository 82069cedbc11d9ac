import type { Language } from '#core/language.ts';
import type { Message } from '#core/message.ts';
import { sayNotice } from '#adapters/shared/notice-words.ts';

/** A message as plain lines: sources are written out, files named, and choices are a numbered list, since nothing can be pressed. */
export function renderPlain(message: Message, language: Language): string {
  const { citations = [], quickReplies = [], files = [], notice, agentName } = message.extras;
  if (notice) return `— ${sayNotice(notice, language)}`;
  const who = message.author === 'agent' ? (agentName ?? 'Agent') : 'Baton';
  return [
    `${who}: ${message.text.replaceAll('**', '').replaceAll(/^#+ /gm, '')}`,
    ...files.map(({ name, size }) => `  📎 ${name} (${Math.ceil(size / 1024)} KB)`),
    ...citations.map(({ number, title, headings }) => `  [${number}] ${[title, ...headings].join(' › ')}`),
    ...quickReplies.map(({ label }, i) => `  ${i + 1}) ${label}`),
  ].join('\n');
}
