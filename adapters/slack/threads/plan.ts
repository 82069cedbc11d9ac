import type { DeskPost } from '#core/ports/desk-threads.ts';
import { renderBrief } from './brief.ts';
import { renderCard } from './card.ts';
import type { Content } from './content.ts';
import { sayEnd, sayRating, sayReopened, saySwitched } from './endings.ts';
import { renderLines } from './lines.ts';
import { wantedMarks } from './marks.ts';
import { changed, type Op, owed } from './ops.ts';
import { planMessages, planOwn } from './plan-messages.ts';
import type { Sight } from './sight.ts';

/** What is owed to a thread, in the order in which it is to be done, and what is to be noted without asking Slack. */
export type Plan = {
  readonly ops: readonly Op[];
  /** Posts of colleagues that are messages of the conversation. */
  readonly links: readonly DeskPost[];
  /** Whoever talked with the customer in it no longer has the conversation. */
  readonly clearsTalker: boolean;
  /** When it must be looked at again though nothing happens, Unix ms. */
  readonly wakeAt: number | undefined;
  /** Nothing more will ever belong into it. */
  readonly isOver: boolean;
};

/** A brief changes with every message; so often at most it is brought up to date, ms. */
const BRIEF_MS = 20_000;
/** So long a closed conversation's thread waits for the customer's rating, ms. */
const RATING_MS = 24 * 3600_000;

/** Compares what should stand in a thread with what stands there. Pure. */
export function planThread(seen: Sight): Plan {
  const links = planOwn(seen);
  const sight = { ...seen, posts: [...seen.posts.filter(({ state }) => state !== 'gone'), ...links] };
  const card = renderCard(sight);
  const cardPost = find(sight, 'card');
  const clearsTalker = mustClear(sight);
  const nothing = { links, clearsTalker, isOver: false };
  if (cardPost?.state !== 'posted') return { ...nothing, ops: [owed({ kind: 'card' }, cardPost, card.content)], wakeAt: undefined };
  const brief = planBrief(sight);
  const lines = renderLines(sight);
  const messages = planMessages(sight, lines);
  const posts = [...brief.posts, ...messages.posts, ...planTail(sight)];
  const updates = [...changed(cardPost, card.content), ...brief.updates, ...messages.updates];
  const ops = [...posts, ...updates, ...wantedMarks(sight)];
  const isOver = (ops.length === 0 && hasEnded(sight)) || (ratingEnds(sight) ?? Infinity) <= sight.now;
  const wakes = [card.until, brief.wakeAt, ratingEnds(sight)].flatMap((at) => (at === undefined || isOver ? [] : [at]));
  return { ...nothing, ops, isOver, wakeAt: wakes.length === 0 ? undefined : Math.min(...wakes) };
}

function find({ posts }: Pick<Sight, 'posts'>, kind: string): DeskPost | undefined {
  return posts.find((post) => post.kind === kind);
}

function mustClear({ thread: { talker }, summary, handover }: Sight): boolean {
  return talker !== undefined && (handover.endedAt !== undefined || summary.state !== 'human' || summary.agentId !== talker.id);
}

function planBrief(sight: Sight): { readonly posts: readonly Op[]; readonly updates: readonly Op[]; readonly wakeAt: number | undefined } {
  const { brief, conversation, language, handover, now } = sight;
  const nothing = { posts: [], updates: [], wakeAt: undefined };
  if (!brief) return nothing;
  const post = find(sight, 'brief');
  const content = renderBrief(brief, conversation.id, language, handover.endedAt === undefined);
  if (post?.state === undefined || post.state === 'sending') return { ...nothing, posts: [owed({ kind: 'brief' }, post, content)] };
  const updates = changed(post, content);
  if (updates.length === 0) return nothing;
  const readyAt = post.at + BRIEF_MS;
  return readyAt <= now || handover.endedAt !== undefined ? { ...nothing, updates } : { ...nothing, wakeAt: readyAt };
}

/** What stands under the conversation: who talks with the customer now, how it ended, the rating, and that the customer is back. */
function planTail(sight: Sight): readonly Op[] {
  const { thread, handover, posts } = sight;
  const talker = thread.talker?.id ?? '';
  const last = posts.findLast(({ kind }) => kind === 'talk');
  const isUnsure = last?.state === 'sending';
  const isDue = isUnsure || ((last?.shown ?? '') !== talker && (last !== undefined || handover.endedAt === undefined));
  const switched: readonly Op[] = isDue ? [{ kind: 'post', what: { kind: 'talk' }, post: isUnsure ? last : undefined, content: saySwitched(sight), shown: talker }] : [];
  const once = (kind: string, content: Content | undefined): readonly Op[] => {
    if (!content) return [];
    const post = find(sight, kind);
    if (post === undefined || post.state === 'sending') return [owed({ kind }, post, content)];
    return kind === 'rating' ? changed(post, content) : [];
  };
  return [...switched, ...once('end', sayEnd(sight)), ...once('rating', sayRating(sight)), ...once('reopened', sayReopened(sight))];
}

function hasEnded(sight: Sight): boolean {
  const { handover } = sight;
  if (handover.endedAt === undefined) return false;
  return handover.outcome === 'handed_back' || find(sight, 'rating') !== undefined || find(sight, 'reopened') !== undefined;
}

function ratingEnds({ handover }: Sight): number | undefined {
  return handover.endedAt === undefined ? undefined : handover.endedAt + RATING_MS;
}
