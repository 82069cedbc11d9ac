import type { DeskPost } from '#core/ports/desk-threads.ts';
import type { Line } from './lines.ts';
import { fitsBeside, renderAlone, renderTogether } from './messages.ts';
import { changed, type Op, owed } from './ops.ts';
import { belongs, type Sight, slackOrigin } from './sight.ts';

const shows = ({ fromSeq = 0, toSeq = -1 }: DeskPost, seq: number): boolean => fromSeq <= seq && seq <= toSeq;

/** Colleagues' own posts in the thread that are messages of the conversation and not noted as such yet. */
export function planOwn({ thread, posts, messages, now }: Sight): readonly DeskPost[] {
  const known = new Set(posts.flatMap(({ kind, room, ts }) => (kind === 'own' && ts !== undefined ? [`${room}:${ts}`] : [])));
  if (thread.root === undefined) return [];
  return messages.flatMap((message): readonly DeskPost[] => {
    const origin = slackOrigin(message);
    if (!origin || origin.room !== thread.room || message.seq < thread.fromSeq || known.has(`${origin.room}:${origin.ts}`)) return [];
    return [{ id: `own-${message.id}`, threadId: thread.id, kind: 'own', room: origin.room, ts: origin.ts, fromSeq: message.seq, toSeq: message.seq, shown: '', state: 'posted', at: now }];
  });
}

/** What is owed of the conversation itself: posts in its order, and changes of those that stand. */
export function planMessages(sight: Sight, lines: ReadonlyMap<number, Line>): { readonly posts: readonly Op[]; readonly updates: readonly Op[] } {
  const own = new Set(sight.posts.flatMap(({ kind, fromSeq }) => (kind === 'own' && fromSeq !== undefined ? [fromSeq] : [])));
  const standing = sight.posts.filter(({ kind }) => kind === 'message');
  const posts: Op[] = [];
  const updates: Op[] = [];
  let group: Line[] = [];
  const flush = (): void => {
    const [first, last] = [group[0], group.at(-1)];
    if (first && last) posts.push(...planGroup(group, first, last, sight));
    group = [];
  };
  const done = new Set<DeskPost>();
  for (const message of sight.messages) {
    const { seq } = message;
    const line = lines.get(seq);
    if (!line || own.has(seq)) continue;
    const there = standing.filter((post) => shows(post, seq));
    if (there.length === 0) {
      // Nobody has seen what was taken back before it could be posted.
      if (message.removedAt !== undefined) continue;
      if (group.length > 0 && !fitsBeside(group, line)) flush();
      group.push(line);
    } else {
      flush();
      for (const op of planStanding(there.filter((post) => !done.has(post)), line, lines, own, sight)) (op.kind === 'post' ? posts : updates).push(op);
      for (const post of there) done.add(post);
    }
    if (line.isAlone) {
      flush();
      for (const op of planFiles(line, sight)) (op.kind === 'upload' ? posts : updates).push(op);
    }
  }
  flush();
  return { posts, updates };
}

function planGroup(group: readonly Line[], first: Line, last: Line, sight: Sight): readonly Op[] {
  const range = { kind: 'message', fromSeq: first.message.seq, toSeq: last.message.seq };
  if (group.length > 1) return [owed(range, undefined, renderTogether(group, sight))];
  const parts = renderAlone(first, sight);
  return parts.map((content, i) => owed(parts.length === 1 ? range : { ...range, part: i + 1 }, undefined, content));
}

/** Posts that show a line: still looked for, to be changed, to be taken away, or with further parts. */
function planStanding(there: readonly DeskPost[], line: Line, lines: ReadonlyMap<number, Line>, own: ReadonlySet<number>, sight: Sight): readonly Op[] {
  return there.length === 0 ? [] : there.some(({ fromSeq, toSeq }) => fromSeq !== toSeq) ? there.flatMap((post) => planJoined(post, lines, own, sight)) : planParts(there, line, sight);
}

function planJoined(post: DeskPost, lines: ReadonlyMap<number, Line>, own: ReadonlySet<number>, sight: Sight): readonly Op[] {
  // A view of a very long conversation does not begin at its beginning: what it shows only in part stays as it is.
  if ((post.fromSeq ?? 0) < (sight.messages[0]?.seq ?? 0) && post.state === 'posted') return [];
  const shown = [...lines].flatMap(([seq, line]) => (shows(post, seq) && !own.has(seq) ? [line] : []));
  const content = renderTogether(shown, sight);
  return post.state === 'sending' ? [owed(post, post, content)] : changed(post, content);
}

function planParts(there: readonly DeskPost[], line: Line, sight: Sight): readonly Op[] {
  const { seq } = line.message;
  const parts = renderAlone(line, sight);
  const at = (part: number): DeskPost | undefined => there.find((post) => (post.part ?? 1) === part);
  const wanted = parts.flatMap((content, i): readonly Op[] => {
    const post = at(i + 1);
    if (post?.state === 'posted') return changed(post, content);
    return post?.state === 'removed' ? [] : [owed({ kind: 'message', fromSeq: seq, toSeq: seq, ...(parts.length === 1 ? {} : { part: i + 1 }) }, post, content)];
  });
  const surplus = there.flatMap((post): readonly Op[] => ((post.part ?? 1) > parts.length && post.state === 'posted' ? [{ kind: 'delete', post }] : []));
  return [...wanted, ...surplus];
}

/** A customer's files come after their message, each in a post of its own; what is taken back goes. */
function planFiles({ message }: Line, sight: Sight): readonly Op[] {
  if (message.author !== 'customer' || !belongs(sight, message)) return [];
  const { seq } = message;
  const posts = sight.posts.filter(({ kind, fromSeq }) => kind === 'file' && fromSeq === seq);
  if (message.removedAt !== undefined) return posts.flatMap((post): readonly Op[] => (post.state === 'posted' ? [{ kind: 'unshare', post }] : []));
  return (message.files ?? []).flatMap((file, i): readonly Op[] => {
    const post = posts.find(({ part }) => part === i + 1);
    return post === undefined || post.state === 'sending' ? [{ kind: 'upload', what: { kind: 'file', fromSeq: seq, toSeq: seq, part: i + 1 }, post, file }] : [];
  });
}
