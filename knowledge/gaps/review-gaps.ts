import { NEAR_SCORE, type Gap, type GapGroup, type GapReview, type GapReviewQuery, type JudgedGroup } from '#core/gap.ts';
import type { Language } from '#core/language.ts';
import type { Evidence } from '#core/passage.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { groupGaps } from './group-gaps.ts';

/** A question counts half after so long, ms: what was asked often and lately comes first. */
const HALF_LIFE_MS = 14 * 24 * 3600_000;

/** What a review is made with. */
export type ReviewTools = {
  readonly embedder: Embedder;
  /** From which cosine on two questions mean the same. */
  readonly nearness: number;
  /** What a customer who asks this now would be answered from. */
  readonly search: (text: string, language: Language) => Promise<Evidence>;
  /** The version of a customers' article; `undefined` when there is none. */
  readonly versionOf: (articleId: string, language: Language) => Promise<number | undefined>;
};

/**
 * The questions without a good answer, grouped by meaning, what was asked often and lately first, each with what the
 * knowledge base has on it now. Only as many groups are searched for as are shown. Throws what embedder and search throw.
 */
export async function reviewGaps(gaps: readonly Gap[], { since = 0, limit, isAll = false }: GapReviewQuery, tools: ReviewTools, now: number): Promise<GapReview> {
  const groups = (await groupGaps(gaps, tools.embedder, tools.nearness))
    .flatMap((group) => within(group, since))
    .toSorted((a, b) => weight(b, now) - weight(a, now) || b.lastAt - a.lastAt);
  const shown: JudgedGroup[] = [];
  const hidden = { resolved: 0, dismissed: 0 };
  for (const group of groups) {
    if (shown.length >= limit) break;
    const judged = await judgeGroup(group, tools);
    if (isAll || judged.state === 'open') shown.push(judged);
    else hidden[judged.state] += 1;
  }
  const judged = shown.length + hidden.resolved + hidden.dismissed;
  return { groups: shown, hidden, more: groups.length - judged, questions: groups.reduce((sum, { count }) => sum + count, 0) };
}

/** One group with what the knowledge base has on its newest question. Throws what search throws. */
export async function judgeGroup(group: GapGroup, { search, versionOf }: Pick<ReviewTools, 'search' | 'versionOf'>): Promise<JudgedGroup> {
  const [newest] = group.gaps;
  const draft = group.gaps.find((gap) => gap.draft !== undefined)?.draft;
  // The oldest question stands for the group: what joined later and was dismissed with another group hides nothing.
  const isDismissed = group.gaps.at(-1)?.dismissedAt !== undefined;
  if (!newest) return { ...group, state: 'open', nearest: undefined, draft };
  const { verdict, passages } = await search(newest.text, newest.language);
  const [best] = passages;
  const nearest = best && best.score >= NEAR_SCORE && { articleId: best.articleId, title: best.title, score: best.score };
  const version = best && (await versionOf(best.articleId, best.language));
  const hasHelped = !group.gaps.some(({ shown }) => shown !== undefined && shown.articleId === best?.articleId && shown.version >= (version ?? 0));
  const isAnswered = verdict === 'found' && hasHelped;
  return { ...group, state: isDismissed ? 'dismissed' : isAnswered ? 'resolved' : 'open', nearest: nearest || undefined, draft };
}

/** A group with only the questions since then; its id and first time stay. */
function within(group: GapGroup, since: number): readonly GapGroup[] {
  const gaps = group.gaps.filter(({ at }) => at >= since);
  if (gaps.length === 0) return [];
  return gaps.length === group.count ? [group] : [{ ...group, gaps: [...gaps, ...group.gaps.filter(({ id }) => id === group.id)], count: gaps.length }];
}

function weight({ gaps, count }: GapGroup, now: number): number {
  return gaps.slice(0, count).reduce((sum, { at }) => sum + 2 ** (-(now - at) / HALF_LIFE_MS), 0);
}
