import type { ActionDefinition } from '../actions/definition.ts';
import type { Article } from '../article.ts';
import type { Conversation, Handover } from '../conversation.ts';
import type { Intent } from '../intent.ts';
import type { Policy } from '../policy.ts';
import type { CustomerRecord } from '../ports/customer-directory.ts';
import type { UnderstoodMessage } from '../ports/store.ts';
import type { BriefCase, BriefHistory } from '../protocol.ts';
import type { LanguageCheck } from '../service-language/check.ts';
import type { Understanding } from '../understanding.ts';

/** Everything a brief is made of. */
export type BriefSources = {
  readonly conversation: Conversation;
  readonly handover: Handover;
  /** All handovers of the conversation so far. */
  readonly handovers: readonly Handover[];
  readonly transcript: readonly UnderstoodMessage[];
  /** What the directory knows; absent for visitors and while it cannot be asked. */
  readonly customer: CustomerRecord | undefined;
  /** The directory could not be asked about this customer. */
  readonly isDirectoryDown?: boolean;
  /** All conversations of the customer, where the customer is known. */
  readonly history?: BriefHistory | undefined;
  /** The customer's open cases. */
  readonly cases?: readonly BriefCase[] | undefined;
  readonly staffArticles: readonly Article[];
  readonly intents: ReadonlyMap<string, Intent>;
  /** Rules, time zone and what briefs look for. */
  readonly policy?: Policy | undefined;
  readonly actions?: ReadonlyMap<string, ActionDefinition> | undefined;
  readonly company: Readonly<Record<'zh' | 'en', string>>;
  /** The rules of service language, for the suggested reply; absent where nobody's words are checked. */
  readonly serviceLanguage?: LanguageCheck | undefined;
  /** Who reads it, for the suggested reply. */
  readonly reader: string;
  /** Unix ms, for what is late; the moment of the handover where absent. */
  readonly now?: number;
};

/** A message of the customer with how it was understood. */
export type Understood = { readonly message: UnderstoodMessage['message']; readonly understanding: Understanding };

/** What the customer has written in the segment of the handover, as far as it was understood, in order. */
export function understoodIn({ transcript, handover }: Pick<BriefSources, 'transcript' | 'handover'>): readonly Understood[] {
  return transcript.flatMap(({ message, understanding }) => (message.author === 'customer' && message.segment === handover.segment && understanding ? [{ message, understanding }] : []));
}
