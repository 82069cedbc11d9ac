import type { ActionDefinition } from '../actions/definition.ts';
import type { ReadOpenCases } from '../cases/view.ts';
import type { Conversation, Handover } from '../conversation.ts';
import type { Intent } from '../intent.ts';
import type { Bilingual } from '../language.ts';
import type { Policy } from '../policy.ts';
import type { ReadHistory } from '../ports/brief-history.ts';
import type { Clock } from '../ports/clock.ts';
import type { CustomerDirectory, CustomerRecord } from '../ports/customer-directory.ts';
import type { KnowledgeBase } from '../ports/knowledge-base.ts';
import type { UnderstoodMessage } from '../ports/store.ts';
import type { BriefView } from '../protocol.ts';
import type { LanguageCheck } from '../service-language/check.ts';
import { composeBrief } from './compose-brief.ts';

/** What briefs are read with beside the conversation; what is absent is left out of them. */
export type BriefParts = {
  readonly policy: () => Policy;
  readonly actions?: () => ReadonlyMap<string, ActionDefinition>;
  readonly history?: ReadHistory;
  readonly openCases?: ReadOpenCases;
  /** What suggested replies are checked by; answers `undefined` where there are no rules. */
  readonly serviceLanguage?: () => LanguageCheck | undefined;
};

/** What everybody who shows briefs has. */
export type BriefTools = {
  readonly directory: CustomerDirectory;
  readonly knowledge: Pick<KnowledgeBase, 'articles'>;
  readonly intents: ReadonlyMap<string, Intent>;
  readonly company: Bilingual;
  readonly clock: Clock;
  readonly brief?: BriefParts;
  readonly onError: (error: unknown) => void;
};

/** What a brief is about. */
export type BriefSubject = { readonly conversation: Conversation; readonly handover: Handover; readonly handovers: readonly Handover[]; readonly transcript: readonly UnderstoodMessage[] };

/** Reads what a brief needs and puts it together for a reader. What cannot be read costs the brief its part, never the brief. */
export async function readBrief(tools: BriefTools, subject: BriefSubject, reader: string): Promise<BriefView> {
  const { id, customerId } = subject.conversation;
  const { brief, intents, company } = tools;
  const orNothing = async <T>(work: Promise<T> | undefined): Promise<T | undefined> => {
    try {
      return await work;
    } catch (error) {
      tools.onError(error);
      return undefined;
    }
  };
  const [record, history, cases, staffArticles] = await Promise.all([
    findCustomer(tools, customerId),
    orNothing(customerId === undefined ? undefined : brief?.history?.(customerId, id)),
    orNothing(brief?.openCases?.({ conversationId: id, customerId })),
    tools.knowledge.articles('staff'),
  ]);
  return composeBrief({
    ...subject,
    ...record,
    history,
    cases: cases?.map(({ id: caseId, summary, state, dueAt }) => ({ id: caseId, title: summary, state, ...(dueAt === undefined ? {} : { dueAt }) })),
    staffArticles,
    intents,
    policy: brief?.policy(),
    actions: brief?.actions?.(),
    serviceLanguage: brief?.serviceLanguage?.(),
    company,
    reader,
    now: tools.clock.now(),
  });
}

/** What the directory knows; a directory that cannot be asked costs the brief its record, never the brief. */
async function findCustomer({ directory, onError }: BriefTools, id: string | undefined): Promise<{ readonly customer: CustomerRecord | undefined; readonly isDirectoryDown?: boolean }> {
  if (id === undefined) return { customer: undefined };
  try {
    return { customer: await directory.find(id) };
  } catch (error) {
    onError(error);
    return { customer: undefined, isDirectoryDown: true };
  }
}
