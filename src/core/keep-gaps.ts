import { askedBefore, askedNow, gapOf, gapReasonOf } from './find-gap.ts';
import type { NewGap } from './gap.ts';
import type { Intent } from './intent.ts';
import type { Mask } from './mask.ts';
import type { Clock } from './ports/clock.ts';
import type { GapStore } from './ports/gap-store.ts';
import type { KnowledgeBase } from './ports/knowledge-base.ts';
import type { Store, TurnLease } from './ports/store.ts';
import type { TurnResult } from './turn.ts';

const DAY_MS = 24 * 3600_000;
/** A customer's words are kept for as long as somebody may still write the article. */
const KEPT_MS = 180 * DAY_MS;
/** Questions that are kept at most; the oldest go first. */
const MOST = 20_000;
/** Messages in which the question before "that did not help" is looked for. */
const LOOK_BACK = 40;

/** What keeping gaps needs. */
export type GapKeeping = {
  readonly store: Pick<Store, 'transcript'>;
  readonly knowledge: Pick<KnowledgeBase, 'article'>;
  readonly intents: ReadonlyMap<string, Intent>;
  /** Hides everything that belongs to a person. */
  readonly mask: Mask;
  /** A gap that could not be noted never holds up the answer. */
  readonly onTrouble: (error: unknown) => void;
};

/** The turn with the question that it leaves without a good answer, so that both are written in one transaction. Throws nothing. */
export async function withGap(lease: TurnLease, result: TurnResult, keeping: GapKeeping): Promise<TurnResult> {
  try {
    const gap = await gapLeftBy(lease, result, keeping);
    return gap ? { ...result, change: { ...result.change, gap } } : result;
  } catch (error) {
    keeping.onTrouble(error);
    return result;
  }
}

async function gapLeftBy(lease: TurnLease, result: TurnResult, { store, knowledge, intents, mask: maskAll }: GapKeeping): Promise<NewGap | undefined> {
  const { conversation } = lease;
  const mask: Mask = (text) => maskAll(text, [result.change.customer?.name ?? conversation.customerName]);
  const now = askedNow(lease, result, intents);
  const reason = now && gapReasonOf(result, conversation, now.text, intents);
  if (!reason) return undefined;
  const { missed, change } = result;
  if (reason === 'not_found' && missed !== 'all' && missed.length > 0) return gapOf(reason, { ...now, text: missed.join('\n') }, undefined, mask);
  if (reason === 'not_found' || reason === 'not_understood') return gapOf(reason, now, undefined, mask);
  const asked = reason === 'declined' ? now : askedBefore(await store.transcript(conversation.id, LOOK_BACK), conversation, intents);
  const shown = reason === 'declined' ? change.memory?.shown.at(-1) : conversation.memory.shown.at(-1);
  const article = shown && (await knowledge.article(shown.articleId, shown.language, 'customer'));
  return asked && gapOf(reason, asked, article && { articleId: article.id, version: article.version }, mask);
}

/** Removes old gaps now and every day. The returned function ends it. */
export function pruneGaps(gaps: GapStore, clock: Clock, onTrouble: (error: unknown) => void): () => void {
  let cancel = (): void => undefined;
  const prune = (): void => {
    cancel = clock.after(DAY_MS, prune);
    void gaps.prune(clock.now() - KEPT_MS, MOST).catch(onTrouble);
  };
  prune();
  return () => cancel();
}
