import type { Logger } from 'pino';
import { createAssist } from '#core/assist/create-assist.ts';
import { createSimilarCases } from '#core/assist/similar-cases.ts';
import type { Intent } from '#core/intent.ts';
import type { Bilingual } from '#core/language.ts';
import { createLive } from '#core/live.ts';
import type { Mask } from '#core/mask.ts';
import type { AssistDesk } from '#core/ports/assist-desk.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import type { PastCaseStore } from '#core/ports/past-case-store.ts';
import type { Store } from '#core/ports/store.ts';
import { chooseNearness } from '#knowledge/gaps/choose-nearness.ts';
import { composeWriter, type ModelTools } from './compose-writer.ts';

/** What assistance is put together from. */
export type AssistParts = {
  readonly store: Store;
  readonly pastCases: PastCaseStore;
  readonly knowledge: KnowledgeBase;
  readonly embedder: Embedder;
  readonly intents: ReadonlyMap<string, Intent>;
  /** Hides personal data and order numbers in what other customers' colleagues read. */
  readonly mask: Mask;
  /** Calls of the language model, where one is configured. */
  readonly model: ModelTools | undefined;
  readonly company: Bilingual;
  readonly isNeverSaid: (text: string) => boolean;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
};

/** Assistance for agents. Costs nothing until somebody looks at a conversation that a person has. */
export function composeAssist({ store, pastCases, knowledge, embedder, intents, mask, model, company, isNeverSaid, clock, log }: AssistParts): AssistDesk {
  let nearness: Promise<number> | undefined;
  const near = (): Promise<number> => {
    nearness ??= knowledge.articles('customer').then((articles) => chooseNearness(embedder, articles)).catch((error: unknown) => {
      nearness = undefined;
      throw error;
    });
    return nearness;
  };
  return createAssist({
    store,
    knowledge,
    intents,
    similar: createSimilarCases({ cases: pastCases, embedder, nearness: near, intents, mask }),
    // Nobody hears this `live`: the words of a draft for staff must not show on the customer's page.
    writer: model && composeWriter(model, { store, live: createLive(), company, isNeverSaid }),
    clock,
    onFailure: (error) => log.warn({ err: error }, 'part of the assistance for agents failed; the rest goes on'),
  });
}
