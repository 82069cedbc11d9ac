import type { Audience } from './article.ts';
import type { Language } from './language.ts';

/** A piece of an article that an answer can cite. */
export type Passage = {
  /** Unique and stable while the text stays: `article/language#number`. */
  readonly id: string;
  readonly articleId: string;
  readonly language: Language;
  readonly audience: Audience;
  readonly title: string;
  /** Headings above the text, outermost first, without the title. */
  readonly headings: readonly string[];
  /** Markdown. */
  readonly text: string;
};

/** A passage that was found, with how well it fits, in [0, 1]; scores of one search can be compared. */
export type FoundPassage = Passage & { readonly score: number };

/** What the knowledge base has on a question. */
export type Evidence = {
  /** Is it answered (`found`), do several topics compete (`unclear`), or is there too little (`none`)? */
  readonly verdict: 'found' | 'unclear' | 'none';
  /** Best first. For `found` the first article is the one to answer from. */
  readonly passages: readonly FoundPassage[];
  /** For `unclear`: two or three competing topics, best first. */
  readonly topics: readonly { readonly articleId: string; readonly title: string }[];
};
