import { BatonError } from '../errors.ts';
import type { Store } from '../ports/store.ts';
import type { ReplyAdvice } from '../protocol.ts';
import type { LanguageCheck } from '../service-language/check.ts';
import { situationOf } from '../service-language/situation.ts';
import { askedIn } from './asks-again.ts';
import { adviseOnKnown } from './known-advice.ts';
import { type BriefTools, readBrief } from './read-brief.ts';

/** What advice on replies rests on. `serviceLanguage`: absent where nobody's words are checked. */
export type AdviceTools = BriefTools & { readonly store: Pick<Store, 'conversation' | 'transcript' | 'handovers'>; readonly serviceLanguage?: () => LanguageCheck | undefined };

/** So much of a conversation is looked at, messages. */
const LOOKED_AT = 500;

/** What could be said better in a reply that `agent` is writing: asked though it is known, or against the rules of service language. Stores nothing. Throws `not_found`. */
export async function adviseOnReply(tools: AdviceTools, id: string, agent: string, text: string): Promise<ReplyAdvice> {
  const { store, company, serviceLanguage } = tools;
  const check = serviceLanguage?.();
  const conversation = await store.conversation(id);
  if (!conversation) throw new BatonError('not_found', 'There is no such conversation.');
  if (text.trim() === '') return { findings: [] };
  const [transcript, handovers] = await Promise.all([store.transcript(id, LOOKED_AT), store.handovers(id)]);
  const handover = handovers.at(-1);
  const known = handover?.segment === conversation.segment && askedIn(text).length > 0 ? adviseOnKnown(text, await readBrief(tools, { conversation, handover, handovers, transcript }, agent)) : [];
  if (!check) return { findings: known };
  const situation = situationOf({ conversation, handover, transcript }, { agent, company: company[conversation.language] });
  return { findings: [...known, ...check.check(text, situation)] };
}
