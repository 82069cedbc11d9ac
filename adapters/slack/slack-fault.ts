import { BatonError } from '#core/errors.ts';

/**
 * What Slack refused: the `room` (channel), the `token`, a `scope` that the app lacks, the `content` of a post, the `thread`
 * or post that is meant, a person's `trigger` that is too old, or something `other`.
 */
export type SlackFaultKind = 'room' | 'token' | 'scope' | 'content' | 'thread' | 'trigger' | 'other';

/** A refusal of Slack. `code` is Slack's own word; `needed` names the scope that is missing. */
export type SlackFault = { readonly kind: SlackFaultKind; readonly code: string; readonly needed?: string };

const KINDS: Readonly<Record<Exclude<SlackFaultKind, 'other' | 'scope'>, readonly string[]>> = {
  room: ['channel_not_found', 'is_archived', 'not_in_channel', 'channel_is_archived', 'restricted_action', 'channel_type_not_supported', 'restricted_action_read_only_channel'],
  token: ['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive', 'org_login_required', 'access_denied', 'team_access_not_granted'],
  content: ['msg_too_long', 'invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'no_text', 'too_many_attachments', 'invalid_metadata_format', 'invalid_metadata_schema', 'metadata_too_large', 'file_too_large'],
  thread: ['thread_not_found', 'message_not_found', 'cant_update_message', 'cant_delete_message', 'edit_window_closed', 'cannot_reply_to_message', 'thread_locked'],
  trigger: ['expired_trigger_id', 'trigger_exchanged', 'exchanged_trigger_id', 'invalid_trigger_id', 'hash_conflict', 'view_not_found', 'not_found'],
};

/** Answers that mean: not now. */
const PASSING: ReadonlySet<string> = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org', 'accesslimited']);

const FAULTS = new WeakMap<BatonError, SlackFault>();

/** What Slack refused, where the error came from such a refusal; `undefined` for outages, rates and everything else. */
export function readSlackFault(error: unknown): SlackFault | undefined {
  return error instanceof BatonError ? FAULTS.get(error) : undefined;
}

/** The error of a refusal; `what` was asked for, such as `chat.postMessage`. */
export function refusedBySlack(what: string, code: string, more: { readonly needed?: string; readonly details?: readonly string[]; readonly cause?: unknown } = {}): BatonError {
  const kind = code === 'missing_scope' || code === 'no_permission' || code === 'not_allowed_token_type' ? 'scope' : (Object.entries(KINDS).find(([, codes]) => codes.includes(code))?.[0] as SlackFaultKind | undefined) ?? 'other';
  const said = more.needed === undefined ? code : `${code}: ${more.needed}`;
  const options = { cause: more.cause, details: more.details ?? [] };
  if (kind === 'other' && PASSING.has(code)) return new BatonError('unavailable', `Slack cannot do ${what} now (${said}).`, options);
  const error = new BatonError(CODES[kind], `Slack refused ${what} (${said}).`, options);
  FAULTS.set(error, { kind, code, ...(more.needed === undefined ? {} : { needed: more.needed }) });
  return error;
}

const CODES = { room: 'misconfigured', token: 'misconfigured', scope: 'misconfigured', content: 'invalid_input', thread: 'not_found', trigger: 'not_allowed_now', other: 'internal' } as const;
