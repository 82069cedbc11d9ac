import type { CustomerState, SessionOpened, Typing } from '#core/protocol.ts';
import type { OutboxItem } from './outbox.ts';
import { EMPTY_TRANSCRIPT } from './transcript.ts';
import type { Transcript } from './transcript.ts';

/** Everything that the panel shows of a conversation; replaced as a whole at each change. */
export type ViewState = {
  /** Counts the visitors of this page; what one of them has not sent is not shown to the next. */
  readonly visitor: number;
  /** `connecting` until the first answer, `up` while the stream is open, `down` after it broke. */
  readonly line: 'connecting' | 'up' | 'down';
  readonly session: SessionOpened | undefined;
  readonly state: CustomerState | undefined;
  readonly transcript: Transcript;
  /** Has the stream told everything up to now? */
  readonly complete: boolean;
  readonly outbox: readonly OutboxItem[];
  /** Who types, and until when that is believed (Unix ms). */
  readonly typing: { readonly typing: Typing; readonly until: number } | undefined;
};

/** The view of a conversation of which nothing is known yet. */
export function emptyView(outbox: readonly OutboxItem[]): Omit<ViewState, 'visitor'> {
  return { line: 'connecting', session: undefined, state: undefined, transcript: EMPTY_TRANSCRIPT, complete: false, outbox, typing: undefined };
}

/** The company's time zone, such as `Asia/Shanghai`; undefined before the server has told it. */
export function companyZoneOf(session: SessionOpened | undefined): string | undefined {
  return session?.timeZone;
}

const TYPING_MS = 6000;

/** The view after somebody has typed at `now` (Unix ms). */
export function withTyping(view: ViewState, typing: Typing, now: number): ViewState {
  return typing.who === 'customer' ? view : { ...view, typing: { typing, until: now + TYPING_MS } };
}
