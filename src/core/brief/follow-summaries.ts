import { namesIn } from '../known-names.ts';
import type { Message } from '../message.ts';
import type { HistoryLine } from '../model-answer/prompt.ts';
import type { Store } from '../ports/store.ts';
import type { BriefMarks } from './marks.ts';
import type { AsideTools } from './ask-aside.ts';
import { summarise } from './summarise.ts';
import { translateSummary } from './translate-summary.ts';

/** So much of a conversation is read, messages. */
const READ = 80;
/** Handovers whose summary was tried, so many are kept in mind. */
const MOST_TRIED = 2_000;
/** Fewer words of a customer need no summary. */
const LEAST_LINES = 2;

/**
 * Writes a summary to the brief of every handover that is opened from now on, when the model is done with it, in the
 * customer's language and then in the other one: the handover never waits for it. Each is tried once. Resolves to what stops it.
 */
export function followSummaries(store: Pick<Store, 'subscribe' | 'conversation' | 'handovers' | 'transcript' | 'update'>, tools: AsideTools): () => Promise<void> {
  const tried = new Set<string>();
  const running = new Set<Promise<void>>();
  const stopped = new AbortController();
  const look = async (id: string): Promise<void> => {
    const conversation = await store.conversation(id);
    if (conversation?.state !== 'waiting' && conversation?.state !== 'human') return;
    const handover = (await store.handovers(id)).at(-1);
    if (!handover || handover.endedAt !== undefined || handover.brief?.summary || tried.has(handover.id)) return;
    tried.add(handover.id);
    for (const oldest of tried) {
      if (tried.size <= MOST_TRIED) break;
      tried.delete(oldest);
    }
    const lines = (await store.transcript(id, READ)).flatMap(({ message }) => (message.segment === handover.segment ? toLine(message) : []));
    if (lines.filter(({ author }) => author === 'customer').length < LEAST_LINES) return;
    const { language } = conversation;
    const visitor = conversation.customerId ?? conversation.address;
    const people = namesIn(conversation);
    const text = await summarise({ lines, language, visitor, people }, tools, stopped.signal);
    if (text === undefined || stopped.signal.aborted) return;
    const summary = { text, language, upTo: lines.at(-1)?.seq ?? 0 };
    const keep = (kept: NonNullable<BriefMarks['summary']>) => store.update(id, (_, open) => (open?.id === handover.id ? { touchHandover: { brief: { summary: kept } } } : undefined), tools.clock.now());
    // Whoever reads the customer's language need not wait for the other one.
    await keep(summary);
    const translation = await translateSummary({ text, language, lines: lines.map((line) => tools.mask(line.text, people)), visitor }, tools, stopped.signal);
    if (translation !== undefined && !stopped.signal.aborted) await keep({ ...summary, translation });
  };
  const unsubscribe = store.subscribe((id, news) => {
    if (news !== 'changed') return;
    const work = look(id).catch(tools.onFailure).finally(() => running.delete(work));
    running.add(work);
  });
  return async () => {
    unsubscribe();
    stopped.abort();
    await Promise.all(running);
  };
}

function toLine({ seq, author, text, visibility }: Message): HistoryLine[] {
  return author === 'system' || visibility !== 'all' || text === '' ? [] : [{ seq, author, text }];
}
