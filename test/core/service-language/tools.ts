import { createLanguageCheck, type LanguageCheck } from '#core/service-language/check.ts';
import type { ServiceLanguage } from '#core/service-language/rules.ts';
import type { Situation } from '#core/service-language/situation.ts';
import { simplify } from '#intents/fold-text.ts';
import { realPolicy } from '../samples.ts';

/** The rules that are shipped. */
export async function realRules(): Promise<ServiceLanguage> {
  const { serviceLanguage } = await realPolicy();
  if (!serviceLanguage) throw new Error('there is no service-language.yaml');
  return serviceLanguage;
}

/** The check that serves. */
export async function realCheck(): Promise<LanguageCheck> {
  return createLanguageCheck(await realRules(), simplify);
}

/** A person who has greeted before, in Chinese, with a calm customer. */
export const situation = (more: Partial<Situation> = {}): Situation => ({ language: 'zh', by: 'person', isFirstReply: false, said: [], names: { agent: '陈静', company: '栗屋' }, ...more });
