import { Document } from '@langchain/core/documents';
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import type { Audience } from '#core/article.ts';
import type { Language } from '#core/language.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';

/** What a document says about the passage it was made of. */
export type PassageMetadata = {
  /** Unique and stable while the text stays: `article/language#number`. */
  readonly id: string;
  readonly articleId: string;
  readonly title: string;
  /** Headings above the text, outermost first, without the title. */
  readonly headings: readonly string[];
  readonly language: Language;
  readonly audience: Audience;
  /** How well it fits, in [0, 1]; scores of one search can be compared. */
  readonly score: number;
};

/** How a knowledge base is asked. */
export type KnowledgeRetrieverOptions = {
  readonly knowledge: KnowledgeBase;
  /** Whose articles may be found; a chain that answers customers never touches those of staff. */
  readonly audience?: Audience;
  /** Language in which answers are preferred; by default the only one that is searched, or that of the question: Chinese where it has Chinese characters. */
  readonly language?: Language;
  /** Only articles in this language are found; those in the other one too when left out. */
  readonly onlyLanguage?: Language;
  /** Ids of products: only articles about one of them or about all are found. */
  readonly products?: readonly string[];
  /** Documents at most. */
  readonly limit?: number;
  /** Gives nothing where the knowledge base has no reliable answer, so that a chain declines instead of guessing. */
  readonly onlyReliable?: boolean;
  /** Callbacks, tags and metadata of LangChain. */
  readonly langchain?: BaseRetrieverInput;
};

const LIMIT = 4;

/** The knowledge base as a retriever of LangChain: one document for each passage, best first. */
export function createKnowledgeRetriever({ knowledge, audience = 'customer', language, onlyLanguage, products, limit = LIMIT, onlyReliable = false, langchain = {} }: KnowledgeRetrieverOptions): BaseRetriever<PassageMetadata> {
  // LangChain knows retrievers by their base class.
  return new (class KnowledgeRetriever extends BaseRetriever<PassageMetadata> {
    static override lc_name(): string {
      return 'KnowledgeRetriever';
    }

    lc_namespace = ['baton', 'retrievers'];

    override async _getRelevantDocuments(question: string): Promise<Document<PassageMetadata>[]> {
      const { verdict, passages } = await knowledge.search({ text: question, audience, language: language ?? onlyLanguage ?? (/\p{Script=Han}/u.test(question) ? 'zh' : 'en'), ...(onlyLanguage ? { onlyLanguage } : {}), ...(products ? { products } : {}) });
      if (onlyReliable && verdict === 'none') return [];
      return passages.slice(0, limit).map(({ text, ...metadata }) => new Document({ pageContent: text, metadata, id: metadata.id }));
    }
  })(langchain);
}
