import type { FileRef } from '#core/message.ts';
import type { DeskPost } from '#core/ports/desk-threads.ts';
import { type Content, hashOf } from './content.ts';

/** What a post is, before it has an id. */
export type NewPost = Pick<DeskPost, 'kind' | 'fromSeq' | 'toSeq' | 'part'>;

/** One thing that is owed to a thread: one call to Slack, mostly. */
export type Op =
  /** `post`: it may stand there already, and is looked for first. */
  | { readonly kind: 'post'; readonly what: NewPost; readonly post: DeskPost | undefined; readonly content: Content; readonly shown: string }
  | { readonly kind: 'update'; readonly post: DeskPost; readonly content: Content; readonly shown: string }
  | { readonly kind: 'delete'; readonly post: DeskPost }
  | { readonly kind: 'upload'; readonly what: NewPost; readonly post: DeskPost | undefined; readonly file: FileRef }
  | { readonly kind: 'unshare'; readonly post: DeskPost }
  | { readonly kind: 'react'; readonly post: DeskPost; readonly mark: string; readonly how: 'add' | 'remove' };

/** The owed post, or the one that was begun and is looked for first. */
export function owed(what: NewPost, post: DeskPost | undefined, content: Content): Op {
  return { kind: 'post', what, post, content, shown: hashOf(content) };
}

/** The update of a post that shows something else. */
export function changed(post: DeskPost, content: Content): readonly Op[] {
  const shown = hashOf(content);
  return post.state !== 'posted' || post.shown === shown ? [] : [{ kind: 'update', post, content, shown }];
}
