import type { Article } from '../article.ts';
import type { BriefSources } from './sources.ts';
import type { BriefView } from '../protocol.ts';

const HEADING = /^##\s+(?:建议回复|Suggested reply)\s*$/im;

/**
 * A first message to the customer, from the staff article that helps most with the handover's reason, in the
 * customer's language, with the names filled in. `undefined` when no article has one.
 */
export function suggestReply({ conversation, handover, staffArticles, customer, company, reader }: BriefSources): BriefView['suggestedReply'] {
  const { language } = conversation;
  // Whoever steps in without being asked begins like somebody who was asked for.
  const reason = handover.reason === 'taken-over' ? 'asked' : handover.reason;
  const place = (article: Article) => article.reasons?.indexOf(reason) ?? -1;
  const best = staffArticles
    .filter((article) => article.audience === 'staff' && article.language === language && place(article) >= 0 && HEADING.test(article.body))
    .sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1))[0];
  if (!best) return undefined;
  const part = best.body.slice(best.body.search(HEADING)).split('\n').slice(1).join('\n').split(/^##\s/m)[0] ?? '';
  const name = customer?.name ?? conversation.customerName;
  const addressed = name === '' ? withoutName(part.trim()) : part.replaceAll('{customer}', () => name).trim();
  const text = addressed.replaceAll('{agent}', () => reader).replaceAll('{company}', () => company[language]);
  return { text, articleId: best.id, title: best.title };
}

/** The greeting without a name: visitors have none. */
function withoutName(text: string): string {
  const left = text.replace(/^\{customer\}[,，]\s*/, '').replaceAll(/ ?\{customer\}/g, '');
  return left.charAt(0).toUpperCase() + left.slice(1);
}
