import type { Config } from './config.ts';
import { findUnsoundWords, sayUnsound } from './find-unsound-words.ts';
import type { Logger } from 'pino';
import type { Policy } from '#core/policy.ts';
import { createLanguageCheck, type LanguageCheck } from '#core/service-language/check.ts';
import { simplify } from '#intents/fold-text.ts';

/** The check of service language by the rules in force, made anew when they change; answers `undefined` where there are none. */
export function composeServiceLanguage(policy: () => Policy): () => LanguageCheck | undefined {
  let made: { readonly rules: NonNullable<Policy['serviceLanguage']>; readonly check: LanguageCheck } | undefined;
  return () => {
    const rules = policy().serviceLanguage;
    if (rules === undefined) return undefined;
    if (made?.rules !== rules) made = { rules, check: createLanguageCheck(rules, simplify) };
    return made.check;
  };
}

/** Says in the log which words in the content files customers should not read. Never throws. */
export async function warnOfWords(config: Pick<Config, 'INTENTS_DIR' | 'KNOWLEDGE_DIR'>, serviceLanguage: () => LanguageCheck | undefined, log: Logger): Promise<void> {
  try {
    const check = serviceLanguage();
    for (const words of check ? await findUnsoundWords(config, check) : []) log.warn(sayUnsound(words));
  } catch (err) {
    log.error({ err }, 'the words of the content files could not be checked');
  }
}
