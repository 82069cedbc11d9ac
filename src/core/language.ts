/** The languages Baton speaks. */
export type Language = 'zh' | 'en';

/** A text written once for each language. */
export type Bilingual = Readonly<Record<Language, string>>;

/** Every language, in the order in which choices are shown. */
export const LANGUAGES: readonly Language[] = ['zh', 'en'];
