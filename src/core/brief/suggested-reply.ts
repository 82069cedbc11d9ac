import type { Article } from '../article.ts';
import type { BriefView } from '../protocol.ts';
import type { LanguageCheck } from '../service-language/check.ts';
import { mend } from '../service-language/mend.ts';
import { type Situation, situationOf } from '../service-language/situation.ts';
import { OWN_SUGGESTION } from './own-suggestion.ts';
import type { BriefSources } from './sources.ts';
import { withoutAsking } from './without-asking.ts';

const HEADING = /^##\s+(?:建议回复|Suggested reply)\s*$/im;

/**
 * A first message to the customer, in the customer's language and with the names filled in: from the staff article that
 * helps most with the handover's reason among those whose suggestion is sound service language, if need be with what is
 * missing put in; otherwise in words of our own. It asks for nothing that is `known`.
 */
export function suggestReply(sources: BriefSources, known: ReadonlySet<string> = new Set()): BriefView['suggestedReply'] {
  const { conversation, handover, transcript, staffArticles, company, reader, serviceLanguage } = sources;
  const { language } = conversation;
  // Whoever steps in without being asked begins like somebody who was asked for.
  const reason = handover.reason === 'taken-over' ? 'asked' : handover.reason;
  const place = (article: Article) => article.reasons?.indexOf(reason) ?? -1;
  const helping = staffArticles
    .filter((article) => article.audience === 'staff' && article.language === language && place(article) >= 0)
    .sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
  // It begins the talk, also for whoever reads it again later.
  const situation: Situation = { ...situationOf({ conversation, handover, transcript }, { agent: reader, company: company[language] }), isFirstReply: true, said: [] };
  const say = (wording: string): string => withoutAsking(fillIn(wording, sources), known);
  for (const article of helping) {
    const wording = suggestionIn(article);
    const text = wording === undefined ? undefined : soundOf(say(wording), serviceLanguage, situation);
    if (text !== undefined) return { text, articleId: article.id, title: article.title };
  }
  const own = say(OWN_SUGGESTION[reason][language]);
  return { text: soundOf(own, serviceLanguage, situation) ?? own };
}

/** What a staff article suggests to write first, with its blanks; `undefined` where it suggests nothing. */
export function suggestionIn({ body }: Pick<Article, 'body'>): string | undefined {
  const at = body.search(HEADING);
  const words = at < 0 ? '' : (body.slice(at).split('\n').slice(1).join('\n').split(/^##\s/m)[0] ?? '').trim();
  return words === '' ? undefined : words;
}

/** The text, or the text mended, whichever nothing is said against; `undefined` where something is against both. */
function soundOf(text: string, check: LanguageCheck | undefined, situation: Situation): string | undefined {
  const findings = check?.check(text, situation) ?? [];
  if (findings.length === 0) return text;
  // Whoever writes what is never said has written nothing that could be mended word by word.
  if (findings.some(({ kind }) => kind === 'never')) return undefined;
  const mended = mend(text, findings);
  return mended !== text && check?.check(mended, situation).length === 0 ? mended : undefined;
}

function fillIn(wording: string, { conversation, customer, company, reader }: BriefSources): string {
  const name = customer?.name ?? conversation.customerName;
  const addressed = name === '' ? withoutName(wording) : wording.replaceAll('{customer}', () => name);
  return addressed.replaceAll('{agent}', () => reader).replaceAll('{company}', () => company[conversation.language]);
}

/** The greeting without a name: visitors have none. */
function withoutName(text: string): string {
  const left = text.replace(/^\{customer\}[,，]\s*/, '').replaceAll(/ ?\{customer\}/g, '');
  return left.charAt(0).toUpperCase() + left.slice(1);
}
