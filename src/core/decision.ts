import type { ActionStep } from './actions/step.ts';
import type { AnsweredRequest } from './gather-requests.ts';
import type { PolicyRule } from './policy.ts';
import type { Evidence, FoundPassage } from './passage.ts';
import type { WaitingAsk } from './waiting/ask.ts';

/** What Baton does with a turn. The reason says why; a handover names the rule and the words that fired it. */
export type Decision =
  | { readonly kind: 'answer'; readonly reason: 'found' | 'chosen'; readonly passages: readonly FoundPassage[] }
  | { readonly kind: 'answer'; readonly reason: 'several'; readonly parts: readonly AnsweredRequest[] }
  | { readonly kind: 'answer'; readonly reason: 'talk'; readonly intentId: string }
  | { readonly kind: 'answer'; readonly reason: 'not_found' | 'did_not_help' | 'ask_again' | 'order_only' | 'noted' | 'passed_on' | 'danger' | 'case_settled' | 'files' }
  /** About the waiting itself: how long, or being called back instead. */
  | { readonly kind: 'answer'; readonly reason: 'waiting'; readonly ask: WaitingAsk }
  | { readonly kind: 'act'; readonly reason: ActionStep['kind']; readonly step: ActionStep }
  | { readonly kind: 'clarify'; readonly reason: 'topics_compete' | 'intents_compete'; readonly topics: Evidence['topics'] }
  | {
      readonly kind: 'hand_over';
      readonly reason: PolicyRule['reason'];
      readonly rule: PolicyRule;
      readonly words: readonly string[];
      /** What the knowledge base has, given to the customer while a person comes. */
      readonly passages: readonly FoundPassage[];
      /** The customer wants to be called. */
      readonly ask?: WaitingAsk;
    }
  | { readonly kind: 'stay_silent'; readonly reason: 'person_owns' };
