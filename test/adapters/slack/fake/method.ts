import type { z } from 'zod';
import { readArguments } from './arguments.ts';
import type { Tier } from './limits.ts';
import { Refusal } from './refusal.ts';
import { channelOf, type Workspace } from './workspace.ts';

/** What a method answers besides `ok: true`. */
export type Answer = Readonly<Record<string, unknown>>;

/** A method of the Web API. */
export type Method = {
  readonly tier: Tier;
  /** Of the app's token instead of the bot's. */
  readonly isForApp: boolean;
  run(space: Workspace, args: Readonly<Record<string, unknown>>): Answer;
};

/** Builds one; `scopes` are all needed. */
export function method<S extends z.ZodRawShape>(tier: Tier, scopes: readonly string[], shape: S, run: (space: Workspace, args: z.infer<z.ZodObject<S, z.core.$strict>>) => Answer, isForApp = false): Method {
  return {
    tier,
    isForApp,
    run(space, args) {
      if (!isForApp) for (const scope of scopes) needScope(space, scope);
      return run(space, readArguments(shape, args));
    },
  };
}

/** Refuses with `missing_scope` unless the token has it. */
export function needScope(space: Workspace, scope: string): void {
  if (!space.scopes.has(scope)) throw new Refusal('missing_scope', { needed: scope, provided: [...space.scopes].join(',') });
}

/** A channel that may be read, by its kind: `channels:…` or `groups:…`. */
export function readableChannel(space: Workspace, id: string, what: 'read' | 'history') {
  const channel = channelOf(space, id);
  needScope(space, `${channel.isPrivate ? 'groups' : 'channels'}:${what}`);
  if (what === 'history' && !channel.members.has(space.bot.userId)) throw new Refusal('not_in_channel');
  return channel;
}

/** A channel that our bot may write into. */
export function writableChannel(space: Workspace, id: string) {
  const channel = channelOf(space, id);
  if (channel.archived) throw new Refusal('is_archived');
  if (!channel.members.has(space.bot.userId) && (channel.isPrivate || !space.scopes.has('chat:write.public'))) throw new Refusal('not_in_channel');
  return channel;
}

/** A page of a list with Slack's cursor. */
export function pageOf<T>(items: readonly T[], cursor: string | undefined, limit: number | undefined, most = 1000, usual = 100): { readonly page: readonly T[]; readonly more: Answer } {
  const begin = cursor === undefined || cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64url').toString().replace('next:', ''));
  if (!Number.isInteger(begin) || begin < 0) throw new Refusal('invalid_cursor');
  if (limit !== undefined && limit > most) throw new Refusal('invalid_limit');
  const end = begin + (limit === undefined || limit === 0 ? usual : limit);
  return { page: items.slice(begin, end), more: { response_metadata: { next_cursor: end < items.length ? Buffer.from(`next:${end}`).toString('base64url') : '' } } };
}
