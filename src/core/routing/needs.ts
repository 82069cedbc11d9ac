import type { Understanding } from '../understanding.ts';

/** What whoever takes a customer should know about: kept with the handover. */
export type Needs = {
  /** Intents of the customer's messages, latest first. */
  readonly intents: readonly string[];
  /** Ids of the products that were named. */
  readonly products: readonly string[];
  /** Who looks after this customer. */
  readonly manager?: string;
};

/** A guess that is no surer than this names no need. */
const SURE_ENOUGH = 0.4;
const MOST = 5;

/** What a conversation is about, from how the customer's messages were understood, latest first. */
export function needsOf(understandings: readonly Understanding[], manager: string | undefined): Needs {
  const intents = understandings.flatMap(({ intents: [first] }) => (first && first.confidence > SURE_ENOUGH ? [first.id] : []));
  const products = understandings.flatMap(({ entities }) => entities.filter(({ kind }) => kind === 'product').map(({ value }) => value));
  return {
    intents: [...new Set(intents)].slice(0, MOST),
    products: [...new Set(products)].slice(0, MOST),
    ...(manager === undefined ? {} : { manager }),
  };
}
