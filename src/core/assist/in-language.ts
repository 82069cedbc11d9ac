import type { Language } from '../language.ts';
import type { FoundPassage } from '../passage.ts';
import type { KnowledgeBase } from '../ports/knowledge-base.ts';

/** The same part of an article in a language, by its place: forms of an article keep the order of their parts. `undefined` where the article has no such form. */
export async function inLanguage(passage: FoundPassage, language: Language, knowledge: Pick<KnowledgeBase, 'passagesOf'>): Promise<FoundPassage | undefined> {
  const { articleId, audience, score } = passage;
  if (passage.language === language) return passage;
  const form = async (wanted: Language) => (await knowledge.passagesOf(articleId, wanted, audience)).filter((each) => each.language === wanted && each.audience === audience);
  const [own, other] = await Promise.all([form(passage.language), form(language)]);
  const place = own.length === other.length ? own.findIndex(({ id }) => id === passage.id) : 0;
  const found = other[Math.max(0, place)];
  return found && { ...found, score };
}
