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
