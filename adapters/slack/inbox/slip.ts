/** What is to be done with something that came from Slack. */
export type Slip =
  /** Written down under `key` and worked off in its lane. */
  | { readonly kind: 'journal'; readonly key: string; readonly lane: string }
  /** Done at once and not kept: it changes nothing that is kept. */
  | { readonly kind: 'passing' }
  /** Nothing. */
  | { readonly kind: 'ignore' };

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
/** A field that is an object; empty where it is none. */
export const part = (value: unknown, name: string): Fields => {
  const field = isFields(value) ? value[name] : undefined;
  return isFields(field) ? field : {};
};
/** A field that is a text; `undefined` where it is none or empty. */
export const text = (value: unknown, name: string): string | undefined => {
  const field = isFields(value) ? value[name] : undefined;
  return typeof field === 'string' && field !== '' ? field : undefined;
};
/** A field that is a list; empty where it is none. */
export const list = (value: unknown, name: string): readonly unknown[] => {
  const field = isFields(value) ? value[name] : undefined;
  return Array.isArray(field) ? (field as readonly unknown[]) : [];
};

/** What the body of a verified request is, and under which key it takes effect once. Unknown things are ignored. */
export function readSlip(body: unknown): Slip {
  const type = text(body, 'type');
  if (type === 'event_callback') return readEvent(body);
  if (type === 'block_actions') return readPress(body);
  if (type === 'view_submission') {
    const view = part(body, 'view');
    const id = text(view, 'root_view_id') ?? text(view, 'id');
    // However often somebody sends the same box, it takes effect once.
    return id === undefined ? { kind: 'ignore' } : { kind: 'journal', key: `view:${id}`, lane: laneOfUser(body) };
  }
  const trigger = text(body, 'trigger_id');
  if (text(body, 'command') !== undefined && trigger !== undefined) return { kind: 'journal', key: `command:${trigger}`, lane: `user:${text(body, 'user_id') ?? ''}` };
  return { kind: 'ignore' };
}

const laneOfUser = (body: unknown): string => `user:${text(part(body, 'user'), 'id') ?? ''}`;

/** Subtypes of messages that say something; the others tell of topics, pins and the like. */
const SAYING: ReadonlySet<string | undefined> = new Set([undefined, 'file_share', 'thread_broadcast', 'message_changed', 'message_deleted', 'me_message']);

function readEvent(body: unknown): Slip {
  const event = part(body, 'event');
  const id = text(body, 'event_id');
  if (id === undefined) return { kind: 'ignore' };
  if (text(event, 'type') !== 'message') return { kind: 'passing' };
  if (!SAYING.has(text(event, 'subtype')) || isByBot(event)) return { kind: 'ignore' };
  const { channel, thread } = placeOf(event);
  return { kind: 'journal', key: id, lane: `thread:${channel}:${thread}` };
}

/** Is it written by an app, ours or another? What people remove counts as theirs: whose it was stands in the event. */
function isByBot(event: Fields): boolean {
  const inner = text(event, 'subtype') === 'message_changed' ? part(event, 'message') : event;
  return text(inner, 'bot_id') !== undefined || text(inner, 'subtype') === 'bot_message';
}

/** Where a message event belongs: its channel, and the ts of the thread's first message (its own where it opens one). */
export function placeOf(event: Fields): { readonly channel: string; readonly thread: string } {
  const message = part(event, 'message');
  const previous = part(event, 'previous_message');
  const thread = text(event, 'thread_ts') ?? text(message, 'thread_ts') ?? text(previous, 'thread_ts') ?? text(message, 'ts') ?? text(event, 'deleted_ts') ?? text(event, 'ts') ?? '';
  return { channel: text(event, 'channel') ?? '', thread };
}

function readPress(body: unknown): Slip {
  const trigger = text(body, 'trigger_id');
  if (trigger === undefined || list(body, 'actions').length === 0) return { kind: 'ignore' };
  const message = part(body, 'message');
  const channel = text(part(body, 'channel'), 'id') ?? text(part(body, 'container'), 'channel_id');
  const thread = text(message, 'thread_ts') ?? text(message, 'ts');
  return { kind: 'journal', key: `press:${trigger}`, lane: channel !== undefined && thread !== undefined ? `thread:${channel}:${thread}` : laneOfUser(body) };
}
