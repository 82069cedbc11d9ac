import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ActionDefinition } from '#core/actions/definition.ts';
import type { Article } from '#core/article.ts';
import { findCaseFaults } from '#core/cases/rules.ts';
import { BatonError, toBatonError } from '#core/errors.ts';
import type { Intent } from '#core/intent.ts';
import type { StaffPlan } from '#core/routing/staff-plan.ts';
import type { Policy } from '#core/policy.ts';
import type { AskedPhrases } from '#core/ports/topic-guesser.ts';
import type { FileDirectory } from '#adapters/directory/file-directory.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { loadPersonPhrases } from '#intents/load-person-phrases.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { loadAsked } from '#knowledge/load-asked.ts';
import { loadSynonyms, type SynonymGroup } from '#knowledge/load-synonyms.ts';
import { type Company, loadCompany, loadProducts, type Product } from '#knowledge/load-company.ts';
import { readActions } from './compose-actions.ts';
import { type DirectoryConfig, type DirectoryFiles, readDirectoryFiles } from './compose-directory.ts';
import { readSoundStaffPlan, staffPlanFile } from './compose-routing.ts';
import type { Config } from './config.ts';
import { readPolicy } from './policy-file.ts';

/** Everything that an operator writes. */
export type Content = {
  readonly intents: readonly Intent[];
  readonly personPhrases: readonly string[];
  readonly policy: Policy;
  readonly company: Company;
  readonly products: readonly Product[];
  readonly articles: readonly Article[];
  /** Words that customers use for the same thing; absent where the operator has no `synonyms.yaml`. */
  readonly synonyms?: readonly SynonymGroup[];
  /** How customers ask; absent where the operator has no folder `asked`. */
  readonly asked?: AskedPhrases;
  readonly directory: FileDirectory;
  /** What the directory that serves is opened with. */
  readonly directoryFiles: DirectoryFiles;
  /** Who of the staff can do what. */
  readonly staffPlan: StaffPlan;
  /** What Baton can do by calling the operator's endpoints, by id. */
  readonly actions: ReadonlyMap<string, ActionDefinition>;
};

/** Reads all content files. Throws one `misconfigured` with every fault of every file. */
export async function loadContent(config: Pick<Config, 'INTENTS_DIR' | 'KNOWLEDGE_DIR'> & DirectoryConfig): Promise<Content> {
  const faults: string[] = [];
  const gather = async <T>(reading: Promise<T>): Promise<T | undefined> => {
    try {
      return await reading;
    } catch (error) {
      const { message, details } = toBatonError(error);
      faults.push(...(details.length > 0 ? details : [message]));
      return undefined;
    }
  };
  const knowledge = (name: string) => path.join(config.KNOWLEDGE_DIR, name);
  const understanding = (name: string) => path.join(config.INTENTS_DIR, name);
  const products = await gather(loadProducts(knowledge('products.yaml')));
  const [intents, personPhrases, policy, company, articles, synonyms, asked, directoryFiles] = await Promise.all([
    gather(loadCatalog(understanding('catalog'))),
    gather(loadPersonPhrases(understanding('person-phrases.yaml'))),
    gather(readPolicy(understanding('policy.yaml'))),
    gather(loadCompany(knowledge('company.yaml'))),
    gather(loadArticles(knowledge('articles'), products ? { products: products.map(({ id }) => id) } : {})),
    existsSync(knowledge('synonyms.yaml')) ? gather(loadSynonyms(knowledge('synonyms.yaml'))) : undefined,
    existsSync(knowledge('asked')) ? gather(loadAsked(knowledge('asked'))) : undefined,
    gather(readDirectoryFiles(config, (id, language) => products?.find((product) => product.id === id)?.name[language] ?? id)),
  ]);
  if (intents && articles && articles.length > 0) faults.push(...findLooseTopics(intents, articles));
  if (intents && policy && articles) faults.push(...findPolicyFaults(policy, { intents, articles }));
  const actions = intents && policy ? await gather(readActions(understanding('actions'), { intents, policy })) : undefined;
  const staffPlan = intents && policy && products ? await gather(readSoundStaffPlan(staffPlanFile(config.CUSTOMERS_FILE), { policy, intents, products })) : undefined;
  if (faults.length > 0 || !staffPlan || !actions || !intents || !personPhrases || !policy || !company || !products || !articles || !directoryFiles) {
    throw new BatonError('misconfigured', 'Some content files are wrong. Mend them and start again.', { details: faults });
  }
  return { intents, personPhrases, policy, company, products, articles, directory: directoryFiles.customers, directoryFiles, staffPlan, actions, ...(synonyms ? { synonyms } : {}), ...(asked ? { asked } : {}) };
}

/** Intents that point to articles which are not there. */
export function findLooseTopics(intents: readonly Intent[], articles: readonly Article[]): string[] {
  const known = new Set(articles.filter(({ audience }) => audience === 'customer').map(({ id }) => id));
  return intents.flatMap(({ id, topics }) =>
    topics
      .filter((topic) => !known.has(topic))
      .map((topic) => `intents/catalog/${id}.yaml: topics: there is no customer article "${topic}". Write it, or take the topic out.`),
  );
}

/** What a policy names that is not there: intents and, where there are articles at all, articles. */
export function findPolicyFaults(policy: Policy, { intents, articles }: Pick<Content, 'intents' | 'articles'>): string[] {
  const inCases = policy.cases ? findCaseFaults(policy.cases, { teams: Object.keys(policy.teams), intents: intents.map(({ id }) => id) }) : [];
  return [...inCases, ...findUnknownIntents(intents, policy), ...(articles.length > 0 ? findUnknownArticles(policy, articles) : [])];
}

/** Rules of the policy that wait for intents which are not there. */
function findUnknownIntents(intents: readonly Intent[], policy: Policy): string[] {
  const known = new Set(intents.map(({ id }) => id));
  return policy.rules.flatMap(({ id, when }) =>
    (when.intent ?? [])
      .filter((intent) => !known.has(intent))
      .map((intent) => `policy.yaml: rules: ${id}: when.intent: there is no intent "${intent}" in the catalogue.`),
  );
}

/** Rules of the policy that show articles which are not there. */
function findUnknownArticles(policy: Policy, articles: readonly Article[]): string[] {
  return policy.rules
    .filter(({ article }) => article !== undefined && !articles.some(({ id, audience }) => id === article && audience === 'customer'))
    .map(({ id, article }) => `policy.yaml: rules: ${id}: article: there is no customer article "${article ?? ''}".`);
}
