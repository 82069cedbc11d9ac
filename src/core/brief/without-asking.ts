import { asksAgain } from './asks-again.ts';

/**
 * A suggested reply without the parts that ask for what is known: in Chinese the part between two commas, in English the
 * sentence. As it was where nothing else would be left. Pure.
 */
export function withoutAsking(text: string, known: ReadonlySet<string>): string {
  if (asksAgain(text.replaceAll(/[，；,;]/g, '。'), known).length === 0) return text;
  const parts = text.split(/(?<=[。！？!?\n])|(?<=[，；])|(?<=\.)(?=\s)/);
  const kept = parts.filter((part) => asksAgain(part, known).length === 0);
  if (kept.length === parts.length || kept.length < 2) return text;
  const lost = (index: number): boolean => !kept.includes(parts[index + 1] ?? '');
  // A comma before the end of what was left out becomes that end.
  return parts.flatMap((part, i) => (kept.includes(part) ? [lost(i) && /[，；]$/.test(part) && /[。！？]$/.test(parts[i + 1] ?? '') ? part.replace(/[，；]$/, '。') : part] : [])).join('').trim();
}
