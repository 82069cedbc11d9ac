import { createPhraseFinder } from '../service-language/find-phrases.ts';
import type { Bilingual } from '../language.ts';
import { fold } from '../model-answer/fold.ts';
import type { BriefFact, BriefView } from '../protocol.ts';
import type { BriefSources, Understood } from './sources.ts';

/** What may not be meant needs nothing, confidence in [0, 1]. */
const SURE_ENOUGH = 0.4;

/** What is needed for what the customer wants and is not known: by the intents of the request. Nothing is needed twice. */
export function missingFor(
  intents: BriefView['intents'],
  facts: readonly BriefFact[],
  understood: readonly Understood[],
  { policy, actions, customer, conversation }: Pick<BriefSources, 'policy' | 'actions' | 'customer' | 'conversation'>,
): readonly Bilingual[] {
  const wanted = new Set(intents.filter(({ confidence }) => confidence >= SURE_ENOUGH).map(({ id }) => id));
  const said = fold(understood.map(({ message }) => message.text).join('\n'));
  const has = (kind: string | undefined): boolean => kind !== undefined && (facts.some((fact) => fact.kind === kind) || (kind === 'order' && customer?.orders.length === 1));
  const needs = (policy?.brief?.needs ?? []).filter((need) => need.intents.some((id) => wanted.has(id)));
  const missing = needs.filter(({ fact, find }) => !has(fact) && !(find && createPhraseFinder(find).has(said)));
  const known = new Set<string>(needs.flatMap(({ id, fact }) => (fact === undefined ? [id] : [id, fact])));
  // What an action would ask, where a file of one's own names an intent that the rules do not know.
  const asked = [...(actions?.values() ?? [])]
    .filter(({ starts }) => starts.intents.some((id) => wanted.has(id)))
    .flatMap(({ needs: own }) => own)
    .filter((need) => need.fact !== undefined && need.of !== (conversation.customerId === undefined ? 'customers' : 'visitors') && !known.has(need.fact) && !has(need.fact))
    .flatMap(({ called }) => nameFrom(called) ?? []);
  return [...new Map([...missing.map(({ name }) => name), ...asked].map((name) => [name.zh, name])).values()];
}

/** How customers call it, in both languages. */
function nameFrom(called: readonly string[]): Bilingual | undefined {
  const zh = called.find((word) => /\p{Script=Han}/u.test(word));
  const en = called.find((word) => !/\p{Script=Han}/u.test(word));
  return zh === undefined && en === undefined ? undefined : { zh: zh ?? en ?? '', en: en ?? zh ?? '' };
}
