import type { Language } from '#core/protocol.ts';

/** The half of a message in two languages (`中文 · English`) that the reader reads. */
export function ownWords(message: string, language: Language): string {
  const [zh = message, en = message] = message.split(' · ');
  return language === 'zh' ? zh : en;
}
